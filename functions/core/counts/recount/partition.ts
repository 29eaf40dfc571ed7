import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, queryPages } from '../../aws/db.ts';
import { signaturePartition } from '../../signatures/store.ts';
import { addDelta, addImage, type Delta } from '../delta.ts';
import { NAMES } from './compare.ts';

/**
 * Attributes that a recount reads: what counts. The role of the function holds it to just these; of names that signers
 * show it may ask only how many there are.
 */
const read = ['status', 'country', 'source', 'confirmedAt', 'signals'] as const;
export const askedByReconcile = ['pk', 'sk', ...read] as const;
export const numberedByReconcile = ['pk', 'sk', 'status', 'publicName'] as const;

/** Which signatures are counted. */
interface Part {
  readonly campaign: string;
  /** 0 to 255. */
  readonly shard: number;
  /** Also how many of them show a name: they are read once more for it. */
  readonly withNames: boolean;
}

/**
 * Counts the signatures of one partition as tally does, consistently: whatever changed before is in it. 1 read unit per
 * 4 KB of the partition, twice with names.
 * @param paid is told the read units of each page, and may take its time before the next.
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
    // One that makes no sense counts nothing, as with tally.
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
