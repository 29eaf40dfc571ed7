import type { QueuedMessage } from '../core/aws/put-off.ts';
import { MINUTE, SECOND } from '../core/running/clock.ts';

/**
 * Why SES did not take a mail: it came too fast, or the quota of the day is used up (both say nothing against the mail); or
 * no retry can help, since the mail is malformed; or another fault.
 */
export type Refusal = 'throttled' | 'used-up' | 'malformed' | 'other';

/** What SES answers to a malformed address. Many of these raise an alarm: SES gives a malformed sender the same answer. */
const MALFORMED = new Set(['BadRequestException']);

/** What SES answers when it has not taken a mail for now. To send the mail again does not send it twice. */
const THROTTLED = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'LimitExceededException']);

/** Only these words distinguish the quota of a day from that of a second. They quote nothing of a mail. */
const OF_THE_DAY = /^daily (message|sending) quota exceeded/i;

/** @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return 'other';
  if (MALFORMED.has(error.name)) return 'malformed';
  if (!THROTTLED.has(error.name)) return 'other';
  return OF_THE_DAY.test(error.message) ? 'used-up' : 'throttled';
}

/**
 * When the queue delivers a mail again that SES does not take for now, in seconds. The times are spread, so that mails do not
 * all come at once. The queue counts deliveries and sets a mail aside after a certain number: so a mail that waits for long
 * comes seldom enough not to be set aside before its link expires.
 */
export function comesAgainIn(
  { random }: { random: () => number },
  { attributes }: QueuedMessage,
  why: 'no-turn' | 'domain-busy' | 'slow' | 'throttled' | 'used-up',
): { seconds: number } {
  const tries = Number(attributes?.ApproximateReceiveCount ?? 1);
  const spread = (from: number, to: number) => (from + random() * (to - from)) / SECOND;
  if (why === 'no-turn') return { seconds: spread(5 * SECOND, 15 * SECOND) };
  const longest = { from: 12 * MINUTE, to: 24 * MINUTE };
  if (why === 'used-up' || why === 'slow') return { seconds: spread(longest.from, longest.to) };
  const from = Math.min(30 * SECOND * 2 ** Math.min(tries - 1, 10), longest.from);
  return { seconds: spread(from, 2 * from) };
}
