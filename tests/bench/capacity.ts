import {
  type ConsumedCapacity,
  type DynamoDBClient,
  GetItemCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/core/aws/db.ts';
import { sizeOf } from '../model/units.ts';

/** The units that one call used of a table, or of one of its indexes. */
export interface Use {
  readonly table: string;
  readonly index?: string | undefined;
  readonly kind: 'read' | 'write';
  readonly units: number;
}

const READS = ['GetItemCommand', 'QueryCommand'];

/**
 * Tells what each call of a client used: what the answer reports (`ReturnConsumedCapacity`), but for transactions. Of
 * those DynamoDB Local reports more than AWS charges, and not the same for the same items, so AWS's own rule is applied.
 * @param plain another client of the same tables, by which the size of an item is looked up.
 */
export function meterUnits(client: DynamoDBClient, plain: DynamoDBClient, note: Note): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
        const { ConsumedCapacity: reported } = answer.output as { ConsumedCapacity?: Reported };
        const kind = READS.includes(commandName) ? 'read' : 'write';
        note(
          commandName === 'TransactWriteItemsCommand'
            ? await transactionUse(plain, args.input as TransactWriteItemsCommandInput)
            : [reported ?? []].flat().flatMap((capacity) => usesOf(capacity, kind)),
          args.input,
        );
        return answer;
      },
    { step: 'initialize', name: 'units' },
  );
}

/** Called after each successful call. @param input of the call. */
type Note = (uses: readonly Use[], input: object) => void;
type Reported = ConsumedCapacity | ConsumedCapacity[];

function usesOf({ TableName: table = '', ...reported }: ConsumedCapacity, kind: Use['kind']): Use[] {
  const indexes = Object.entries(reported.GlobalSecondaryIndexes ?? {});
  return [
    { table, kind, units: reported.Table?.CapacityUnits ?? Number.NaN },
    ...indexes.map(([index, { CapacityUnits: units = Number.NaN }]) => ({ table, index, kind, units })),
  ];
}

/**
 * Two write units for each KB of each item: one to prepare, one to commit.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling
 */
async function transactionUse(plain: DynamoDBClient, { TransactItems = [] }: TransactWriteItemsCommandInput) {
  const uses: Use[] = [];
  for (const { Put, Update, Delete } of TransactItems) {
    const table = (Put ?? Update ?? Delete)?.TableName ?? '';
    const item = Put?.Item ?? (Update && (await getItem(plain, table, Update.Key))) ?? {};
    uses.push({ table, kind: 'write', units: 2 * Math.max(1, Math.ceil(sizeOf(item) / 1_024)) });
  }
  return uses;
}

/** As it is now, which is how an item that only grows is charged for. */
const getItem = async (client: DynamoDBClient, TableName: string, Key: Item | undefined): Promise<Item | undefined> =>
  (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

/** The sum of the units of one kind. */
export const sumOf = (uses: readonly Use[], kind: Use['kind']): number =>
  uses.reduce((sum, use) => (use.kind === kind ? sum + use.units : sum), 0);
