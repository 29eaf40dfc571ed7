import { DAY, HOUR, MINUTE } from '../running/clock.ts';

export const WEEK = 7 * DAY;
export const FOUR_WEEKS = 4 * WEEK;

/**
 * The intervals at whose ends published numbers may move, shortest first, in milliseconds. Each ends at fixed times in
 * UTC that everybody knows before: an observer learns nothing from the time of a change.
 */
export const intervals = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, WEEK] as const;
export type Interval = (typeof intervals)[number];

/** The epoch began on a Thursday. Weeks begin on Monday. */
const FIRST_MONDAY = 4 * DAY;

/** The latest end of an interval at or before a moment. */
export function markBefore(moment: number, interval: number): number {
  const offset = interval > DAY ? FIRST_MONDAY : 0;
  return Math.floor((moment - offset) / interval) * interval + offset;
}

/** The first end of an interval after a moment. */
export const markAfter = (moment: number, interval: number): number => markBefore(moment, interval) + interval;

/** The longest interval that ended after `since`, until `now`. Undefined if none did. */
export const longestEnded = (since: number, now: number): Interval | undefined =>
  intervals.findLast((interval) => markBefore(now, interval) > since);
