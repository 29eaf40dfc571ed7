import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  ConditionalCheckFailedException,
  DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { Sha256 } from './sha256.ts';

/** The client that storage functions take, and the name of the table they work on. */
export interface Db {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export type Item = Record<string, AttributeValue>;

/** One client for a process. Region, credentials and endpoint come from the environment, as the SDK reads them. */
export function createDynamoDb(): DynamoDBClient {
  const client = new DynamoDBClient({
    // A connection that hangs must fail early, so that another try can still answer in time.
    maxAttempts: 3,
    sha256: Sha256,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  // It copies each item for a log, though there is none.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** Runs a conditional write. @returns false if its condition did not hold. Every other error is thrown on. */
export async function ifConditionHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Reads a Query page by page. A page reads up to 1 MB. The SDK's own paginator takes only instances of its client
 * class.
 */
export async function* queryPages(
  { client, table }: Db,
  query: Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>,
): AsyncGenerator<QueryCommandOutput> {
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ TableName: table, ...query, ExclusiveStartKey: from }));
    yield page;
    from = page.LastEvaluatedKey;
  } while (from);
}

/** All items of a partition. 0.5 read units per 4 KB, 1 if consistent. */
export async function queryPartition(
  db: Db,
  pk: string,
  { consistent }: { readonly consistent: boolean },
): Promise<Item[]> {
  const items: Item[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ConsistentRead: consistent,
  };
  for await (const { Items = [] } of queryPages(db, query)) items.push(...Items);
  return items;
}

/** DynamoDB takes this many keys in one call. */
const KEYS_AT_ONCE = 100;

/**
 * Items by their keys, in no order; those that do not exist are left out. 0.5 read units per 4 KB of each, 1 if
 * consistent. Calls run side by side, and each asks again for what DynamoDB left out.
 * @param ProjectionExpression attributes, if not all are needed. The price is the same.
 */
export async function batchGet(
  { client, table }: Db,
  keys: readonly Item[],
  { consistent, ProjectionExpression }: { readonly consistent: boolean; readonly ProjectionExpression?: string },
): Promise<Item[]> {
  const groups = Array.from({ length: Math.ceil(keys.length / KEYS_AT_ONCE) }, (_, i) =>
    keys.slice(i * KEYS_AT_ONCE, (i + 1) * KEYS_AT_ONCE),
  );
  const found = groups.map(async (group) => {
    const items: Item[] = [];
    let left: Item[] | undefined = group;
    for (let tries = 0; left && left.length > 0; tries++) {
      // DynamoDB leaves out what is above 16 MB or beyond its capacity. Without a pause it would do so again.
      if (tries > 0) await sleep(Math.min(1_000, 10 * 2 ** tries));
      if (tries === 10) throw new Error('DynamoDB left out some items during each of ten reads.');
      const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: left, ConsistentRead: consistent, ProjectionExpression } },
        }),
      );
      items.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys;
    }
    return items;
  });
  return (await Promise.all(found)).flat();
}
