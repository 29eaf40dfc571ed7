import { createHmac } from 'node:crypto';
import type { Db, Item } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { type Clock, DAY, dayOf, isoTime, SECOND } from '../running/clock.ts';
import { type Counts, createCounter } from './counter.ts';

/**
 * Attempts of a domain on a campaign in a day that are nothing special. Its owner has as many mailboxes as they like.
 * An attacker is expected to have two domains: `core/published/rules`.
 */
export const USUAL_OF_DOMAIN = 5;

export interface Domains {
  /**
   * Counts one attempt. In memory once the domain is known: at most 1 write unit, or 0.5 read units, each second.
   * @param isQuiet whether few people sign the campaign. Then even the first attempt is written, so that many processes
   * do not each see one. While many sign, the few that a process does not see hide nobody.
   * @returns how many attempts came from the domain on this day, with this one.
   */
  count(key: Keyring, attempt: { campaign: string; domain: string; isQuiet: boolean }): Promise<number>;
}

const WRITTEN_FROM = 3;
const isWorthWriting = ({ n = 0 }: Counts, known: Counts) => n >= Math.max(WRITTEN_FROM, known.n ?? 0);

/**
 * Counts by campaign, domain and day, for domains that are no large providers. An item's key is an HMAC of the three,
 * made with a secret key, and the item expires after a day. If the table does not answer, a process goes on with its own
 * counts.
 */
export function createDomains(db: Db, clock: Clock): Domains {
  const count = createCounter(db, clock, { period: DAY, every: 1 * SECOND, isWorthWriting, remembered: 5_000 });
  return {
    async count(ring, { campaign, domain, isQuiet }) {
      // The key of the day's beginning: one that begins during the day does not begin the count again.
      const { key } = ring.current(dayOf(clock()));
      const itemKey = (day: number): Item => ({
        pk: {
          S: createHmac('sha256', key)
            .update(`domain\0${isoTime(day * DAY).slice(0, 10)}\0${campaign}\0${domain}`)
            .digest('base64url'),
        },
        sk: { S: 'domain' },
      });
      const { now } = await count({ id: `${campaign}\0${domain}`, itemKey, isWrittenAtOnce: isQuiet }, { n: 1 });
      return now.n ?? 0;
    },
  };
}
