import { markBefore } from '../published/marks.ts';
import type { Published } from '../published/state.ts';
import { DAY, dayName, dayOf, MINUTE } from '../running/clock.ts';
import type { Entry } from './entry.ts';

/** Publishing has written its numbers this long after the end of an interval, also if it was late: an alarm rings then. */
export const WRITTEN_WITHIN = 10 * MINUTE;

/**
 * Whether published numbers may have moved since they were compared: the campaign is live, or an interval has ended and
 * publishing may still have written after the comparison.
 * @param checkedAt when they were compared. It and `now` are in milliseconds since the epoch.
 */
export function mayHaveMoved(
  { publish }: Pick<Entry, 'publish'>,
  { asOf, every }: Pick<Published, 'asOf' | 'every'>,
  checkedAt: number,
  now: number,
): boolean {
  if (publish === 'live') return true;
  const mark = markBefore(now, every);
  return mark > asOf && mark > checkedAt - WRITTEN_WITHIN;
}

/** From when the days of a campaign are complete: publishing has written the day that ended last. */
export const daysCompleteFrom = (now: number): number => dayOf(now - WRITTEN_WITHIN) + WRITTEN_WITHIN;

/** Whether an entry has the numbers that are published now, so that a page need not read them again. */
export const isAsPublished = (entry: Entry, checkedAt: number, now: number): boolean =>
  entry.numbers.lastDay === dayName(dayOf(now) - DAY) && !mayHaveMoved(entry, entry.numbers, checkedAt, now);
