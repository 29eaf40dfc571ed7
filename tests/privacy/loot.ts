import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type AttributeValue, DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Answer } from './caller.ts';
import type { Loot } from './thief.ts';

type ClientSettings = ConstructorParameters<typeof DynamoDBClient>[0] & object;

/** Every item of every table. */
export async function tableLoot(settings: ClientSettings): Promise<Loot[]> {
  const client = new DynamoDBClient(settings);
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const loot: Loot[] = [];
  for (const TableName of TableNames) {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey: from }));
      for (const item of page.Items ?? []) loot.push(...itemLoot(`table ${TableName}`, item));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return loot;
}

/** Every record of every stream. */
export async function streamLoot(settings: ClientSettings): Promise<Loot[]> {
  const client = new DynamoDBStreamsClient(settings);
  const { Streams = [] } = await client.send(new ListStreamsCommand({}));
  const loot: Loot[] = [];
  for (const { StreamArn, TableName } of Streams) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const first = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
      let { ShardIterator } = await client.send(new GetShardIteratorCommand(first));
      for (let quiet = 0; ShardIterator && quiet < 2; ) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator }));
        quiet = page.Records?.length ? 0 : quiet + 1;
        for (const { dynamodb } of page.Records ?? []) {
          for (const image of [dynamodb?.OldImage, dynamodb?.NewImage, dynamodb?.Keys]) {
            if (image) loot.push(...itemLoot(`stream ${TableName}`, image as Record<string, AttributeValue>));
          }
        }
        ShardIterator = page.NextShardIterator;
      }
    }
  }
  return loot;
}

/** An item as JSON, and each of its binary values as it is. */
const itemLoot = (place: string, item: Record<string, AttributeValue>): Loot[] => [
  { place, bytes: Buffer.from(JSON.stringify(item, (_key, value) => (value instanceof Uint8Array ? null : value))) },
  ...Object.entries(item).flatMap(([name, { B }]) =>
    B ? [{ place: `${place}, ${name}`, bytes: Buffer.from(B) }] : [],
  ),
];

/** Every file below a folder, by its path from there. */
export function* fileLoot(folder: string): Generator<Loot> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield { place: `file ${relative(folder, file)}`, bytes: Buffer.concat([readFileSync(file), Buffer.from(file)]) };
  }
}

/** Every answer, with its headers: those that any cache may keep, and those that are for one person alone. */
export const answerLoot = (answers: readonly Answer[]): Loot[] =>
  answers.map(({ asked, status, headers, body }) => {
    const kept = headers['cache-control'] === 'no-store' ? 'kept nowhere' : 'that a cache may keep';
    return {
      place: `answer ${kept}: ${status} to ${asked}`,
      bytes: Buffer.concat([Buffer.from(JSON.stringify(headers)), body]),
    };
  });
