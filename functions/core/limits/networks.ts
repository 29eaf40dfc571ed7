import { createHmac } from 'node:crypto';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Clock, HOUR, isoTime, SECOND } from '../clock.ts';
import type { Db, Item } from '../db.ts';

/** What a network has sent within the hour, of which this process may not know the latest seconds. */
export interface NetworkCount {
  readonly all: number;
  readonly withoutProof: number;
}

/** How many attempts without proof a network may send in an hour. Beyond they are refused, and told how to go on. */
export const WITHOUT_PROOF_PER_HOUR = { usual: 20, strict: 5 };

/** From so many attempts in an hour a network is busy: a signal, never a refusal. */
export const BUSY_FROM = 60;

export interface Networks {
  /** Reads what is known. 0.5 read units, remembered for some seconds. */
  of(key: Uint8Array, network: string): Promise<NetworkCount>;
  /** Counts, mostly in memory: at most 1 write unit every few seconds for a network that sends many. */
  add(key: Uint8Array, network: string, more: NetworkCount): Promise<NetworkCount>;
}

/** A network that sends fewer from one process leaves no trace in any table. */
const WRITTEN_FROM = 3;
const REMEMBERED = 5 * SECOND;
/** A bound on memory: what is forgotten is read again. */
const NETWORKS = 5_000;

interface Seen {
  readonly hour: number;
  known: NetworkCount;
  pending: NetworkCount;
  /** What this process has counted within the hour. */
  own: number;
  /** When `known` was read or written. */
  asOf: number;
}

/**
 * Counts attempts by network and hour. The key is an HMAC of hour and prefix with a key that nobody else has, and the item
 * expires within two hours. Whole countries share networks, and so does Tor: a count never refuses anybody with a proof.
 * A table that does not answer refuses nobody here: the address's own limit is what must hold.
 */
export function createNetworks(db: Db, clock: Clock): Networks {
  const memory = new Map<string, Seen>();
  const seenNow = (network: string): Seen => {
    const hour = Math.floor(clock() / HOUR);
    const seen = memory.get(network);
    if (seen?.hour === hour) return seen;
    if (memory.size >= NETWORKS) memory.clear();
    const fresh = { hour, known: NONE, pending: NONE, own: 0, asOf: Number.NEGATIVE_INFINITY };
    memory.set(network, fresh);
    return fresh;
  };
  const isOld = ({ asOf }: Seen) => clock() >= asOf + REMEMBERED;
  const of = async (key: Uint8Array, network: string): Promise<NetworkCount> => {
    const seen = seenNow(network);
    if (isOld(seen)) {
      // Before the answer: whoever asks meanwhile goes on with what was known, and does not read, too.
      seen.asOf = clock();
      seen.known = await read(db, itemKey(key, seen.hour, network)).catch(() => seen.known);
    }
    return plus(seen.known, seen.pending);
  };
  const add = async (key: Uint8Array, network: string, more: NetworkCount): Promise<NetworkCount> => {
    const seen = seenNow(network);
    seen.pending = plus(seen.pending, more);
    seen.own += more.all;
    const isDue = seen.own === WRITTEN_FROM || isOld(seen);
    if (seen.own < WRITTEN_FROM || !isDue) return of(key, network);
    const { pending } = seen;
    seen.pending = NONE;
    seen.asOf = clock();
    try {
      seen.known = await write(db, itemKey(key, seen.hour, network), pending, seen.hour);
    } catch {
      seen.pending = plus(seen.pending, pending);
    }
    return plus(seen.known, seen.pending);
  };
  return { of, add };
}

const NONE: NetworkCount = { all: 0, withoutProof: 0 };
const plus = (one: NetworkCount, other: NetworkCount): NetworkCount => ({
  all: one.all + other.all,
  withoutProof: one.withoutProof + other.withoutProof,
});

const toCount = (item: Item | undefined): NetworkCount => ({
  all: Number(item?.n?.N ?? 0),
  withoutProof: Number(item?.w?.N ?? 0),
});

async function read({ client, table }: Db, Key: Item): Promise<NetworkCount> {
  return toCount((await client.send(new GetItemCommand({ TableName: table, Key }))).Item);
}

async function write({ client, table }: Db, Key: Item, more: NetworkCount, hour: number): Promise<NetworkCount> {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key,
      UpdateExpression: 'ADD n :all, w :withoutProof SET expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':all': { N: String(more.all) },
        ':withoutProof': { N: String(more.withoutProof) },
        ':expiresAt': { N: String(((hour + 2) * HOUR) / SECOND) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return toCount(Attributes);
}

function itemKey(key: Uint8Array, hour: number, network: string): Item {
  const pk = createHmac('sha256', key)
    .update(`network\0${isoTime(hour * HOUR)}\0${network}`)
    .digest('base64url');
  return { pk: { S: pk }, sk: { S: 'network' } };
}
