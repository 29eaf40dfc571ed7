import { DAY, hourOf } from '../running/clock.ts';
import { FOUR_WEEKS, type Interval, markBefore } from './marks.ts';
import type { Memory, Rest } from './state.ts';

/**
 * How many changes make a crowd: one person hides among them. In each interval, 20 changes of others, and 10 that one
 * attacker may add on each day of it. So no attacker of ten signatures a day can make the numbers of others move.
 * @see docs/decisions/031-what-one-attacker-adds.md for how these were found, and tests/privacy/published.test.ts
 */
export const CROWD = 20;
export const ONE_ATTACKER = 10;
export const crowdSize = (interval: number): number => CROWD + ONE_ATTACKER * Math.max(1, interval / DAY);

/**
 * A number that has rested for four weeks moves with so many, or a small campaign would never show one. An attacker may add
 * all of them, and subtract them: the others hide among those of four weeks. The threat model says what remains.
 */
export const RESTED_CROWD = 14;

export interface Ended {
  /** How many signatures can hide others now. */
  readonly hiding: number;
  /** The longest interval that has ended. */
  readonly interval: Interval;
  readonly now: number;
}

/**
 * The crowds that have signed within the longest interval that ends now, up to a day; within the week that ends now; and
 * within the four weeks of a number that has rested. Only signatures make a crowd, since an attacker chooses when to
 * withdraw. Those who are shown already hide nobody else.
 * @returns how many each crowd needs.
 */
export function crowdsSigned(
  rest: Rest,
  { totals, hiding, interval, now }: Ended & { readonly totals: Memory['totals'] },
): readonly number[] {
  const since = hiding - rest.hiding;
  const ended = interval > DAY ? ([DAY, interval] as const) : [interval];
  const crowds = ended
    .filter((one) => Math.min(since, hiding - (totals.get(one) ?? 0)) >= crowdSize(one))
    .map(crowdSize);
  return hasRested(rest, interval, now) && since >= RESTED_CROWD ? [...crowds, RESTED_CROWD] : crowds;
}

const hasRested = (rest: Rest, interval: Interval, now: number): boolean =>
  interval > DAY && rest.at <= markBefore(now, interval) - FOUR_WEEKS;

/**
 * Since when a number rests after a look: since the look, to the hour. A look may be late by days, and four weeks are four
 * weeks. After them it begins anew, or each later week would show when a crowd was full.
 */
export function restAfter(rest: Rest, { hiding, interval, now }: Ended, hasMoved: boolean): Rest {
  if (hasMoved || hasRested(rest, interval, now)) return { at: hourOf(now), hiding };
  return hiding < rest.hiding ? { ...rest, hiding } : rest;
}
