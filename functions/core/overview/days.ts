import { DAY, dayOf } from '../running/clock.ts';
import { DAYS_LATELY, type EntryNumbers } from './entry.ts';

/**
 * By how much a total grew on each of the last 28 days that are over now, the oldest first. Numbers that were read some days
 * ago know nothing of the days since: there the total has not moved.
 * @param now in milliseconds since the epoch.
 */
export function growthLately(
  { lately, lastDay }: Pick<EntryNumbers, 'lately' | 'lastDay'>,
  now: number,
): readonly number[] {
  const since = Math.round((dayOf(now) - DAY - Date.parse(lastDay)) / DAY);
  if (!(since > 0)) return lately;
  return [...lately, ...Array<number>(Math.min(since, DAYS_LATELY)).fill(0)].slice(-DAYS_LATELY);
}
