import type { UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';

/** Units of each call, in the order of their answers, as the table itself tells. */
export async function unitsOf(db: Db, work: () => Promise<unknown>): Promise<number[]> {
  const units: number[] = [];
  db.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      units.push((answer.output as UpdateItemCommandOutput).ConsumedCapacity?.CapacityUnits ?? Number.NaN);
      return answer;
    },
    { step: 'initialize', name: 'units' },
  );
  await work().finally(() => db.client.middlewareStack.remove('units'));
  return units;
}
