import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';
import type { DashboardView } from '../views.ts';

/**
 * By how much the total grew on each day, also on those without a change.
 * @param from the first day, @param until the day after the last one: starts of days in UTC, in milliseconds.
 */
export function everyDay(
  byDay: CountsAnswer['byDay'],
  { from, until }: { readonly from: number; readonly until: number },
): number[] {
  const days = new Array<number>(Math.max(0, Math.round((until - from) / DAY))).fill(0);
  const first = dayName(from);
  for (const { day, signatures } of byDay) {
    // Compared as text, since years have many days.
    if (day < first) continue;
    const i = Math.round((Date.parse(day) - from) / DAY);
    if (i < days.length) days[i] = signatures;
  }
  return days;
}

/**
 * What published numbers say about each day. A careful campaign waits for a crowd, so a step of its total may stand for several
 * days: between two steps nobody knows the total. A live campaign shows it at the end of each day.
 */
export interface KnownDays {
  /** When the first day starts: the one on which the campaign opened, or an earlier one that has a number. */
  readonly from: number;
  /** How many days are over, and how many of them the published numbers reach. */
  readonly over: number;
  readonly reached: number;
  /** The total at the start of a day, if it is known. @param day 0 is the first one. */
  totalAt(day: number): number | undefined;
  /** The least and the most by which the total can have grown between the starts of two days, if it never fell in between. */
  growth(from: number, until: number): { readonly least: number; readonly most: number };
}

/** @param now in milliseconds since the epoch. */
export function knownDays(
  { opensAt, publish }: Pick<DashboardView['campaign'], 'opensAt' | 'publish'>,
  { byDay }: Pick<CountsAnswer, 'byDay'>,
  now: number,
): KnownDays {
  const today = dayOf(now);
  const first = Date.parse(byDay[0]?.day ?? dayName(today));
  const from = Math.min(dayOf(Date.parse(opensAt)), first);
  const last = byDay.at(-1);
  const over = Math.round((today - from) / DAY);
  const moved = last ? Math.round((Date.parse(last.day) - from) / DAY) + 1 : 0;
  const reached = publish === 'live' ? Math.max(over, moved) : moved;
  // The last total that is known at the start of each day, and the next one.
  const [before, after] = [new Array<number>(reached + 1).fill(0), new Array<number>(reached + 1).fill(0)];
  const known = new Array<boolean>(reached + 1).fill(publish === 'live');
  known[0] = true;
  let [total, at] = [0, 0];
  for (const { day, signatures } of byDay) {
    const end = Math.round((Date.parse(day) - from) / DAY) + 1;
    before.fill(total, at, end);
    // On a live campaign, the total rested until the last of these days.
    after.fill(total + (publish === 'live' ? 0 : signatures), at + 1, end);
    total += signatures;
    after[end] = total;
    known[end] = true;
    at = end;
  }
  before.fill(total, at);
  after.fill(total, at + 1);
  return {
    from,
    over,
    reached,
    totalAt: (day) => (known[day] ? before[day] : undefined),
    growth: (start, end) => ({
      least: (before[end] ?? total) - (after[start] ?? total),
      most: (after[end] ?? total) - (before[start] ?? total),
    }),
  };
}
