import { createHmac } from 'node:crypto';
import type { Db, Item } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { type Clock, DAY, dayName, dayOf, SECOND } from '../running/clock.ts';
import { createCounter } from './counter.ts';

/**
 * Attempts of a domain on a campaign in a day that are nothing special. Its owner has as many mailboxes as they like.
 * An attacker is expected to have two domains: `core/published/rules`.
 */
export const USUAL_OF_DOMAIN = 5;

export interface Domains {
  /**
   * Counts one attempt. 1 write unit, at most one a second in a process: even the first is written, so that many processes
   * do not each see one.
   * @returns how many attempts came from the domain on this day, with this one.
   */
  count(key: Keyring, attempt: { campaign: string; domain: string }): Promise<number>;
}

/**
 * Counts by campaign, domain and day, for domains that are no large providers. An item's key is an HMAC of the three,
 * made with a secret key, and the item expires after a day. If the table does not answer, a process goes on with its own
 * counts.
 */
export function createDomains(db: Db, clock: Clock): Domains {
  const count = createCounter(db, clock, {
    period: DAY,
    every: 1 * SECOND,
    isWorthWriting: () => true,
    remembered: 5_000,
  });
  return {
    async count(ring, { campaign, domain }) {
      // The key of the day's beginning: one that begins during the day does not begin the count again.
      const { key } = ring.current(dayOf(clock()));
      const itemKey = (day: number): Item => ({
        pk: {
          S: createHmac('sha256', key)
            .update(`domain\0${dayName(day * DAY)}\0${campaign}\0${domain}`)
            .digest('base64url'),
        },
        sk: { S: 'domain' },
      });
      const { now } = await count({ id: `${campaign}\0${domain}`, itemKey }, { n: 1 });
      return now.n ?? 0;
    },
  };
}
