import { DAY, HOUR, isoTime } from '../core/running/clock.ts';
import type { CountsAnswer } from './open-data.ts';

/** Signatures of an hour, a day, a week (from Monday) or a month, in UTC. */
export interface Period {
  /** ISO 8601. */
  readonly start: string;
  readonly signatures: number;
}

export interface Series {
  readonly unit: Unit;
  /** Without gaps, oldest first. */
  readonly periods: readonly Period[];
  /** How many signatures are older than the first period. */
  readonly earlier: number;
}

export type Unit = 'hour' | 'day' | 'week' | 'month';

/** On a phone, nobody can see more columns than this as separate columns. */
const MOST_COLUMNS = 60;
const RECENT_HOURS = 48;

type ByHour = CountsAnswer['byHour'];

/** The last two days, by hour. */
export function recentHours(byHour: ByHour, now: number): Series {
  return series(byHour, 'hour', { from: now - (RECENT_HOURS - 1) * HOUR, until: now });
}

/**
 * From the first signature until `until`, by the smallest unit that fits on a phone: days up to two months, weeks up to a
 * year, and months beyond, of which only the last five years are shown.
 * @returns undefined if there is no signature.
 */
export function wholeTime(byHour: ByHour, until: number): Series | undefined {
  const first = byHour[0];
  const last = byHour.at(-1);
  if (!first || !last) return undefined;
  const from = Date.parse(first.hour);
  const end = Math.max(until, Date.parse(last.hour));
  const unit = (['day', 'week'] as const).find(
    (candidate) => starts(candidate, { from, until: end }).length <= MOST_COLUMNS,
  );
  return series(byHour, unit ?? 'month', { from, until: end });
}

interface Span {
  readonly from: number;
  readonly until: number;
}

function series(byHour: ByHour, unit: Unit, span: Span): Series {
  const shown = starts(unit, span).slice(-MOST_COLUMNS).map(hourName);
  const sums = new Map(shown.map((start) => [start, 0]));
  let earlier = 0;
  for (const { start, signatures } of unit === 'hour' ? byHour.map(toPeriod) : sumsOf(byHour, unit)) {
    const sum = sums.get(start);
    if (sum !== undefined) sums.set(start, sum + signatures);
    else if (start < (shown[0] ?? '')) earlier += signatures;
  }
  return { unit, periods: [...sums].map(([start, signatures]) => ({ start, signatures })), earlier };
}

const toPeriod = ({ hour, signatures }: ByHour[number]): Period => ({ start: hour, signatures });

/** Adds up days first: to parse a date is the most expensive step here, and years have many hours. */
function sumsOf(byHour: ByHour, unit: Unit): Period[] {
  const days = new Map<string, number>();
  for (const { hour, signatures } of byHour) {
    const day = hour.slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + signatures);
  }
  return [...days].map(([day, signatures]) => ({ start: hourName(startOf(unit, Date.parse(day))), signatures }));
}

/** An hour in the form of open data, so that both can be compared as text. */
const hourName = (moment: number): string => `${isoTime(moment).slice(0, 13)}:00:00Z`;

/** When each period of a span starts. */
function starts(unit: Unit, { from, until }: Span): number[] {
  const found: number[] = [];
  for (let at = startOf(unit, from); at <= until; at = next(unit, at)) found.push(at);
  return found;
}

/** The epoch began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

function startOf(unit: Unit, moment: number): number {
  const whole = (length: number, offset = 0) => Math.floor((moment - offset) / length) * length + offset;
  switch (unit) {
    case 'hour':
      return whole(HOUR);
    case 'day':
      return whole(DAY);
    case 'week':
      return whole(7 * DAY, FIRST_MONDAY);
    case 'month': {
      const date = new Date(moment);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    }
  }
}

const lengths = { hour: HOUR, day: DAY, week: 7 * DAY } as const;

const next = (unit: Unit, start: number): number =>
  // 40 days after the start of a month is a day of the next month.
  unit === 'month' ? startOf(unit, start + 40 * DAY) : start + lengths[unit];
