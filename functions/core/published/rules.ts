import { NO_COUNTRY } from '../country.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../running/clock.ts';
import { FOUR_WEEKS, type Interval, intervals, longestEnded, markAfter, markBefore, WEEK } from './marks.ts';

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
  /** The same of each country at the last end of a day, and of a week. */
  readonly atDay: ReadonlyMap<string, number>;
  readonly atWeek: ReadonlyMap<string, number>;
  /** The exact count of each country when its number last moved. */
  readonly movedFrom: ReadonlyMap<string, number>;
  /** The fewest signatures of each that could hide others at any end of a day since its number last moved. */
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

/**
 * How many changes make a crowd: one person hides among them. In each interval, 20 changes of others, and 10 that one
 * attacker may add on each day of it. So no attacker of ten signatures a day can make the numbers of others move.
 * @see docs/decisions/031-what-one-attacker-adds.md for how these were found, and tests/privacy/published.test.ts
 */
export const CROWD = 20;
export const ONE_ATTACKER = 10;
const crowdOf = (interval: number): number => CROWD + ONE_ATTACKER * Math.max(1, interval / DAY);

/**
 * A number that has rested for four weeks moves with so many, or a small campaign would never show one. An attacker may add
 * all of them, and subtract them: the others hide among those of four weeks. The threat model says what remains.
 */
export const RESTED_CROWD = 14;

/** Countries are shown in steps of this size, from two steps on. */
export const STEP = 10;
export const NAMED_FROM = 2 * STEP;

/**
 * A number moves more often than each hour only on a day that has had this many crowds: an attacker who adds to a crowd
 * gains a shorter time only if very many others sign.
 */
export const CROWDS_FOR: ReadonlyMap<Interval, number> = new Map([
  [10 * MINUTE, 10],
  [MINUTE, 100],
]);

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
 * crowd has signed. The total moves if a crowd has signed (`crowdsOf`), and the total differs by this crowd from the one
 * that is shown. Withdrawals move it then, too, and never alone.
 * @returns undefined if no mark has passed, or nothing has changed since the last look.
 */
export function look({ published, memory }: State, { exact, since, now, isLive, drawOffset }: Look): State | undefined {
  const interval = longestEnded(since, now);
  if (interval === undefined) return undefined;
  const mark = markBefore(now, intervals[0]);
  const hiding = exact.total - sumOf(exact.cheapByCountry);
  const crowdsSince = (rest: Rest) => crowdsOf(rest, { totals: memory.totals, hiding, interval, now });
  const differs = Math.abs(exact.total - published.total);
  const mayMove = isLive || crowdsSince(memory.rest).some((crowd) => differs >= crowd);
  const total = mayMove ? exact.total : published.total;
  const movesTotal = total !== published.total;
  const movedAt = movesTotal ? new Map(memory.movedAt).set(interval, mark) : memory.movedAt;
  const every = isLive ? LIVE : everyOf(movedAt, now, grownLately({ published, memory }, total, now));
  const passed = intervals.filter((one) => one <= interval);
  const days =
    interval < DAY
      ? undefined
      : atDayEnd({ published, memory }, { exact, total, now, drawOffset, isWeek: interval > DAY });
  const byCountry = withinTotal(days?.published.byCountry ?? published.byCountry, total);
  const hasMoved =
    movesTotal ||
    !sameCounts(byCountry, published.byCountry) ||
    (days !== undefined && !sameCounts(days.published.byDay, published.byDay));
  const hasEnded = { hiding, interval, now };
  const rest = restAfter(memory.rest, hasEnded, movesTotal || (isLive && hiding !== memory.rest.hiding));
  // A new name also says that somebody signed. So it waits for a crowd, also on a live campaign.
  const mayNamesChange = interval >= DAY && crowdsSince(memory.names).length > 0;
  const names = restAfter(memory.names, hasEnded, mayNamesChange);
  const isUnchanged =
    !hasMoved &&
    !days &&
    every === published.every &&
    rest === memory.rest &&
    names === memory.names &&
    passed.every((one) => memory.totals.get(one) === hiding);
  if (isUnchanged) return undefined;
  return {
    published: { ...published, ...days?.published, byCountry, total, asOf: hasMoved ? mark : published.asOf, every },
    memory: {
      ...memory,
      ...days?.memory,
      totals: new Map([...memory.totals, ...passed.map((one) => [one, hiding] as const)]),
      movedAt,
      rest,
      namesAt: mayNamesChange ? markBefore(now, DAY) : memory.namesAt,
      names,
    },
  };
}

interface Ended {
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
function crowdsOf(
  rest: Rest,
  { totals, hiding, interval, now }: Ended & { readonly totals: Memory['totals'] },
): readonly number[] {
  const since = hiding - rest.hiding;
  const ended = interval > DAY ? ([DAY, interval] as const) : [interval];
  const crowds = ended.filter((one) => Math.min(since, hiding - (totals.get(one) ?? 0)) >= crowdOf(one)).map(crowdOf);
  return hasRested(rest, interval, now) && since >= RESTED_CROWD ? [...crowds, RESTED_CROWD] : crowds;
}

const hasRested = (rest: Rest, interval: Interval, now: number): boolean =>
  interval > DAY && rest.at <= markBefore(now, interval) - FOUR_WEEKS;

/** Since when a number rests after a look. After four weeks it begins anew, or each later week would show when a crowd was full. */
function restAfter(rest: Rest, { hiding, interval, now }: Ended, hasMoved: boolean): Rest {
  if (hasMoved || hasRested(rest, interval, now)) return { at: markBefore(now, interval), hiding };
  return hiding < rest.hiding ? { ...rest, hiding } : rest;
}

/**
 * How many signatures of each country can hide others. Those of cheap mailboxes cannot: they may all be one person's, who
 * then subtracts them.
 */
const hidingIn = ({ byCountry, cheapByCountry }: Exact): ReadonlyMap<string, number> =>
  new Map([...byCountry].map(([country, n]) => [country, n - (cheapByCountry.get(country) ?? 0)]));

interface DayEnd {
  readonly exact: Exact;
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
  const { atDay, atWeek, movedFrom, lowestSinceMove, offsets } = memory.countries;
  const hiding = hidingIn(exact);
  if (total === memory.atDayEnd && sameCounts(hiding, atDay) && (!isWeek || sameCounts(hiding, atWeek)))
    return undefined;
  const byDay = new Map(published.byDay);
  const lastDay = isoTime(markBefore(now, DAY) - DAY).slice(0, 10);
  if (total !== memory.atDayEnd) byDay.set(lastDay, (byDay.get(lastDay) ?? 0) + total - memory.atDayEnd);
  const byCountry = new Map(published.byCountry);
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
      const crowd = crowdOf(interval);
      const signed = couldHide - Math.max(before.get(country) ?? 0, fewest);
      return signed >= crowd && Math.abs(grown(country)) >= crowd;
    });
    if (!hasCrowd) continue;
    const offset = steps.get(country) ?? drawOffset();
    const shown = Math.floor((n - offset) / STEP) * STEP;
    const before = byCountry.get(country) ?? 0;
    // The total may wait for its crowd: countries never add up to more. Until then, this crowd waits, too.
    if (shown > before && sumOf(byCountry) - before + shown > total) {
      day.set(country, atDay.get(country) ?? 0);
      if (isWeek) week.set(country, atWeek.get(country) ?? 0);
      continue;
    }
    steps.set(country, offset);
    moved.set(country, n);
    lowest.set(country, couldHide);
    if (shown >= NAMED_FROM) byCountry.set(country, shown);
    else byCountry.delete(country);
  }
  return {
    published: { byCountry, byDay },
    memory: {
      atDayEnd: total,
      countries: { atDay: day, atWeek: week, movedFrom: moved, lowestSinceMove: lowest, offsets: steps },
    },
  };
}

/**
 * Countries that fit into the total, the largest first. It may fall below their sum, since countries fall only when a crowd
 * signs there. This uses only what is published, so it shows nothing more.
 */
function withinTotal(byCountry: ReadonlyMap<string, number>, total: number): ReadonlyMap<string, number> {
  if (sumOf(byCountry) <= total) return byCountry;
  const largestFirst = [...byCountry].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const fitting = new Map<string, number>();
  for (const [country, n] of largestFirst) if (sumOf(fitting) + n <= total) fitting.set(country, n);
  return fitting;
}

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

const sameCounts = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([name, n]) => other.get(name) === n);

/**
 * One interval shorter than the shortest at whose end the total moved within a day, if the day has had crowds enough. So a
 * campaign that grows fast is shown more often soon, and one that rests costs a look an hour. Only published numbers
 * decide this.
 */
function everyOf(movedAt: ReadonlyMap<Interval, number>, now: number, grown: number): Interval {
  const shortest = intervals.find((one) => (movedAt.get(one) ?? Number.NEGATIVE_INFINITY) > now - DAY);
  if (shortest === undefined || shortest > AT_FIRST) return AT_FIRST;
  const next = Math.max(0, intervals.indexOf(shortest) - 1);
  const crowds = grown / (CROWD + ONE_ATTACKER);
  return intervals.find((one, i) => i >= next && crowds >= (CROWDS_FOR.get(one) ?? 0)) ?? AT_FIRST;
}

/** By how much the published total has grown today, or grew yesterday, whichever is more. */
function grownLately({ published, memory }: State, total: number, now: number): number {
  const yesterday = isoTime(now - DAY).slice(0, 10);
  return Math.max(total - memory.atDayEnd, published.byDay.get(yesterday) ?? 0);
}

/** When a number may move next, in milliseconds since the epoch. */
export const nextAt = ({ every }: Pick<Published, 'every'>, now: number): number => markAfter(now, every);

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
