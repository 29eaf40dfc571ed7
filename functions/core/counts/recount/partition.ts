import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, queryPages } from '../../aws/db.ts';
import { signaturePartition } from '../../signatures/store.ts';
import { addDelta, addImage, type Delta } from '../delta.ts';
import { NAMES } from './compare.ts';

/**
 * Attributes that a recount reads: those that count. The role of the function allows no others. Of the shown names, it
 * may only ask how many there are.
 */
const read = ['status', 'country', 'source', 'confirmedAt', 'signals'] as const;
export const askedByReconcile = ['pk', 'sk', ...read] as const;
export const numberedByReconcile = ['pk', 'sk', 'status', 'publicName'] as const;

/** The signatures to count. */
interface Part {
  readonly campaign: string;
  /** 0 to 255. */
  readonly shard: number;
  /** Whether to count the shown names, too. For that, the signatures are read a second time. */
  readonly withNames: boolean;
}

/**
 * Counts the signatures of one partition as tally does. The reads are consistent: they include every earlier change. 1
 * read unit per 4 KB of the partition, twice with names.
 * @param paid gets the read units of each page, and may delay the next one.
 */
export async function recountPartition(
  db: Db,
  { campaign, shard, withNames }: Part,
  paid: (units: number) => Promise<void>,
): Promise<Delta> {
  const counts: Delta = new Map();
  const partition = {
    KeyConditionExpression: 'pk = :partition',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':partition': { S: signaturePartition(campaign, shard) } },
  };
  const images = {
    ...partition,
    Select: 'SPECIFIC_ATTRIBUTES',
    ProjectionExpression: read.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(read.map((name) => [`#${name}`, name])),
  } as const;
  await eachPage(db, images, paid, ({ Items = [] }) => {
    // An image that makes no sense counts nothing, as with tally.
    for (const image of Items) addImage(counts, image, 1);
  });
  if (!withNames) return counts;
  const names = {
    ...partition,
    Select: 'COUNT',
    FilterExpression: '#status = :counted AND attribute_exists(publicName)',
    ExpressionAttributeValues: { ...partition.ExpressionAttributeValues, ':counted': { S: 'counted' } },
  } as const;
  await eachPage(db, names, paid, ({ Count = 0 }) => addDelta(counts, new Map([[NAMES, Count]])));
  return counts;
}

async function eachPage(
  db: Db,
  query: Omit<QueryCommandInput, 'TableName'>,
  paid: (units: number) => Promise<void>,
  visit: (page: { Items?: Item[] | undefined; Count?: number | undefined }) => void,
): Promise<void> {
  const metered = {
    ...query,
    ConsistentRead: true,
    ReturnConsumedCapacity: 'TOTAL',
  } as const;
  for await (const page of queryPages(db, metered)) {
    visit(page);
    await paid(page.ConsumedCapacity?.CapacityUnits ?? 0);
  }
}
