import { DAY, dayName } from '../../core/running/clock.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { nextStart, type Series, type Unit } from './periods.ts';
import { rounded } from './remarks.ts';

/**
 * One period, or several in a row of which only the sum is known: a careful campaign waits for a crowd, so its step is one of all
 * periods since the last.
 */
export interface Step {
  /** The days on which its first and its last period start. The campaign may have begun within the first one: on that day then. */
  readonly first: string;
  readonly last: string;
  /** The last day of its last period, also if that is not over; or the last day on which the campaign was open. */
  readonly lastDay: string;
  /** When the last one ends, or today does, or the day on which the campaign closed; in milliseconds since the epoch. */
  readonly end: number;
  readonly periods: number;
  /** How many periods the series has before it. */
  readonly before: number;
  /** Undefined where no number was published yet. */
  readonly signatures: number | undefined;
  /** The total at its end, as far as it is published. */
  readonly total: number;
}

/** @param isExact whether each period is known, also one without a change. */
export function stepsOf({ unit, periods, earlier, from, until, isGrowing }: Series, isExact: boolean): Step[] {
  const steps: Step[] = [];
  let [total, before] = [earlier, 0];
  for (const [i, { start, signatures }] of periods.entries()) {
    const isKnown = isExact || signatures !== 0;
    if (!isKnown && i < periods.length - 1) continue;
    total += signatures;
    const next = nextStart(unit, Date.parse(start));
    // Today as a whole: the picture stays the same until a number moves.
    const end = Math.min(next, until);
    steps.push({
      ...{ first: before === 0 ? dayName(from) : (periods[before]?.start ?? start), last: start },
      ...{ lastDay: dayName((isGrowing ? next : end) - DAY), end },
      ...{ periods: i + 1 - before, before, total },
      signatures: isKnown ? signatures : undefined,
    });
    before = i + 1;
  }
  return steps;
}

/** By how much the total grew in an average period of a step: as high as its column. */
export const meanOf = ({ signatures = 0, periods }: Step): number => rounded(signatures / periods);

/** When a step was, in words. */
export function stepTime({ first, last, lastDay }: Step, unit: Unit, { t, date, dateSpan }: Translator): string {
  if (unit === 'month') return dateSpan(first, last, 'month');
  const isWeek = unit === 'week' && Date.parse(lastDay) - Date.parse(first) === 6 * DAY;
  return isWeek ? t('dashboard.week-of', { date: date(first) }) : dateSpan(first, lastDay);
}

/** By how much the total grew in a step, in words. */
export function stepGrowth(step: Step, unit: Unit, { t, number }: Translator): string {
  const { signatures, periods } = step;
  if (signatures === undefined) return t('dashboard.unknown');
  return periods === 1 ? number(signatures) : t(`dashboard.mean.${unit}`, { number: signatures, mean: meanOf(step) });
}
