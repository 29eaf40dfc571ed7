import type { Db } from '../core/aws/db.ts';
import type { Line } from '../core/outbox/queue.ts';
import { getSendQuota } from '../core/outbox/send-quota.ts';
import { waitFor } from '../core/outbox/wait.ts';
import { type Clock, MINUTE, SECOND } from '../core/running/clock.ts';
import { lastSeen } from '../core/running/last-seen.ts';
import { describeError, type Log } from '../core/running/log.ts';

/** How often the queue is looked at, at most, and how old a look may be that is told, in milliseconds. */
const EVERY = 15 * SECOND;
const GOOD_FOR = MINUTE;
/** While mails wait, the mail function tells anew every few minutes. If it does not, nobody knows how long they wait. */
const TOLD_WITHIN = 15 * MINUTE;

/**
 * How long a mail takes that is asked for now. Looks at the queue, and at what the mail function has told, beside whatever
 * goes on: no request waits for it, so that it costs everybody the same time. 0.5 read units for each look.
 * @returns milliseconds, as `waitFor`; undefined if mails come within about a minute, or nobody knows.
 */
export function watchMailWait({
  line,
  counts,
  clock,
  log,
}: {
  line: Line;
  counts: Db;
  clock: Clock;
  log: Log;
}): () => number | undefined {
  return lastSeen(
    async () => {
      const [waiting, told] = await Promise.all([line.waiting(), getSendQuota(counts)]);
      return told && clock() - told.at < TOLD_WITHIN ? waitFor(waiting, told.quota) : undefined;
    },
    {
      clock,
      every: EVERY,
      goodFor: GOOD_FOR,
      failed: (error) => log.error('mail-wait-not-known', describeError(error)),
    },
  );
}

/** A wait as a program is told it. */
export const toldWait = (wait: number | undefined): { mailWithinSeconds?: number } =>
  wait === undefined ? {} : { mailWithinSeconds: wait / SECOND };
