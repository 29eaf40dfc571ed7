import { NO_COUNTRY } from '../country.ts';
import { DAY } from '../running/clock.ts';
import { sumOf } from '../sum.ts';
import { crowdSize } from './crowd.ts';
import { WEEK } from './marks.ts';
import type { CountryMemory, Exact, Published } from './state.ts';

/** Countries are shown in steps of this size. */
export const STEP = 10;
/** So many must sign in a country within a day, or within a week, before it is named. */
export const NAMING = { day: crowdSize(DAY), week: crowdSize(WEEK) } as const;
/** The smallest number that a country can have: a crowd has signed there, and its steps may begin at 9. */
export const NAMED_FROM = Math.floor((crowdSize(DAY) - (STEP - 1)) / STEP) * STEP;

/**
 * How many signatures of each country can hide others. Those of cheap mailboxes cannot: they may all be one person's, who
 * then subtracts them.
 */
export const hidingIn = ({ byCountry, cheapByCountry }: Exact): ReadonlyMap<string, number> =>
  new Map([...byCountry].map(([country, n]) => [country, n - (cheapByCountry.get(country) ?? 0)]));

/** The numbers of countries, and what publishing remembers of them. */
interface Countries {
  readonly byCountry: Published['byCountry'];
  readonly memory: CountryMemory;
}

export interface DayEnd {
  readonly exact: Exact;
  /** The total that is published now. */
  readonly total: number;
  readonly isWeek: boolean;
  /** Draws where a country's steps begin: 0 to 9. */
  readonly drawOffset: () => number;
}

/** Moves the number of each country that a crowd has changed in the day that ends now, or in a week that ends now. */
export function countriesAtDayEnd(
  { byCountry: shownBefore, memory }: Countries,
  { exact, total, isWeek, drawOffset }: DayEnd,
): Countries {
  const { atDay, atWeek, movedFrom, lowestSinceMove, offsets } = memory;
  const hiding = hidingIn(exact);
  const byCountry = new Map(shownBefore);
  const [moved, lowest, steps] = [new Map(movedFrom), new Map(lowestSinceMove), new Map(offsets)];
  const [day, week] = [new Map(hiding), new Map(isWeek ? hiding : atWeek)];
  const ended = [[DAY, atDay] as const, ...(isWeek ? [[WEEK, atWeek] as const] : [])];
  const grown = (country: string): number => (exact.byCountry.get(country) ?? 0) - (movedFrom.get(country) ?? 0);
  // Those that have fallen come first: they make room for others.
  const all = [...new Set([...exact.byCountry.keys(), ...byCountry.keys()])]
    .filter((country) => country !== NO_COUNTRY)
    .sort((a, b) => grown(a) - grown(b));
  for (const country of all) {
    const n = exact.byCountry.get(country) ?? 0;
    const couldHide = hiding.get(country) ?? 0;
    const fewest = lowestSinceMove.get(country) ?? 0;
    lowest.set(country, Math.min(fewest, couldHide));
    const hasCrowd = ended.some(([interval, before]) => {
      const crowd = crowdSize(interval);
      const signed = couldHide - Math.max(before.get(country) ?? 0, fewest);
      return signed >= crowd && Math.abs(grown(country)) >= crowd;
    });
    if (!hasCrowd) continue;
    const offset = steps.get(country) ?? drawOffset();
    const shown = Math.floor((n - offset) / STEP) * STEP;
    const before = byCountry.get(country) ?? 0;
    // The total may wait for its crowd: countries never add up to more. Until then, this crowd waits, too.
    if (shown > before && sumOf(byCountry.values()) - before + shown > total) {
      day.set(country, atDay.get(country) ?? 0);
      if (isWeek) week.set(country, atWeek.get(country) ?? 0);
      continue;
    }
    steps.set(country, offset);
    moved.set(country, n);
    lowest.set(country, couldHide);
    byCountry.set(country, shown);
  }
  return {
    byCountry,
    memory: { atDay: day, atWeek: week, movedFrom: moved, lowestSinceMove: lowest, offsets: steps },
  };
}

/**
 * Countries that fit into the total, the largest first. It may fall below their sum, since countries fall only when a crowd
 * signs there. This uses only what is published, so it shows nothing more.
 */
export function withinTotal(byCountry: ReadonlyMap<string, number>, total: number): ReadonlyMap<string, number> {
  if (sumOf(byCountry.values()) <= total) return byCountry;
  const largestFirst = [...byCountry].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const fitting = new Map<string, number>();
  for (const [country, n] of largestFirst) if (sumOf(fitting.values()) + n <= total) fitting.set(country, n);
  return fitting;
}

export const sameCounts = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([name, n]) => other.get(name) === n);
