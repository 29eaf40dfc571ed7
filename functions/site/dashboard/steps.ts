import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { nextStart, type Series, type Unit } from './periods.ts';
import { rounded } from './remarks.ts';

/**
 * One period, or several in a row of which only the sum is known: a careful campaign waits for a crowd, so its step is one of all
 * periods since the last.
 */
export interface Step {
  /** The days on which its first and its last period start. */
  readonly first: string;
  readonly last: string;
  /** When the last one ends, or today does, in milliseconds since the epoch. */
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
export function stepsOf({ unit, periods, earlier }: Series, now: number, isExact: boolean): Step[] {
  // Today as a whole: the picture stays the same until a number moves.
  const tonight = dayOf(now) + DAY;
  const steps: Step[] = [];
  let [total, before] = [earlier, 0];
  for (const [i, { start, signatures }] of periods.entries()) {
    const isKnown = isExact || signatures !== 0;
    if (!isKnown && i < periods.length - 1) continue;
    total += signatures;
    steps.push({
      ...{ first: periods[before]?.start ?? start, last: start, periods: i + 1 - before, before, total },
      end: Math.min(nextStart(unit, Date.parse(start)), tonight),
      signatures: isKnown ? signatures : undefined,
    });
    before = i + 1;
  }
  return steps;
}

/** By how much the total grew in an average period of a step: as high as its column. */
export const meanOf = ({ signatures = 0, periods }: Step): number => rounded(signatures / periods);

/** When a step was, in words. */
export function stepTime({ first, last, periods }: Step, unit: Unit, { t, date, dateSpan }: Translator): string {
  if (unit === 'week' && periods === 1) return t('dashboard.week-of', { date: date(first) });
  if (unit === 'month') return dateSpan(first, last, 'month');
  return dateSpan(first, unit === 'week' ? dayName(nextStart(unit, Date.parse(last)) - DAY) : last);
}

/** By how much the total grew in a step, in words. */
export function stepGrowth(step: Step, unit: Unit, { t, number }: Translator): string {
  const { signatures, periods } = step;
  if (signatures === undefined) return t('dashboard.unknown');
  return periods === 1 ? number(signatures) : t(`dashboard.mean.${unit}`, { number: signatures, mean: meanOf(step) });
}
