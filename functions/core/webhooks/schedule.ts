import { DAY, HOUR, MINUTE, SECOND } from '../running/clock.ts';

/**
 * The pauses after each failed attempt, in milliseconds: about two and a half days in all, as Standard Webhooks advises. SQS
 * hides a message for less than 12 hours.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  11 * HOUR,
  11 * HOUR,
  11 * HOUR,
  11 * HOUR,
];

/** After so many failed attempts, a delivery goes to the dead letters. */
export const ATTEMPTS = PAUSES.length + 1;

/** Pauses are spread by up to a tenth, so that deliveries that failed together do not come back together. */
const SPREAD = 0.1;

/**
 * When a delivery is tried again.
 * @param attempt that has just failed, from 1 on.
 * @param drawn from 0 to 1, at random.
 * @returns milliseconds. Undefined after the last attempt.
 */
export function pauseAfter(attempt: number, drawn: number): number | undefined {
  const pause = PAUSES[attempt - 1];
  return pause === undefined ? undefined : pause * (1 - SPREAD / 2 + drawn * SPREAD);
}

/** An endpoint at which every attempt failed for this long is disabled. */
export const FAILS_AT_MOST = 5 * DAY;

/** Failures with more than this between them are no row: nothing was tried, so nothing is known. Pauses are shorter. */
export const FAILS_IN_A_ROW = DAY;

/** How long events, and notes of their deliveries, can be shown and replayed. */
export const WEBHOOKS_KEPT = 30 * DAY;

/** How long the previous secret of an endpoint signs beside the new one. */
export const SECRETS_OVERLAP = DAY;
