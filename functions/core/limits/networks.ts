import { createHmac, type KeyObject } from 'node:crypto';
import type { Db, Item } from '../aws/db.ts';
import { type Clock, HOUR, isoTime, SECOND } from '../running/clock.ts';
import { type Counts, createCounter } from './counter.ts';

/** An event that counts for a network and a campaign: a request for a challenge, or an attempt. */
export type Sent = 'challenge' | 'with-proof' | 'without-proof';

/** What a network has sent within the hour. The last seconds of other processes may be missing. */
export interface NetworkCount {
  /** Requests for a challenge. */
  readonly challenges: number;
  readonly attempts: number;
  /** Those of the attempts that came without proof. */
  readonly withoutProof: number;
}

/**
 * Attempts without proof that a network may send in an hour: a number between these two, drawn anew for each network and
 * hour. Further ones are refused, and the answer says how to go on.
 */
export const WITHOUT_PROOF_PER_HOUR = { usual: { least: 15, most: 25 }, strict: { least: 4, most: 7 } };

/** A network is busy from this number of attempts in an hour. That is a signal, never a refusal. */
export const BUSY_FROM = 60;
/** … and the /40 and the /32 around it, which have many customers of a provider. */
export const BUSY_AROUND_FROM = [4 * BUSY_FROM, 16 * BUSY_FROM] as const;

export interface Networks {
  /** Counts one challenge or attempt. Mostly in memory: at most 1 write unit, or 0.5 read units, every 5 s. */
  count(key: KeyObject | Uint8Array, network: string, sent: Sent): Promise<NetworkCount>;
}

/**
 * A network that sends fewer to one process is written to no table. A signer who corrects an address asks for two
 * challenges. Each attempt without proof may be the last that is allowed, so we write them soon. Of the others only the
 * order of magnitude matters, so we write them when they have doubled. In a busy hour they would otherwise cost a third
 * of a signature.
 */
const WRITTEN_FROM = { withoutProof: 3, withProof: 10 };
const isWorthWriting = ({ n = 0, w = 0, c = 0 }: Counts, known: Counts) =>
  w >= WRITTEN_FROM.withoutProof ||
  Math.max(n, c / 2) >= Math.max(WRITTEN_FROM.withProof, known.n ?? 0, (known.c ?? 0) / 2);

/** Attributes of an item: challenges (`c`), attempts (`n`), and attempts without proof (`w`). */
const ATTRIBUTES: Record<Sent, Counts> = {
  challenge: { c: 1 },
  'with-proof': { n: 1 },
  'without-proof': { n: 1, w: 1 },
};

/**
 * Counts by network and hour. An item's key is an HMAC of hour and prefix, made with a secret key. The item expires
 * within two hours. Whole countries share networks, and so do the users of Tor: a count never refuses a person with a
 * proof. If the table does not answer, this refuses nobody. The limit of the address still protects its mailbox.
 */
export function createNetworks(db: Db, clock: Clock): Networks {
  const count = createCounter(db, clock, { period: HOUR, every: 5 * SECOND, isWorthWriting, remembered: 5_000 });
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
