import { DAY, HOUR, MINUTE } from '../running/clock.ts';
import { CONFIRMATION_LIFETIME } from '../signatures/lifetimes.ts';
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

/** The queue grows between two reads of its length, and mails that were put off come later than their turn. */
const PESSIMISM = 1.25;

/**
 * About how long a mail takes that is put into the queue now, rounded up to a step. It depends only on the queue's
 * length and SES's quota, so it is the same for every address.
 * @param waiting mails in the queue, including those that are being sent and those that were put off.
 * @returns milliseconds, at most `TOO_LONG`; undefined if mails take no longer than about a minute.
 */
export function waitFor(waiting: number, { perSecond, day }: SendQuota): number | undefined {
  const byRate = (waiting / perSecond) * 1_000;
  const beyondToday = day ? waiting + 1 - day.left : 0;
  // The quota comes back as mails get older than a day: after one day, all of it is there again.
  const byDay = day && beyondToday > 0 ? Math.ceil(beyondToday / day.most) * DAY : 0;
  const wait = Math.max(byRate * PESSIMISM, byDay);
  if (byRate < MINUTE && byDay === 0) return undefined;
  return STEPS.find((step) => step >= wait) ?? TOO_LONG;
}
