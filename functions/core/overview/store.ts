import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { batchGet, type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import type { Entry } from './entry.ts';
import type { Announced } from './events.ts';

/**
 * The overview is in the Campaigns table, in a partition of its own: buckets of campaigns, by a hash of their slugs, and
 * the state, which has the version of each bucket. So a reader that keeps the buckets in memory reads one small item, and
 * then only the buckets that have changed. At 10,000 campaigns a bucket has 40 of them, in about 20 KB.
 */
export const OVERVIEW = 'overview';
/** Drafts and unlisted campaigns, in the same form, for organisers. The public pages may not read this partition. */
export const HIDDEN = 'overview#hidden';

/** A table, and which of the two is meant. Left out: the public one. */
export interface OverviewDb extends Db {
  readonly partition?: typeof HIDDEN | undefined;
}
export const hiddenIn = ({ client, table }: Db): OverviewDb => ({ client, table, partition: HIDDEN });
export const BUCKETS = 256;
const BYTES = 4;

/**
 * The form of entries. Raise it when `Entry` changes: pages then read no entry of another form, and the next run makes all
 * of them again.
 */
export const FORM = 6;

/** A campaign as a bucket has it. */
export interface StoredEntry {
  readonly entry: Entry;
  readonly form: number;
  /** The revision of the campaign that the entry was made from. */
  readonly revision: number;
  /** When its days were read, in milliseconds since the epoch. 0: never, so its numbers are not known. */
  readonly daysAt: number;
  /** Undefined before a run has looked at it. */
  readonly announced?: Announced | undefined;
}

export interface Bucket {
  /** How often it was written. 0: never. */
  readonly version: number;
  /** By slug. */
  readonly entries: ReadonlyMap<string, StoredEntry>;
  /** Slugs that left the lists, until a run has asked to erase what was kept of their events. */
  readonly gone: ReadonlySet<string>;
}

/** What a writer changes in a bucket. */
export type BucketContent = Pick<Bucket, 'entries' | 'gone'>;

/** What readers look at first. It exists once the overview is whole. */
export interface OverviewState {
  /** Of each bucket, at least. A bucket may be newer: a writer writes it first. */
  readonly versions: readonly number[];
  /** That of all entries, unless they are being made again. */
  readonly form: number;
  /** When all entries were last compared with campaigns and published numbers, in milliseconds since the epoch. */
  readonly checkedAt: number;
}

interface StoredState extends OverviewState {
  /** How often the state was written. */
  readonly writes: number;
}

export const NO_BUCKET: Bucket = { version: 0, entries: new Map(), gone: new Set() };

/** Which bucket a campaign belongs to. */
export const bucketOf = (slug: string): number => createHash('sha256').update(slug).digest().readUInt8();

const key = ({ partition }: OverviewDb, sk: string): Item => ({ pk: { S: partition ?? OVERVIEW }, sk: { S: sk } });
const keyOf = (db: OverviewDb, bucket: number): Item => key(db, String(bucket).padStart(3, '0'));
const stateOf = (db: OverviewDb): Item => key(db, 'state');

/** 0.5 read units, 1 if consistent. @returns undefined before the first run has ended. */
export async function getOverviewState(
  db: OverviewDb,
  { consistent }: { readonly consistent: boolean },
): Promise<StoredState | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: stateOf(db), ConsistentRead: consistent }),
  );
  return (
    Item && {
      versions: unpacked(Item.versions?.B),
      form: Number(Item.form?.N),
      checkedAt: Number(Item.checkedAt?.N),
      writes: Number(Item.writes?.N),
    }
  );
}

/**
 * Raises what the state says of buckets that were written, and when all was compared. 1 read and 2 write units. Writers
 * may do this side by side: a version, or a time, never falls.
 * @param versions by bucket. A bucket that was left out stays.
 * @param checkedAt left out by who has not compared all. Then there is no state to raise before the overview is whole.
 */
export async function raiseState(
  db: OverviewDb,
  { versions: written, checkedAt }: { readonly versions: ReadonlyMap<number, number>; readonly checkedAt?: number },
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await getOverviewState(db, { consistent: true });
    if (!before && checkedAt === undefined) return;
    const raised = {
      versions: Array.from({ length: BUCKETS }, (_, i) => Math.max(written.get(i) ?? 0, before?.versions[i] ?? 0)),
      checkedAt: Math.max(checkedAt ?? 0, before?.checkedAt ?? 0),
      form: checkedAt === undefined ? (before?.form ?? FORM) : FORM,
    };
    if (await putState(db, before?.writes ?? 0, raised)) return;
  }
  throw new Error('Other writers changed the state of the overview during each of our tries.');
}

const putState = (db: OverviewDb, writes: number, state: OverviewState): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: {
          ...stateOf(db),
          versions: { B: packed(state.versions) },
          form: { N: String(state.form) },
          checkedAt: { N: String(state.checkedAt) },
          writes: { N: String(writes + 1) },
        },
        ...onlyIf('writes', writes),
      }),
    ),
  );

/** How often a writer tries again while others write at the same time. */
const TRIES = 20;

/**
 * Some buckets, as they were written last: at least in the versions of a state that was read before. 1 read unit per 4 KB of
 * each. A bucket that was never written is `NO_BUCKET`.
 */
export async function getBuckets(db: OverviewDb, buckets: readonly number[]): Promise<Map<number, Bucket>> {
  const keys = buckets.map((bucket) => keyOf(db, bucket));
  const items = await batchGet(db, keys, { consistent: true });
  const found = await Promise.all(items.map(async (item) => [Number(item.sk?.S), await toBucket(item)] as const));
  return new Map([...buckets.map((bucket) => [bucket, NO_BUCKET] as const), ...found]);
}

/**
 * Writes a bucket as it was changed. 1 write unit per KB.
 * @returns undefined if somebody else wrote it since it was read. Then nothing is written.
 */
export async function putBucket(
  db: OverviewDb,
  index: number,
  before: Bucket,
  { entries, gone }: BucketContent,
): Promise<Bucket | undefined> {
  const after = { version: before.version + 1, entries, gone };
  const content = await compress(JSON.stringify([...entries.values()]));
  const isWritten = await ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: {
          ...{ ...keyOf(db, index), version: { N: String(after.version) }, entries: { B: content } },
          // DynamoDB stores no empty set.
          ...(gone.size > 0 && { gone: { SS: [...gone] } }),
        },
        ...onlyIf('version', before.version),
      }),
    ),
  );
  return isWritten ? after : undefined;
}

/**
 * Changes a bucket, and tries again while others change it.
 * @param change makes the new content of the bucket as it is, which it may read campaigns for: what it reads is at least
 * as new as the bucket. Undefined if nothing is to change.
 * @param known the bucket as it was read before, if it was.
 * @returns the bucket as it is stored now.
 */
export async function changeBucket(
  db: OverviewDb,
  index: number,
  change: (bucket: Bucket) => Promise<BucketContent | undefined>,
  known?: Bucket,
): Promise<Bucket> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = (tries === 0 ? known : undefined) ?? (await getBuckets(db, [index])).get(index) ?? NO_BUCKET;
    const content = await change(before);
    const after = content ? await putBucket(db, index, before, content) : before;
    if (after) return after;
  }
  throw new Error('Other writers changed a bucket of the overview during each of our tries.');
}

async function toBucket({ version, entries, gone }: Item): Promise<Bucket> {
  const stored = JSON.parse((await decompress(entries?.B ?? new Uint8Array())).toString()) as StoredEntry[];
  return {
    version: Number(version?.N),
    entries: new Map(stored.map((one) => [one.entry.slug, one])),
    gone: new Set(gone?.SS),
  };
}

const compress = promisify<string, Uint8Array>(gzip);
const decompress = promisify<Uint8Array, Buffer>(gunzip);

/** A write on condition that a number of the item is as it was read. 0: the item does not exist. */
const onlyIf = (name: string, seen: number) =>
  seen === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#seen = :seen',
        ExpressionAttributeNames: { '#seen': name },
        ExpressionAttributeValues: { ':seen': { N: String(seen) } },
      };

function packed(versions: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(BUCKETS * BYTES);
  versions.forEach((version, i) => void bytes.writeUInt32BE(version, i * BYTES));
  return bytes;
}

function unpacked(stored: Uint8Array = new Uint8Array(BUCKETS * BYTES)): number[] {
  const bytes = Buffer.from(stored);
  return Array.from({ length: BUCKETS }, (_, i) => bytes.readUInt32BE(i * BYTES));
}
