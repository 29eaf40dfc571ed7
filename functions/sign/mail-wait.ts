import type { Db } from '../core/aws/db.ts';
import { getMailHealth } from '../core/outbox/health-store.ts';
import type { Line } from '../core/outbox/queue.ts';
import { getSendQuota, USUAL_QUOTA } from '../core/outbox/send-quota.ts';
import { waitFor } from '../core/outbox/wait.ts';
import { type Clock, HOUR, MINUTE, SECOND } from '../core/running/clock.ts';
import { type LastSeen, lastSeen } from '../core/running/last-seen.ts';
import { describeError, type Log } from '../core/running/log.ts';
import { fractionOf } from './drawn.ts';
import type { SignKeys } from './keys.ts';

/** Milliseconds between two looks at the queue, and for how long the result of a look may be shown. */
const EVERY = 15 * SECOND;
const GOOD_FOR = MINUTE;
/** While mails wait, the mail function notes its quota every few minutes. A note that is older than this says nothing. */
const NOTED_WITHIN = 15 * MINUTE;

/**
 * How long a mail takes that is asked for now: milliseconds, as `waitFor`, or undefined if mails come within about a
 * minute or nobody knows. A look reads the length of the queue, whether e-mails go slowly, and the quota that the mail
 * function has noted: 1 read unit. No request waits for it, so that it costs every caller the same time.
 */
export function watchMailWait({
  line,
  counts,
  keys,
  clock,
  log,
}: {
  line: Line;
  counts: Db;
  keys: () => Promise<Pick<SignKeys, 'limit'>>;
  clock: Clock;
  log: Log;
}): LastSeen<number | undefined> {
  return lastSeen(
    async () => {
      const [{ slowUntil }, noted, waiting, { limit }] = await Promise.all([
        getMailHealth(counts, EVERY),
        getSendQuota(counts),
        line.waiting(),
        keys(),
      ]);
      const now = clock();
      const isSlow = now < slowUntil;
      const isKnown = noted && now - noted.at < NOTED_WITHIN;
      if (!isKnown && !isSlow) return undefined;
      const drawn = fractionOf(limit.current(now).key, 'mail-wait', Math.floor(now / HOUR));
      return waitFor(waiting, { quota: isKnown ? noted.quota : USUAL_QUOTA, isSlow, drawn });
    },
    {
      clock,
      every: EVERY,
      goodFor: GOOD_FOR,
      failed: (error) => log.error('mail-wait-not-known', describeError(error)),
    },
  );
}

/** A wait as the API shows it. */
export const waitField = (wait: number | undefined): { mailWithinSeconds?: number } =>
  wait === undefined ? {} : { mailWithinSeconds: wait / SECOND };
