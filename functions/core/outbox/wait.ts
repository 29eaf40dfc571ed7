import { DAY, HOUR, MINUTE, SECOND } from '../running/clock.ts';
import { CONFIRMATION_LIFETIME } from '../signatures/lifetimes.ts';
import { STATE_LASTS } from './health.ts';
import type { SendQuota } from './send-quota.ts';

/**
 * The waits that we show, in milliseconds. The steps are coarse: nobody needs exact seconds, and a coarse number
 * reveals less.
 */
const STEPS = [
  ...[2, 3, 5, 10, 15, 20, 30, 45].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12, 18].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 5].map((days) => days * DAY),
];

/** After a longer wait, a link would have expired, or nearly. After this one, a day is left to open the mail. */
export const TOO_LONG = CONFIRMATION_LIFETIME - DAY;

/**
 * What we show while e-mails go slowly: the state lasts an hour from the last report, and an e-mail that was put off comes
 * again half an hour later. With one e-mail a minute, a queue's length would show that one person attempts to sign.
 */
const WHILE_SLOW = 2 * STATE_LASTS;

/** The queue grows between two reads of its length, and mails that were put off come later than their turn. */
const PESSIMISM = 1.25;
/** The queue counts as up to so much longer than it is. */
const MOST_DRAWN = 0.5;

/**
 * About how long a mail takes that is put into the queue now, rounded up to a step. It depends only on the queue's
 * length, SES's quota and the state of the stage, so it is the same for every address.
 *
 * The queue counts as longer than it is, by a drawn share. So nobody knows at which length a step begins, and nobody can hold
 * the queue right before it, to see by the next step that one other person attempts to sign.
 * @param waiting mails in the queue, including those that are being sent and those that were put off.
 * @returns milliseconds, at most `TOO_LONG`; undefined if mails take no longer than about a minute.
 */
export function waitFor(waiting: number, { quota, isSlow, drawn }: WaitFactors): number | undefined {
  const { perSecond, day } = quota;
  const counted = waiting * (1 + drawn * MOST_DRAWN);
  const byRate = (counted / perSecond) * SECOND;
  const beyondToday = day ? counted + 1 - day.left : 0;
  // The quota comes back as mails get older than a day: after one day, all of it is there again.
  const byDay = day && beyondToday > 0 ? Math.ceil(beyondToday / day.most) * DAY : 0;
  const wait = Math.max(byRate * PESSIMISM, byDay, isSlow ? WHILE_SLOW : 0);
  if (byRate < MINUTE && byDay === 0 && !isSlow) return undefined;
  return STEPS.find((step) => step >= wait) ?? TOO_LONG;
}

interface WaitFactors {
  /** As it is while e-mails do not go slowly. */
  readonly quota: SendQuota;
  /** Whether e-mails go slowly now, because too many bounced. */
  readonly isSlow: boolean;
  /** From 0 to 1: a secret number, the same for some time. */
  readonly drawn: number;
}
