import { type Db, type Item, queryPages } from '../aws/db.ts';
import { hourOf, isoTime } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { SignatureStatus } from './store.ts';
import { SHARDS, signaturePartition } from './store.ts';

/** Partitions that are read at once: enough to hide the distance to AWS, few enough for a computer at home. */
const AT_ONCE = 16;

/**
 * Which signatures to read, and which attributes. Times are milliseconds since the epoch. Of a confirmation only the
 * hour is stored.
 */
export interface SignatureQuery {
  readonly statuses: readonly SignatureStatus[];
  /** Of counted ones, only those that have a signal. Most have none, and need not be sent over the network. */
  readonly suspicious?: boolean | undefined;
  /** From the beginning of its hour. */
  readonly since?: number | undefined;
  /** To the end of its hour. If it is the beginning of an hour: up to just before it. */
  readonly until?: number | undefined;
  /** Names of attributes, in addition to key, status and time of confirmation. */
  readonly attributes: readonly string[];
}

/**
 * Reads all signatures of a campaign, page by page from several of its 256 partitions at once. The reads are
 * consistent: they include every signature that was counted before. 1 read unit per 4 KB of the whole campaign, even if
 * most of it is left out: about 25,000 for 100,000 signatures (half a cent).
 * @param visit is called with pages in no order, but with the pages of one partition one after another. If it throws,
 * the reading ends.
 */
export async function eachSignaturePage(
  db: Db,
  campaign: string,
  query: SignatureQuery,
  visit: (items: readonly Item[]) => Promise<void> | void,
): Promise<void> {
  const partitions = Array.from({ length: SHARDS }, (_, shard) => signaturePartition(campaign, shard));
  await eachAtOnce(partitions, AT_ONCE, (pk) => readPartition(db, pk, query, visit));
}

async function readPartition(
  db: Db,
  pk: string,
  query: SignatureQuery,
  visit: (items: readonly Item[]) => Promise<void> | void,
): Promise<void> {
  // Names each attribute, since a role may allow no wider read.
  const asked = { ...expressionsOf(pk, query), Select: 'SPECIFIC_ATTRIBUTES', ConsistentRead: true } as const;
  for await (const { Items = [] } of queryPages(db, asked)) if (Items.length > 0) await visit(Items);
}

function expressionsOf(pk: string, { statuses, suspicious, since, until, attributes }: SignatureQuery) {
  const names = ['status', 'confirmedAt', ...attributes];
  const values = Object.fromEntries(statuses.map((status, i) => [`:s${i}`, { S: status }]));
  const filters = [`#n0 IN (${Object.keys(values).join(', ')})`];
  if (suspicious) filters.push('(#n0 <> :counted OR attribute_exists(signals))');
  if (since !== undefined) filters.push('#n1 >= :since');
  if (until !== undefined) filters.push('#n1 < :until');
  return {
    KeyConditionExpression: 'pk = :pk',
    FilterExpression: filters.join(' AND '),
    ProjectionExpression: ['pk', 'sk', ...names.map((_, i) => `#n${i}`)].join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
    ExpressionAttributeValues: {
      ':pk': { S: pk },
      ...values,
      ...(suspicious && { ':counted': { S: 'counted' } }),
      ...(since !== undefined && { ':since': { S: isoTime(hourOf(since)) } }),
      ...(until !== undefined && { ':until': { S: isoTime(until) } }),
    },
  };
}
