import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { type NotedQuota, type SendQuota, USUAL_QUOTA } from '../core/outbox/send-quota.ts';
import { type Clock, MINUTE, SECOND } from '../core/running/clock.ts';
import { describeError, type Log } from '../core/running/log.ts';

/** How fast and how many mails the account may send, as far as this process knows. */
export interface Account {
  /** Asks SES, if its last answer is some minutes old. Never fails: without an answer the last one stays in use. */
  refresh(): Promise<void>;
  /** How many mails a second SES accepts from the whole account. */
  perSecond(): number;
  /** Whether SES accepts no more mails for now, because the quota of the day is used up. */
  isUsedUp(): boolean;
  /** SES has refused a mail because the quota of the day is used up. */
  noteUsedUp(): void;
  /** Writes the quota down for those who wait for mails, if SES has said something new. Never fails. */
  note(): Promise<void>;
}

/** For how long an answer of SES is used, in milliseconds. */
const FRESH = 3 * MINUTE;
/** After this time, at least, SES is asked again when it did not answer: it answers one such question a second. */
const RETRY = 10 * SECOND;
const PATIENCE = 2 * SECOND;

/** Asks SES for the account's quota. @throws {Error} as the SDK does, or if the answer contains no rate. */
export async function readQuota(ses: SESv2Client): Promise<SendQuota> {
  const { SendQuota: quota } = await ses.send(new GetAccountCommand({}), {
    abortSignal: AbortSignal.timeout(PATIENCE),
  });
  const { MaxSendRate: perSecond = 0, Max24HourSend: most = -1, SentLast24Hours: sent = 0 } = quota ?? {};
  if (!(perSecond > 0)) throw new Error('The answer of SES contains no rate.');
  // With -1 SES says that there is no bound.
  return most < 0 ? { perSecond } : { perSecond, day: { most, left: Math.max(0, Math.floor(most - sent)) } };
}

/**
 * @param read asks SES.
 * @param note writes down what SES said.
 * @param random 0 to 1, so that functions that run at once do not all ask at once.
 */
export function watchAccount({
  read,
  note,
  clock,
  log,
  random,
}: {
  read: () => Promise<SendQuota>;
  note: (quota: NotedQuota) => Promise<void>;
  clock: Clock;
  log: Log;
  random: () => number;
}): Account {
  let known: SendQuota | undefined;
  let unnoted: NotedQuota | undefined;
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
        unnoted = { quota: known, at: now };
        if (isUsedUp()) log.error('mail-quota-used-up');
      } catch (error) {
        dueAt = now + RETRY * (1 + random());
        log.error('mail-quota-not-read', describeError(error));
      }
    },
    // In the sandbox it is 1: then mails are put off.
    perSecond: () => (known ?? USUAL_QUOTA).perSecond,
    isUsedUp,
    noteUsedUp() {
      if (isUsedUp()) return;
      const now = clock();
      usedUpUntil = now + FRESH;
      log.error('mail-quota-used-up');
      if (!known?.day) return;
      known = { ...known, day: { ...known.day, left: 0 } };
      unnoted = { quota: known, at: now };
    },
    async note() {
      if (!unnoted) return;
      const quota = unnoted;
      unnoted = undefined;
      await note(quota).catch((error) => log.error('mail-quota-not-told', describeError(error)));
    },
  };
}
