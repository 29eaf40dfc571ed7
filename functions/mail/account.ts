import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { SendQuota, ToldQuota } from '../core/outbox/send-quota.ts';
import { type Clock, MINUTE, SECOND } from '../core/running/clock.ts';
import { describeError, type Log } from '../core/running/log.ts';

/** What SES grants, as this process knows it. */
export interface Account {
  /** Asks SES if its last answer is some minutes old. Never fails: without an answer the last one holds. */
  refresh(): Promise<void>;
  /** The mails a second that SES takes from the whole account. */
  perSecond(): number;
  /** Whether SES takes no more mails for now, since it has taken those of a day. */
  isUsedUp(): boolean;
  /** SES has said so to a mail. */
  noteUsedUp(): void;
  /** Tells those who wait for mails, if there is something new. Never fails. */
  tell(): Promise<void>;
}

/** How long an answer of SES holds, in milliseconds. */
const FRESH = 3 * MINUTE;
/** How long it takes, at least, until SES is asked again that did not answer: to such questions it answers one a second. */
const RETRY = 10 * SECOND;
const PATIENCE = 2 * SECOND;

/** What SES grants first to an account that has left its sandbox. In the sandbox it is 1, and what is too fast is put off. */
const UNTOLD: SendQuota = { perSecond: 14 };

/** What SES grants the account now. @throws {Error} as the SDK does, or if there is no rate in the answer. */
export async function readQuota(ses: SESv2Client): Promise<SendQuota> {
  const { SendQuota: quota } = await ses.send(new GetAccountCommand({}), {
    abortSignal: AbortSignal.timeout(PATIENCE),
  });
  const { MaxSendRate: perSecond = 0, Max24HourSend: most = -1, SentLast24Hours: sent = 0 } = quota ?? {};
  if (!(perSecond > 0)) throw new Error('SES tells no rate.');
  // SES sets no bound by saying -1.
  return most < 0 ? { perSecond } : { perSecond, day: { most, left: Math.max(0, Math.floor(most - sent)) } };
}

/**
 * @param read asks SES.
 * @param tell writes down what SES said.
 * @param random 0 to 1, so that those who run at once do not all ask at once.
 */
export function watchAccount({
  read,
  tell,
  clock,
  log,
  random,
}: {
  read: () => Promise<SendQuota>;
  tell: (told: ToldQuota) => Promise<void>;
  clock: Clock;
  log: Log;
  random: () => number;
}): Account {
  let known: SendQuota | undefined;
  let untold: ToldQuota | undefined;
  let dueAt = Number.NEGATIVE_INFINITY;
  let usedUpUntil = Number.NEGATIVE_INFINITY;
  const isUsedUp = () => clock() < usedUpUntil || (known?.day !== undefined && known.day.left === 0);

  return {
    async refresh() {
      const now = clock();
      if (now < dueAt) return;
      dueAt = now + FRESH;
      try {
        known = await read();
        untold = { quota: known, at: now };
        if (isUsedUp()) log.error('mail-quota-used-up');
      } catch (error) {
        dueAt = now + RETRY * (1 + random());
        log.error('mail-quota-not-read', describeError(error));
      }
    },
    perSecond: () => (known ?? UNTOLD).perSecond,
    isUsedUp,
    noteUsedUp() {
      if (isUsedUp()) return;
      const now = clock();
      usedUpUntil = now + FRESH;
      log.error('mail-quota-used-up');
      if (!known?.day) return;
      known = { ...known, day: { ...known.day, left: 0 } };
      untold = { quota: known, at: now };
    },
    async tell() {
      const told = untold;
      if (!told) return;
      untold = undefined;
      await tell(told).catch((error) => log.error('mail-quota-not-told', describeError(error)));
    },
  };
}
