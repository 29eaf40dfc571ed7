import { DAY, dayOf } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';
import { everyDay } from './days.ts';
import { dayName } from './periods.ts';

/** Days are `2026-11-24`, in UTC. */
export interface Records {
  readonly bestDay: { readonly day: string; readonly signatures: number } | undefined;
  /** The seven days in a row in which the total grew most, if there are more than seven. */
  readonly bestWeek: { readonly from: string; readonly until: string; readonly signatures: number } | undefined;
  /** The most days in a row on which the total grew, if they are at least three. */
  readonly longestRun: { readonly from: string; readonly until: string; readonly days: number } | undefined;
  /** In how many days, counted from the first one, half of all signatures came. */
  readonly half: { readonly days: number; readonly of: number } | undefined;
}

const WEEK_DAYS = 7;
const SHORTEST_RUN = 3;

/** What the days that are over have set as records. Of equal ones the first counts. */
export function recordsOf({ total, byDay }: Pick<CountsAnswer, 'total' | 'byDay'>, now: number): Records {
  const from = Date.parse(byDay[0]?.day ?? dayName(now));
  const last = byDay.at(-1);
  const days = everyDay(byDay, { from, until: last ? Date.parse(last.day) + DAY : from });
  const name = (i: number) => dayName(from + i * DAY);
  const best = indexOfMost(days);
  const weeks = days.slice(WEEK_DAYS).length > 0 ? slidingSums(days, WEEK_DAYS) : [];
  const week = indexOfMost(weeks);
  const run = longestRun(days);
  return {
    bestDay: best === undefined ? undefined : { day: name(best), signatures: days[best] ?? 0 },
    bestWeek:
      week === undefined
        ? undefined
        : { from: name(week), until: name(week + WEEK_DAYS - 1), signatures: weeks[week] ?? 0 },
    longestRun:
      run.days < SHORTEST_RUN
        ? undefined
        : { from: name(run.from), until: name(run.from + run.days - 1), days: run.days },
    half: halfOf(days, total, Math.round((dayOf(now) - from) / DAY)),
  };
}

/** @param of how many days are over since the first one. */
function halfOf(days: readonly number[], total: number, of: number): Records['half'] {
  let sum = 0;
  const i = days.findIndex((n) => {
    sum += n;
    return sum * 2 >= total;
  });
  return total > 0 && i >= 0 ? { days: i + 1, of } : undefined;
}

/** The index of the largest value above zero. */
function indexOfMost(values: readonly number[]): number | undefined {
  let most: number | undefined;
  for (const [i, value] of values.entries()) if (value > (most === undefined ? 0 : (values[most] ?? 0))) most = i;
  return most;
}

function slidingSums(values: readonly number[], width: number): number[] {
  let sum = 0;
  const sums: number[] = [];
  for (const [i, value] of values.entries()) {
    sum += value - (values[i - width] ?? 0);
    if (i >= width - 1) sums.push(sum);
  }
  return sums;
}

function longestRun(days: readonly number[]): { from: number; days: number } {
  let longest = { from: 0, days: 0 };
  let from = 0;
  for (const [i, value] of days.entries()) {
    if (value <= 0) from = i + 1;
    else if (i + 1 - from > longest.days) longest = { from, days: i + 1 - from };
  }
  return longest;
}
