import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Clock, HOUR, isoTime, MINUTE, SECOND } from '../clock.ts';
import type { Db, Item } from '../db.ts';

/** What a campaign is sent, of which a process may not know the latest seconds of others. */
export interface Load {
  /** Attempts in this minute or the one before, whichever had more. */
  readonly perMinute: number;
  /** Attempts within the hour. */
  readonly withProof: number;
  readonly withoutProof: number;
}

export interface Loads {
  /** Reads what is known. 0.5 read units, remembered for 10 s. */
  of(campaign: string): Promise<Load>;
  /** Counts in memory, and at most every 10 s in the table: 1 write unit. */
  add(campaign: string, hasProof: boolean): Promise<Load>;
}

/** How many attempts without proof a campaign takes in an hour before they are a signal: as many, or a share of the others. */
const WITHOUT_PROOF = 2_000;
const SHARE_OF_PROVED = 1 / 4;

/** Whether there are so many attempts without proof that one more says something. */
export const isBusy = ({ withProof, withoutProof }: Load): boolean =>
  withoutProof > Math.max(WITHOUT_PROOF, withProof * SHARE_OF_PROVED);

const REMEMBERED = 10 * SECOND;
/** Fewer wait in memory: a campaign with few signers costs nothing here. */
const WRITTEN_FROM = 5;
/** A bound on memory: only campaigns that exist are counted. */
const CAMPAIGNS = 1_000;

/** Counts by attribute of a campaign's item of an hour: `p` with proof, `w` without, `m07` in a minute. */
type Counts = Readonly<Record<string, number>>;

interface Seen {
  readonly hour: number;
  /** What the last minute of the hour before had: the first minute of this one knows it no longer from the item. */
  readonly before: number;
  known: Counts;
  pending: Counts;
  asOf: number;
}

/**
 * Counts the attempts on each campaign, so that challenges get harder while there are many. One item for a campaign and
 * hour, written by each process at most every 10 s: no key is ever hot. Its key is public, as the campaign is. A table
 * that does not answer makes nothing harder.
 */
export function createLoads(db: Db, clock: Clock): Loads {
  const memory = new Map<string, Seen>();
  const seenNow = (campaign: string): Seen => {
    const hour = Math.floor(clock() / HOUR);
    const seen = memory.get(campaign);
    if (seen?.hour === hour) return seen;
    if (memory.size >= CAMPAIGNS) memory.clear();
    const before = seen?.hour === hour - 1 ? countIn(seen, 59) : 0;
    const fresh = { hour, before, known: {}, pending: {}, asOf: Number.NEGATIVE_INFINITY };
    memory.set(campaign, fresh);
    return fresh;
  };
  const isOld = ({ asOf }: Seen) => clock() >= asOf + REMEMBERED;
  const of = async (campaign: string): Promise<Load> => {
    const seen = seenNow(campaign);
    if (isOld(seen)) {
      seen.asOf = clock();
      seen.known = await read(db, itemKey(campaign, seen.hour)).catch(() => seen.known);
    }
    return loadOf(seen, clock());
  };
  const add = async (campaign: string, hasProof: boolean): Promise<Load> => {
    const seen = seenNow(campaign);
    seen.pending = plus(seen.pending, { [hasProof ? 'p' : 'w']: 1, [minuteName(minuteOf(clock()))]: 1 });
    const { pending } = seen;
    if ((pending.p ?? 0) + (pending.w ?? 0) < WRITTEN_FROM || !isOld(seen)) return of(campaign);
    seen.pending = {};
    seen.asOf = clock();
    try {
      seen.known = await write(db, itemKey(campaign, seen.hour), pending, seen.hour);
    } catch {
      seen.pending = plus(seen.pending, pending);
    }
    return loadOf(seen, clock());
  };
  return { of, add };
}

const minuteOf = (now: number): number => Math.floor((now % HOUR) / MINUTE);
const minuteName = (minute: number): string => `m${String(minute).padStart(2, '0')}`;
const countIn = ({ known, pending }: Seen, minute: number): number => {
  const name = minuteName(minute);
  return (known[name] ?? 0) + (pending[name] ?? 0);
};

function loadOf(seen: Seen, now: number): Load {
  const { known, pending } = seen;
  const minute = minuteOf(now);
  return {
    perMinute: Math.max(countIn(seen, minute), minute === 0 ? seen.before : countIn(seen, minute - 1)),
    withProof: (known.p ?? 0) + (pending.p ?? 0),
    withoutProof: (known.w ?? 0) + (pending.w ?? 0),
  };
}

const plus = (one: Counts, other: Counts): Counts => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
};

const toCounts = (item: Item | undefined): Counts =>
  Object.fromEntries(
    Object.entries(item ?? {}).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]])),
  );

async function read({ client, table }: Db, Key: Item): Promise<Counts> {
  return toCounts((await client.send(new GetItemCommand({ TableName: table, Key }))).Item);
}

async function write({ client, table }: Db, Key: Item, more: Counts, hour: number): Promise<Counts> {
  const names = Object.keys(more);
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key,
      UpdateExpression: `ADD ${names.map((name) => `${name} :${name}`).join(', ')} SET expiresAt = :expiresAt`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name) => [`:${name}`, { N: String(more[name]) }])),
        ':expiresAt': { N: String(((hour + 2) * HOUR) / SECOND) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return toCounts(Attributes);
}

const itemKey = (campaign: string, hour: number): Item => ({
  pk: { S: `load#${campaign}` },
  sk: { S: isoTime(hour * HOUR).slice(0, 13) },
});
