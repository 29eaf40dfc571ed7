import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../aws/db.ts';
import { type Clock, SECOND } from '../running/clock.ts';

/** Counts by attribute of an item. */
export type Counts = Readonly<Record<string, number>>;

/** A thing to count: its name in memory, and its item of a period. */
export interface Counted {
  readonly id: string;
  /** @param period periods since the epoch. */
  readonly itemKey: (period: number) => Item;
}

export interface CounterRules {
  /** Milliseconds for which things are counted: an hour or a day. */
  readonly period: number;
  /** Milliseconds between two reads of an item, or two writes, at least. */
  readonly every: number;
  /** Whether the counts in memory are worth a write, compared with the known counts of the table. */
  readonly isWorthWriting: (pending: Counts, known: Counts) => boolean;
  /** A bound on memory, in counted things. Above it, the one that was counted longest ago is forgotten. */
  readonly remembered: number;
}

export interface PeriodCounts {
  /** Of this period, as far as this process knows: counts of other processes from the last seconds may be missing. */
  readonly now: Counts;
  /** Of the period before, as far as this process knew them. */
  readonly before: Counts;
}

interface Seen {
  readonly period: number;
  readonly before: Counts;
  /** The counts of the table when it was last read or written. */
  known: Counts;
  /** Counts that are not in the table yet. */
  pending: Counts;
  readAt: number;
  writtenAt: number;
  isWriting: boolean;
}

/**
 * Makes a counter of events by the hour or the day. It counts in memory and, now and then, writes to the table, so that every
 * process soon knows the counts of the others. One count costs nothing, 0.5 read units, or 1 write unit. If the table
 * does not answer, a process goes on with its own counts. A write whose answer was lost may count twice.
 */
export function createCounter(
  db: Db,
  clock: Clock,
  { period: length, every, isWorthWriting, remembered }: CounterRules,
): (counted: Counted, more: Counts) => Promise<PeriodCounts> {
  const memory = new Map<string, Seen>();
  const seenNow = (id: string): Seen => {
    const period = Math.floor(clock() / length);
    const last = memory.get(id);
    const seen = last?.period === period ? last : unseen(period, last);
    // Moves to the end of the map: the first entry is forgotten first.
    memory.delete(id);
    memory.set(id, seen);
    const [longestAgo] = memory.keys();
    if (memory.size > remembered && longestAgo !== undefined) memory.delete(longestAgo);
    return seen;
  };
  const isDue = (at: number) => clock() >= at + every;

  return async ({ id, itemKey }, more) => {
    const seen = seenNow(id);
    seen.pending = plus(seen.pending, more);
    const { pending, period } = seen;
    if (isWorthWriting(pending, seen.known) && isDue(seen.writtenAt) && !seen.isWriting) {
      seen.writtenAt = seen.readAt = clock();
      seen.isWriting = true;
      await write(db, { key: itemKey(period), pending, expiresAt: (period + 2) * length })
        .then((written) => {
          seen.known = most(seen.known, written);
          seen.pending = plus(seen.pending, pending, -1);
        })
        .catch(() => undefined);
      seen.isWriting = false;
    } else if (isDue(seen.readAt)) {
      // Set before the answer comes: until then, other callers use the known counts and do not read again.
      seen.readAt = clock();
      const read = await readCounts(db, itemKey(period)).catch(() => ({}));
      // Counts only grow within a period, and a read may be older than the last write.
      seen.known = most(seen.known, read);
    }
    return { now: plus(seen.known, seen.pending), before: seen.before };
  };
}

const unseen = (period: number, last: Seen | undefined): Seen => ({
  period,
  before: last?.period === period - 1 ? plus(last.known, last.pending) : {},
  known: {},
  pending: {},
  readAt: Number.NEGATIVE_INFINITY,
  writtenAt: Number.NEGATIVE_INFINITY,
  isWriting: false,
});

const merged = (one: Counts, other: Counts, merge: (a: number, b: number) => number): Counts => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, merge(one[name] ?? 0, other[name] ?? 0)]));
};
const plus = (one: Counts, other: Counts, times = 1): Counts => merged(one, other, (a, b) => a + b * times);
const most = (one: Counts, other: Counts): Counts => merged(one, other, Math.max);

const toCounts = ({ expiresAt: _, ...item }: Item): Counts =>
  Object.fromEntries(Object.entries(item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]])));

async function readCounts({ client, table }: Db, Key: Item): Promise<Counts> {
  return toCounts((await client.send(new GetItemCommand({ TableName: table, Key }))).Item ?? {});
}

async function write(
  { client, table }: Db,
  { key, pending, expiresAt }: { key: Item; pending: Counts; expiresAt: number },
): Promise<Counts> {
  const more = Object.entries(pending).filter(([, count]) => count > 0);
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: key,
      UpdateExpression: `ADD ${more.map(([name]) => `${name} :${name}`).join(', ')} SET expiresAt = :expiresAt`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(more.map(([name, count]) => [`:${name}`, { N: String(count) }])),
        ':expiresAt': { N: String(expiresAt / SECOND) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return toCounts(Attributes ?? {});
}
