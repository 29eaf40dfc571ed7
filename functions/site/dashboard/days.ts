import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';
import type { DashboardView } from '../views.ts';

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
  /** The first day on which the campaign was open and has a number. */
  readonly begun: number;
  /** The total at the start of a day, if it is known. @param day 0 is the first one. */
  totalAt(day: number): number | undefined;
  /** The total at the start of a day as pictures draw it: between two known totals on a straight line. */
  drawnAt(day: number): number;
  /** The least and the most by which the total can have grown between the starts of two days, if it never fell in between. */
  growth(from: number, until: number): { readonly least: number; readonly most: number };
}

/** @param now in milliseconds since the epoch. Days of a campaign that has closed are over when it closed. */
export function knownDays(
  { opensAt, closesAt, publish }: Pick<DashboardView['campaign'], 'opensAt' | 'closesAt' | 'publish'>,
  { byDay }: Pick<CountsAnswer, 'byDay'>,
  now: number,
): KnownDays {
  const today = dayOf(now);
  const first = Date.parse(byDay[0]?.day ?? dayName(today));
  const from = Math.min(dayOf(Date.parse(opensAt)), first);
  const last = byDay.at(-1);
  const closed = closesAt === undefined ? today : dayOf(Date.parse(closesAt) - 1) + DAY;
  const over = Math.max(0, Math.round((Math.min(today, closed) - from) / DAY));
  const moved = last ? Math.round((Date.parse(last.day) - from) / DAY) + 1 : 0;
  const reached = publish === 'live' ? Math.max(over, moved) : moved;
  // The last total that is known at the start of each day, and the next one.
  const [before, after] = [new Array<number>(reached + 1).fill(0), new Array<number>(reached + 1).fill(0)];
  const known = new Array<boolean>(reached + 1).fill(publish === 'live');
  known[0] = true;
  const drawn = new Array<number>(reached + 1).fill(0);
  let [total, at] = [0, 0];
  for (const { day, signatures } of byDay) {
    const end = Math.round((Date.parse(day) - from) / DAY) + 1;
    // On a live campaign, the total rested until the last of these days.
    const between = publish === 'live' ? 0 : signatures;
    before[at] = total;
    for (let day = at + 1; day < end; day++) {
      before[day] = total;
      after[day] = total + between;
      drawn[day] = total + (between * (day - at)) / (end - at);
    }
    total += signatures;
    after[end] = total;
    drawn[end] = total;
    known[end] = true;
    at = end;
  }
  before.fill(total, at);
  after.fill(total, at + 1);
  drawn.fill(total, at + 1);
  return {
    from,
    over,
    reached,
    begun: Math.round((Math.max(first, dayOf(Date.parse(opensAt))) - from) / DAY),
    totalAt: (day) => (known[day] ? before[day] : undefined),
    drawnAt: (day) => drawn[day] ?? total,
    growth: (start, end) => ({
      least: (before[end] ?? total) - (after[start] ?? total),
      most: (after[end] ?? total) - (before[start] ?? total),
    }),
  };
}
