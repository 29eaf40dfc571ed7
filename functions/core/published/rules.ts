import { DAY, HOUR, isoTime } from '../running/clock.ts';
import { type Interval, intervals, longestEnded, markAfter, markBefore } from './marks.ts';

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
  /** The exact total at the last end of each interval. */
  readonly totals: ReadonlyMap<Interval, number>;
  /** When the total last moved at the end of each interval. */
  readonly movedAt: ReadonlyMap<Interval, number>;
  /** The published total at the last end of a day. */
  readonly atDayEnd: number;
  readonly countries: CountryMemory;
}

/** What publishing remembers of countries. It changes at the ends of days alone. */
export interface CountryMemory {
  /** Exact counts at the last end of a day, and of a week. */
  readonly atDay: ReadonlyMap<string, number>;
  readonly atWeek: ReadonlyMap<string, number>;
  /** The exact count of each country when its number last moved. */
  readonly movedFrom: ReadonlyMap<string, number>;
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
}

/**
 * How many changes make a crowd: one person hides among them. Up to a day, 14 changes of others, and 10 that one
 * attacker may add in a day. In a week, an attacker who adds to the total gains nothing that a visit does not show: the
 * threat model says what remains. For a country, seven times 10 are added.
 * @see docs/decisions/025-published-numbers.md for how these were found, and tests/privacy/published.test.ts
 */
export const CROWD = 14;
export const ONE_ATTACKER = 10;
const countryCrowdOf = (interval: number): number => CROWD + ONE_ATTACKER * Math.max(1, interval / DAY);

/** Countries are shown in steps of this size, from two steps on. */
export const STEP = 10;
export const NAMED_FROM = 2 * STEP;

/** How often the total of a live campaign may move, in milliseconds. */
export const LIVE = 2_000;

/** How often a number may move before it has moved. */
const AT_FIRST = HOUR;

interface Look {
  readonly exact: Exact;
  /** When campaigns were last looked at. Both in milliseconds since the epoch. */
  readonly since: number;
  readonly now: number;
  /** Whether the total is shown as it is. */
  readonly isLive: boolean;
  /** Draws where a country's steps begin: 0 to 9. */
  readonly drawOffset: () => number;
}

/**
 * Looks at a campaign's exact counts, and moves its published numbers, if a mark has passed since the last look and a
 * crowd has signed. The total moves if a crowd has signed within the longest interval that ends now, and the total
 * differs by a crowd from the one that is shown. Withdrawals move it then, too, and never alone.
 * @returns undefined if no mark has passed, or nothing has changed since the last look.
 */
export function look({ published, memory }: State, { exact, since, now, isLive, drawOffset }: Look): State | undefined {
  const interval = longestEnded(since, now);
  if (interval === undefined) return undefined;
  const mark = markBefore(now, intervals[0]);
  // In a week without a move 14 are enough. An attacker chooses when to withdraw, so only signatures make a crowd.
  const rested = published.asOf <= mark - interval;
  const crowd = interval > DAY && rested ? CROWD : CROWD + ONE_ATTACKER;
  const isCrowd = exact.total - (memory.totals.get(interval) ?? 0) >= crowd;
  const mayMove = isLive || (isCrowd && Math.abs(exact.total - published.total) >= crowd);
  const total = mayMove ? exact.total : published.total;
  const movesTotal = total !== published.total;
  const movedAt = movesTotal ? new Map(memory.movedAt).set(interval, mark) : memory.movedAt;
  const every = isLive ? LIVE : everyOf(movedAt, now);
  const passed = intervals.filter((one) => one <= interval);
  const days =
    interval < DAY
      ? undefined
      : atDayEnd({ published, memory }, { exact: exact.byCountry, total, now, drawOffset, isWeek: interval > DAY });
  const hasMoved =
    movesTotal ||
    (days !== undefined &&
      !(
        sameCounts(days.published.byCountry, published.byCountry) && sameCounts(days.published.byDay, published.byDay)
      ));
  const isUnchanged =
    !hasMoved && !days && every === published.every && passed.every((one) => memory.totals.get(one) === exact.total);
  if (isUnchanged) return undefined;
  return {
    published: { ...published, ...days?.published, total, asOf: hasMoved ? mark : published.asOf, every },
    memory: {
      ...memory,
      ...days?.memory,
      totals: new Map([...memory.totals, ...passed.map((one) => [one, exact.total] as const)]),
      movedAt,
    },
  };
}

interface DayEnd {
  readonly exact: ReadonlyMap<string, number>;
  /** The total that is published now. */
  readonly total: number;
  readonly now: number;
  readonly isWeek: boolean;
  readonly drawOffset: () => number;
}

/**
 * Closes a day: notes by how much the total grew, and moves the number of each country that a crowd has changed in a day,
 * or in a week that ends now.
 * @returns undefined if nothing has changed since the last day ended.
 */
function atDayEnd(
  { published, memory }: State,
  { exact, total, now, isWeek, drawOffset }: DayEnd,
): { readonly published: Pick<Published, 'byCountry' | 'byDay'>; readonly memory: Partial<Memory> } | undefined {
  const { atDay, atWeek, movedFrom, offsets } = memory.countries;
  if (total === memory.atDayEnd && sameCounts(exact, atDay) && (!isWeek || sameCounts(exact, atWeek))) return undefined;
  const byDay = new Map(published.byDay);
  const lastDay = isoTime(markBefore(now, DAY) - DAY).slice(0, 10);
  if (total !== memory.atDayEnd) byDay.set(lastDay, (byDay.get(lastDay) ?? 0) + total - memory.atDayEnd);
  const byCountry = new Map(published.byCountry);
  const [moved, steps] = [new Map(movedFrom), new Map(offsets)];
  const ended = [[DAY, atDay] as const, ...(isWeek ? [[7 * DAY, atWeek] as const] : [])];
  for (const country of new Set([...exact.keys(), ...byCountry.keys()])) {
    const n = exact.get(country) ?? 0;
    const hasCrowd = ended.some(([interval, before]) => {
      const crowd = countryCrowdOf(interval);
      return n - (before.get(country) ?? 0) >= crowd && Math.abs(n - (moved.get(country) ?? 0)) >= crowd;
    });
    if (!hasCrowd) continue;
    const offset = steps.get(country) ?? drawOffset();
    const shown = Math.floor((n - offset) / STEP) * STEP;
    // The total may wait for its crowd: countries never add up to more.
    if (shown > (byCountry.get(country) ?? 0) && named(byCountry) - (byCountry.get(country) ?? 0) + shown > total)
      continue;
    steps.set(country, offset);
    moved.set(country, n);
    if (shown >= NAMED_FROM) byCountry.set(country, shown);
    else byCountry.delete(country);
  }
  return {
    published: { byCountry, byDay },
    memory: {
      atDayEnd: total,
      countries: { atDay: exact, atWeek: isWeek ? exact : atWeek, movedFrom: moved, offsets: steps },
    },
  };
}

const named = (byCountry: ReadonlyMap<string, number>): number =>
  [...byCountry.values()].reduce((sum, n) => sum + n, 0);

const sameCounts = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([name, n]) => other.get(name) === n);

/**
 * One interval shorter than the shortest at whose end the total moved within a day. So a campaign that grows fast is
 * shown more often soon, and one that rests costs a look an hour.
 */
function everyOf(movedAt: ReadonlyMap<Interval, number>, now: number): Interval {
  const shortest = intervals.find((one) => (movedAt.get(one) ?? Number.NEGATIVE_INFINITY) > now - DAY);
  if (shortest === undefined || shortest > AT_FIRST) return AT_FIRST;
  return intervals[Math.max(0, intervals.indexOf(shortest) - 1)] ?? AT_FIRST;
}

/** When a number may move next, in milliseconds since the epoch. */
export const nextAt = ({ every }: Pick<Published, 'every'>, now: number): number => markAfter(now, every);

/** A campaign of which nothing was published yet. @param since when it began, in milliseconds since the epoch. */
export const newState = (since: number): State => ({
  published: { total: 0, byCountry: new Map(), byDay: new Map(), asOf: since, every: AT_FIRST },
  memory: {
    totals: new Map(),
    movedAt: new Map(),
    atDayEnd: 0,
    countries: { atDay: new Map(), atWeek: new Map(), movedFrom: new Map(), offsets: new Map() },
  },
});
