import { markBefore } from '../../core/published/marks.ts';
import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';

/** By how much the total grew in a day, a week (from Monday) or a month, in UTC. */
export interface Period {
  /** The first day: `2026-11-24`. */
  readonly start: string;
  /** Less than 0 if more people withdrew than signed. */
  readonly signatures: number;
}

export interface Series {
  readonly unit: Unit;
  /** Without gaps, oldest first. */
  readonly periods: readonly Period[];
  /** How many signatures are older than the first period. */
  readonly earlier: number;
  /**
   * When the shown time begins and when it ends, in milliseconds since the epoch: midnights in UTC. The first period may begin
   * before it, and the last one may end after it.
   */
  readonly from: number;
  readonly until: number;
  /** Whether the last period goes on. */
  readonly isGrowing: boolean;
}

export type Unit = 'day' | 'week' | 'month';

/** On a phone, nobody can see more columns than this as separate columns. */
export const MOST_COLUMNS = 60;
/** A curve can turn at more places. */
export const MOST_POINTS = 120;

/**
 * The growth since it began, by the smallest unit that fits on a phone. For columns: days up to two months, weeks up to a
 * year, and months beyond, of which the last five years are shown. A curve has twice as many. What was published since
 * the last day ended belongs to today.
 * @param opened when the campaign opened, @param until the last moment of growth, or now. @param most how many periods fit.
 * @returns undefined if nothing was published.
 */
export function wholeTime(
  { total, byDay }: Pick<CountsAnswer, 'total' | 'byDay'>,
  {
    opened,
    now,
    until,
    most = MOST_COLUMNS,
  }: { readonly opened: number; readonly now: number; readonly until: number; readonly most?: number },
): Series | undefined {
  const today = total - byDay.reduce((sum, { signatures }) => sum + signatures, 0);
  const days = today === 0 ? byDay : [...byDay, { day: dayName(now), signatures: today }];
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return undefined;
  const span = { from: beginOf(opened, Date.parse(first.day)), until: Math.max(until, Date.parse(last.day)) };
  const unit = (['day', 'week'] as const).find((one) => (span.until - startOf(one, span.from)) / lengths[one] < most);
  return series(days, { unit: unit ?? 'month', span, most, isGrowing: until >= now });
}

/** A careful campaign may rest for four weeks before a number moves, and so twice. */
const LONGEST_SILENCE = 56 * DAY;

/**
 * When the shown time begins: on the day on which the campaign opened. If its first number came long after, the time between
 * says nothing, and the first number begins it.
 */
export function beginOf(opened: number, first: number): number {
  const day = dayOf(opened);
  return first - day > LONGEST_SILENCE ? first : Math.min(day, first);
}

interface Span {
  readonly from: number;
  readonly until: number;
}

function series(
  days: CountsAnswer['byDay'],
  { unit, span, most, isGrowing }: Pick<Series, 'unit' | 'isGrowing'> & { readonly span: Span; readonly most: number },
): Series {
  const shown = starts(unit, span).slice(-most);
  const names = shown.map(dayName);
  const sums = new Array<number>(shown.length).fill(0);
  let [earlier, at] = [0, -1];
  for (const { day, signatures } of days) {
    // The days are in their order, and so are their names. To read the time from each name would take longer than the rest.
    while (day >= (names[at + 1] ?? AFTER_ALL)) at++;
    if (at < 0) earlier += signatures;
    else sums[at] = (sums[at] ?? 0) + signatures;
  }
  return {
    ...{ unit, earlier, isGrowing },
    periods: names.map((start, i) => ({ start, signatures: sums[i] ?? 0 })),
    from: Math.max(span.from, shown[0] ?? span.from),
    until: dayOf(span.until) + DAY,
  };
}

/** No day has a name after it. */
const AFTER_ALL = '~';

/** When each period of a span starts. */
function starts(unit: Unit, { from, until }: Span): number[] {
  const found: number[] = [];
  for (let at = startOf(unit, from); at <= until; at = nextStart(unit, at)) found.push(at);
  return found;
}

function startOf(unit: Unit, moment: number): number {
  if (unit !== 'month') return markBefore(moment, lengths[unit]);
  const date = new Date(moment);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

const lengths = { day: DAY, week: 7 * DAY } as const;

/** When the period after the one that starts at a moment starts. */
export const nextStart = (unit: Unit, start: number): number =>
  // 40 days after the start of a month is a day of the next month.
  unit === 'month' ? startOf(unit, start + 40 * DAY) : start + lengths[unit];
