import { MINUTE, SECOND } from '../core/running/clock.ts';
import type { QueuedMessage } from './put-off.ts';

/** Why a mail was not sent: nothing is wrong with it, or something is that no retry changes, or else. */
export type Refusal = 'throttled' | 'used-up' | 'malformed' | 'else';

/** What SES answers to an address that no retry changes. Alarms tell of many: a sender that SES cannot read is answered so, too. */
const MALFORMED = new Set(['BadRequestException']);

/** What SES answers to a mail that it has not taken for now: it may be sent again, and is not sent twice by that. */
const THROTTLED = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'LimitExceededException']);

/** By this word alone SES tells a day's quota from a second's. It quotes nothing of a mail. */
const OF_THE_DAY = /^daily (message|sending) quota exceeded/i;

/** @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return 'else';
  if (MALFORMED.has(error.name)) return 'malformed';
  if (!THROTTLED.has(error.name)) return 'else';
  return OF_THE_DAY.test(error.message) ? 'used-up' : 'throttled';
}

/**
 * When a mail comes again that SES does not take for now, in seconds, and spread, so that not all come at once. A queue
 * counts deliveries: what is not taken for long comes seldom enough that it is not set aside before its link expires.
 */
export function comesAgainIn(
  { random }: { random: () => number },
  { attributes }: QueuedMessage,
  why: 'no-turn' | 'throttled' | 'used-up',
): { seconds: number } {
  const tries = Number(attributes?.ApproximateReceiveCount ?? 1);
  const spread = (from: number, to: number) => (from + random() * (to - from)) / SECOND;
  if (why === 'no-turn') return { seconds: spread(5 * SECOND, 15 * SECOND) };
  const longest = { from: 12 * MINUTE, to: 24 * MINUTE };
  if (why === 'used-up') return { seconds: spread(longest.from, longest.to) };
  const from = Math.min(30 * SECOND * 2 ** Math.min(tries - 1, 10), longest.from);
  return { seconds: spread(from, 2 * from) };
}
