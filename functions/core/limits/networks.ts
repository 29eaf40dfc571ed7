import { createHmac, type KeyObject } from 'node:crypto';
import type { Db, Item } from '../aws/db.ts';
import { type Clock, HOUR, isoTime, SECOND } from '../running/clock.ts';
import { type Counts, createHourlyCounter } from './hourly-counter.ts';

/** What a network and a campaign are counted for: a challenge that was asked for, or an attempt. */
export type Sent = 'challenge' | 'with-proof' | 'without-proof';

/** What a network has sent within the hour, of which this process may not know the latest seconds. */
export interface NetworkCount {
  /** Challenges that it asked for. */
  readonly challenges: number;
  readonly attempts: number;
  /** Of these. */
  readonly withoutProof: number;
}

/** How many attempts without proof a network may send in an hour. Beyond they are refused, and told how to go on. */
export const WITHOUT_PROOF_PER_HOUR = { usual: 20, strict: 5 };

/** From so many attempts in an hour a network is busy: a signal, never a refusal. */
export const BUSY_FROM = 60;

export interface Networks {
  /** Counts one. Mostly in memory: at most 1 write unit, or 0.5 read units, every 5 s. */
  count(key: KeyObject | Uint8Array, network: string, sent: Sent): Promise<NetworkCount>;
}

/**
 * A network that sends fewer to one process leaves no trace in any table; who corrects an address asks for two challenges.
 * Of attempts without proof each may be the last that is taken, so they are told soon. The others only weigh something, by
 * their order of magnitude: they are told when they have doubled, or in a busy hour they would cost a third of a signature.
 */
const WRITTEN_FROM = { withoutProof: 3, withProof: 10 };
const isWorthWriting = ({ n = 0, w = 0, c = 0 }: Counts, known: Counts) =>
  w >= WRITTEN_FROM.withoutProof ||
  Math.max(n, c / 2) >= Math.max(WRITTEN_FROM.withProof, known.n ?? 0, (known.c ?? 0) / 2);

/** Attributes of an item: challenges, attempts, and those without proof. */
const ATTRIBUTES: Record<Sent, Counts> = {
  challenge: { c: 1 },
  'with-proof': { n: 1 },
  'without-proof': { n: 1, w: 1 },
};

/**
 * Counts by network and hour. The key is an HMAC of hour and prefix with a key that nobody else has, and the item expires
 * within two hours. Whole countries share networks, and so does Tor: a count never refuses anybody with a proof. A table
 * that does not answer refuses nobody here: the address's own limit is what must hold.
 */
export function createNetworks(db: Db, clock: Clock): Networks {
  const count = createHourlyCounter(db, clock, { every: 5 * SECOND, isWorthWriting, remembered: 5_000 });
  return {
    async count(key, network, sent) {
      const counted = { id: network, itemKey: (hour: number) => itemKey(key, hour, network) };
      const { c = 0, n = 0, w = 0 } = (await count(counted, ATTRIBUTES[sent])).now;
      return { challenges: c, attempts: n, withoutProof: w };
    },
  };
}

function itemKey(key: KeyObject | Uint8Array, hour: number, network: string): Item {
  const pk = createHmac('sha256', key)
    .update(`network\0${isoTime(hour * HOUR)}\0${network}`)
    .digest('base64url');
  return { pk: { S: pk }, sk: { S: 'network' } };
}
