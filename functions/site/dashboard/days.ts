import { DAY, isoTime } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';

/**
 * By how much the total grew on each day, also on those without a change.
 * @param from the first day, @param until the day after the last one: starts of days in UTC, in milliseconds.
 */
export function everyDay(
  byDay: CountsAnswer['byDay'],
  { from, until }: { readonly from: number; readonly until: number },
): number[] {
  const days = new Array<number>(Math.max(0, Math.round((until - from) / DAY))).fill(0);
  const first = isoTime(from).slice(0, 10);
  for (const { day, signatures } of byDay) {
    // Compared as text, since years have many days.
    if (day < first) continue;
    const i = Math.round((Date.parse(day) - from) / DAY);
    if (i < days.length) days[i] = signatures;
  }
  return days;
}
