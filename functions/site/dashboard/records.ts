import { DAY, dayName } from '../../core/running/clock.ts';
import type { KnownDays } from './days.ts';

/** Days are `2026-11-24`, in UTC. What published numbers leave open is no record. */
export interface Records {
  /** The day on which the total grew most, unless a step of several days may hide a stronger one. */
  readonly bestDay: { readonly day: string; readonly signatures: number } | undefined;
  /** Where the published total grew most a day: the first and the last day of a step, and the mean of its days. */
  readonly steepest: { readonly from: string; readonly until: string; readonly perDay: number } | undefined;
  /** The seven days in a row in which the total grew most, if there are more than seven; and the average of all seven days. */
  readonly bestWeek:
    | {
        readonly from: string;
        readonly until: string;
        readonly signatures: number;
        readonly usual: number;
        /** Of so many days. */
        readonly of: number;
      }
    | undefined;
  /** The most days in a row on which the total grew, if they are at least three. */
  readonly longestRun: { readonly from: string; readonly until: string; readonly days: number } | undefined;
  /** Within how many days, counted from the first one, half of all signatures came. */
  readonly half: { readonly days: number; readonly of: number } | undefined;
}

const WEEK_DAYS = 7;
const SHORTEST_RUN = 3;

/** What the days that are over have set as records. Of equal ones the first counts. */
export function recordsOf(days: KnownDays, total: number): Records {
  const name = (day: number) => dayName(days.from + day * DAY);
  const best = strongest(days, 1);
  const week = days.reached > WEEK_DAYS ? strongest(days, WEEK_DAYS) : undefined;
  const run = longestRun(days);
  return {
    bestDay: best && { day: name(best.from), signatures: best.signatures },
    steepest: steepest(days, name),
    bestWeek: week && {
      from: name(week.from),
      until: name(week.from + WEEK_DAYS - 1),
      signatures: week.signatures,
      usual: (days.drawnAt(days.reached) / (days.reached - days.begun)) * WEEK_DAYS,
      of: days.reached - days.begun,
    },
    longestRun: run && { from: name(run.from), until: name(run.from + run.days - 1), days: run.days },
    half: halfOf(days, total),
  };
}

/** The span of so many days that grew most, if it is known to the day, and no other can have grown more. */
function strongest(
  days: KnownDays,
  length: number,
): { readonly from: number; readonly signatures: number } | undefined {
  let from = -1;
  let signatures = 0;
  let possible = 0;
  for (let day = 0; day + length <= days.reached; day++) {
    const { least, most } = days.growth(day, day + length);
    possible = Math.max(possible, most);
    if (least !== most || most <= signatures) continue;
    from = day;
    signatures = most;
  }
  return from < 0 || possible > signatures ? undefined : { from, signatures };
}

function steepest(days: KnownDays, name: (day: number) => string): Records['steepest'] {
  let most = { from: 0, until: 0, perDay: 0 };
  let [before, at] = [0, 0];
  for (let day = 1; day <= days.reached; day++) {
    const total = days.totalAt(day);
    if (total === undefined) continue;
    const perDay = (total - before) / (day - at);
    if (perDay > most.perDay) most = { from: at, until: day - 1, perDay };
    [before, at] = [total, day];
  }
  return most.perDay > 0 ? { ...most, from: name(most.from), until: name(most.until) } : undefined;
}

/** The most days in a row that can have grown, if each of them is known to have. */
function longestRun(days: KnownDays): { readonly from: number; readonly days: number } | undefined {
  let longest = { from: 0, until: 0 };
  let from = 0;
  for (let day = 0; day <= days.reached; day++) {
    if (day < days.reached && days.growth(day, day + 1).most > 0) continue;
    if (day - from > longest.until - longest.from) longest = { from, until: day };
    from = day + 1;
  }
  for (let day = longest.from; day < longest.until; day++) if (days.growth(day, day + 1).least <= 0) return undefined;
  const length = longest.until - longest.from;
  return length >= SHORTEST_RUN ? { from: longest.from, days: length } : undefined;
}

function halfOf(days: KnownDays, total: number): Records['half'] {
  for (let day = 1; total > 0 && day <= days.reached; day++)
    if ((days.totalAt(day) ?? 0) * 2 >= total) return { days: day, of: days.over };
  return undefined;
}
