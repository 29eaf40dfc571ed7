import type { TransactWriteItemsCommandOutput, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';

/** Units of each call, in the order of their answers, as the table itself tells. */
export async function unitsOf(db: Db, work: () => Promise<unknown>): Promise<number[]> {
  const units: number[] = [];
  db.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity } = answer.output as UpdateItemCommandOutput | TransactWriteItemsCommandOutput;
      // A transaction has one entry for each table.
      const parts = [ConsumedCapacity].flat().map((one) => one?.CapacityUnits ?? Number.NaN);
      units.push(parts.reduce((sum, n) => sum + n, 0));
      return answer;
    },
    { step: 'initialize', name: 'units' },
  );
  await work().finally(() => db.client.middlewareStack.remove('units'));
  return units;
}
