import { HOUR } from '../running/clock.ts';
import type { Interval } from './marks.ts';

/** The numbers of a campaign that the public sees. */
export interface Published {
  readonly total: number;
  /** Only countries that are named. The others have `total` less their sum. */
  readonly byCountry: ReadonlyMap<string, number>;
  /** By how much `total` grew on each day that is over, keyed `2026-11-24`. */
  readonly byDay: ReadonlyMap<string, number>;
  /** The mark at which a number last moved, in milliseconds since the epoch. */
  readonly asOf: number;
  /** How often a number may move now: after each multiple of this many milliseconds. */
  readonly every: number;
}

/** What publishing remembers of a campaign between two marks. Nobody else may read it: it holds exact counts. */
export interface Memory {
  /** How many signatures could hide others (`hidingIn`) at the last end of each interval. */
  readonly totals: ReadonlyMap<Interval, number>;
  /** When the total last moved at the end of each interval. */
  readonly movedAt: ReadonlyMap<Interval, number>;
  /** Since when the total rests. */
  readonly rest: Rest;
  /** The published total at the last end of a day. */
  readonly atDayEnd: number;
  /** The last end of a day at which names could change, and since when they rest. */
  readonly namesAt: number;
  readonly names: Rest;
  readonly countries: CountryMemory;
}

/** A number rests since it last moved, and again after each four weeks in which it could not. */
export interface Rest {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** The fewest signatures that could hide others at any look since. */
  readonly hiding: number;
}

/** What publishing remembers of countries. It changes at the ends of days alone. */
export interface CountryMemory {
  /** How many signatures of each country could hide others (`hidingIn`) at the last end of a day, and of a week. */
  readonly atDay: ReadonlyMap<string, number>;
  readonly atWeek: ReadonlyMap<string, number>;
  /** The exact count of each country when its number last moved. */
  readonly movedFrom: ReadonlyMap<string, number>;
  /** What `Rest.hiding` is for the total: the fewest at any end of a day since the number of each last moved. */
  readonly lowestSinceMove: ReadonlyMap<string, number>;
  /** Where the steps of each country begin: 0 to 9. Drawn once. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** What is published of a campaign, and what publishing remembers of it. */
export interface State {
  readonly published: Published;
  readonly memory: Memory;
}

/** Exact counts of a campaign, at one moment. */
export interface Exact {
  readonly total: number;
  readonly byCountry: ReadonlyMap<string, number>;
  /** The part of them that has cheap mailboxes (`core/abuse/signals`): one person may have any number of these. */
  readonly cheapByCountry: ReadonlyMap<string, number>;
}

/** How often a number may move before it has moved. */
export const AT_FIRST = HOUR;

/** A campaign of which nothing was published yet. @param since when it began, in milliseconds since the epoch. */
export const newState = (since: number): State => ({
  published: { total: 0, byCountry: new Map(), byDay: new Map(), asOf: since, every: AT_FIRST },
  memory: {
    totals: new Map(),
    movedAt: new Map(),
    rest: { at: since, hiding: 0 },
    atDayEnd: 0,
    namesAt: since,
    names: { at: since, hiding: 0 },
    countries: {
      atDay: new Map(),
      atWeek: new Map(),
      movedFrom: new Map(),
      lowestSinceMove: new Map(),
      offsets: new Map(),
    },
  },
});
