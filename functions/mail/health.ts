import type { Db } from '../core/aws/db.ts';
import { isSuppressed, type MailboxTag } from '../core/limits/suppressed.ts';
import { HEALTHY, SLOW_RATE } from '../core/outbox/health.ts';
import { addSent, getMailHealth } from '../core/outbox/health-store.ts';
import { type Clock, MINUTE, SECOND } from '../core/running/clock.ts';
import { describeError, type Log } from '../core/running/log.ts';
import { remember } from '../core/running/remember.ts';

/** What the mail function knows and writes down about the health of its e-mails. No method ever fails. */
export interface Health {
  /** Reads whether e-mails shall go slowly, if the last answer is some seconds old. */
  refresh(): Promise<void>;
  /** How many e-mails a second all running functions may send together. Undefined: as many as usual. */
  slowRate(): number | undefined;
  /** Whether nothing is sent to a mailbox for now. Without an answer of the table, no. */
  isSuppressed(tag: MailboxTag): Promise<boolean>;
  /** Counts e-mails that SES has taken. */
  sent(count: number): Promise<void>;
}

/** E-mails go on without an answer of a table that takes longer, in milliseconds. */
const PATIENCE = 2 * SECOND;
/** For how long an answer is used, and for how long the last one while the table does not answer, in milliseconds. */
const REMEMBERED = { forMs: 5 * SECOND, goodFor: 15 * MINUTE };

/**
 * Milliseconds between two writes of a running function: all of them write to one item. A function that ends meanwhile
 * forgets the e-mails of its last seconds. Then the share of bounces looks a little larger.
 */
const WRITTEN_EVERY = 5 * SECOND;

/** Costs 0.5 read units for each e-mail, and every 5 s 0.5 more and 1 write unit. */
export function watchHealth({
  limits,
  counts,
  clock,
  log,
}: {
  limits: Db;
  counts: Db;
  clock: Clock;
  log: Log;
}): Health {
  const read = remember(() => getMailHealth(counts, PATIENCE), { clock, ...REMEMBERED });
  let known = HEALTHY;
  let unwritten = 0;
  let writtenAt = Number.NEGATIVE_INFINITY;
  return {
    async refresh() {
      known = await read('now').catch((error) => {
        log.error('mail-health-not-read', describeError(error));
        return known;
      });
    },
    slowRate: () => (clock() < known.slowUntil ? SLOW_RATE : undefined),
    isSuppressed: (tag) =>
      isSuppressed(limits, tag, { now: clock(), patience: PATIENCE }).catch((error) => {
        log.error('mailbox-not-looked-up', describeError(error));
        return false;
      }),
    async sent(count) {
      unwritten += count;
      const now = clock();
      if (unwritten === 0 || now < writtenAt + WRITTEN_EVERY) return;
      const sent = unwritten;
      unwritten = 0;
      writtenAt = now;
      await addSent(limits, { sent, now, patience: PATIENCE }).catch((error) => {
        unwritten += sent;
        log.error('mail-sent-not-counted', describeError(error));
      });
    },
  };
}
