import { DAY, dayName, MINUTE } from '../running/clock.ts';
import { sumOf } from '../sum.ts';
import { countriesAtDayEnd, type DayEnd, hidingIn, sameCounts, withinTotal } from './countries.ts';
import { CROWD, crowdsSigned, ONE_ATTACKER, restAfter } from './crowd.ts';
import { type Interval, intervals, longestEnded, markAfter, markBefore } from './marks.ts';
import { AT_FIRST, type Exact, type Memory, type Published, type Rest, type State } from './state.ts';

/**
 * A number moves more often than each hour only on a day that has had this many crowds: an attacker who adds to a crowd
 * gains a shorter time only if very many others sign.
 */
export const CROWDS_A_DAY: ReadonlyMap<Interval, number> = new Map([
  [10 * MINUTE, 10],
  [MINUTE, 100],
]);

/** How often the total of a live campaign may move, in milliseconds. */
export const LIVE = 2_000;

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
 * crowd has signed. The total moves if a crowd has signed (`crowdsSigned`), and the total differs by this crowd from the
 * one that is shown. Withdrawals move it then, too, and never alone.
 * @returns undefined if no mark has passed, or nothing has changed since the last look.
 */
export function look({ published, memory }: State, { exact, since, now, isLive, drawOffset }: Look): State | undefined {
  const interval = longestEnded(since, now);
  if (interval === undefined) return undefined;
  const mark = markBefore(now, intervals[0]);
  const hiding = exact.total - sumOf(exact.cheapByCountry.values());
  const signedSince = (rest: Rest) => crowdsSigned(rest, { totals: memory.totals, hiding, interval, now });
  const differs = Math.abs(exact.total - published.total);
  const mayMove = isLive || signedSince(memory.rest).some((crowd) => differs >= crowd);
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
  const ended = { hiding, interval, now };
  const rest = restAfter(memory.rest, ended, movesTotal || (isLive && hiding !== memory.rest.hiding));
  // A new name also says that somebody signed. So it waits for a crowd, also on a live campaign.
  const mayNamesChange = interval >= DAY && signedSince(memory.names).length > 0;
  const names = restAfter(memory.names, ended, mayNamesChange);
  const isUnchanged =
    !hasMoved &&
    !days &&
    every === published.every &&
    rest === memory.rest &&
    names === memory.names &&
    passed.every((one) => memory.totals.get(one) === hiding);
  if (isUnchanged) return undefined;
  // A campaign that was live has shown totals after this mark.
  const asOf = hasMoved ? Math.max(mark, published.asOf) : published.asOf;
  return {
    published: { ...published, ...days?.published, byCountry, total, asOf, every },
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

/**
 * Closes a day: notes by how much the total grew, and moves the numbers of countries.
 * @returns undefined if nothing has changed since the last day ended.
 */
function atDayEnd(
  { published, memory }: State,
  { exact, total, now, isWeek, drawOffset }: DayEnd & { readonly now: number },
): { readonly published: Pick<Published, 'byCountry' | 'byDay'>; readonly memory: Partial<Memory> } | undefined {
  const { atDay, atWeek } = memory.countries;
  const hiding = hidingIn(exact);
  if (total === memory.atDayEnd && sameCounts(hiding, atDay) && (!isWeek || sameCounts(hiding, atWeek)))
    return undefined;
  const byDay = new Map(published.byDay);
  const lastDay = dayName(markBefore(now, DAY) - DAY);
  if (total !== memory.atDayEnd) byDay.set(lastDay, (byDay.get(lastDay) ?? 0) + total - memory.atDayEnd);
  const before = { byCountry: published.byCountry, memory: memory.countries };
  const { byCountry, memory: countries } = countriesAtDayEnd(before, { exact, total, isWeek, drawOffset });
  return { published: { byCountry, byDay }, memory: { atDayEnd: total, countries } };
}

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
  return intervals.find((one, i) => i >= next && crowds >= (CROWDS_A_DAY.get(one) ?? 0)) ?? AT_FIRST;
}

/** By how much the published total has grown today, or grew yesterday, whichever is more. */
function grownLately({ published, memory }: State, total: number, now: number): number {
  const yesterday = dayName(now - DAY);
  return Math.max(total - memory.atDayEnd, published.byDay.get(yesterday) ?? 0);
}

/** When a number may move next, in milliseconds since the epoch. */
export const nextAt = ({ every }: Pick<Published, 'every'>, now: number): number => markAfter(now, every);
