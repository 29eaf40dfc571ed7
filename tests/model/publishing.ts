import type { Exact, look, newState, Published, State } from '../../functions/core/published/rules.ts';
import { DAY, HOUR, isoTime, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { randomOf } from './random.ts';

/** The tested rules: the real ones, or broken ones. */
export interface Rules {
  readonly look: typeof look;
  readonly newState: typeof newState;
}

/** Monday, 00:00 UTC, the end of a week, but not of four. */
const BEGIN = Date.UTC(2026, 5, 1);
const WEEK = 7 * DAY;
const INTERVALS = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, WEEK, 4 * WEEK];
const COUNTRIES = ['AZ', 'DE', 'FR'] as const;
/** So many sign at once: around every number that the rules have. */
const PACKETS = [1, 5, 13, 14, 23, 24, 24, 40, 83, 84, 240];

interface Signed {
  readonly at: number;
  readonly country: string;
  readonly isCheap: boolean;
}

/**
 * A campaign that people sign and withdraw from by chance, whose numbers are published by `rules`. It knows each signature,
 * and holds what is published to the promises of docs/decisions/025 and 030, which it computes in its own way.
 * @returns the first promise that was broken.
 */
export function watchPublishing(rules: Rules, seed: number): string | undefined {
  const random = randomOf(seed);
  const campaign = createCampaign(random);
  let state = rules.newState(BEGIN);
  let movedAt = BEGIN;
  const waits = new Map<string, number>();
  let [now, end] = [BEGIN, BEGIN + (2 + Math.floor(random() * (campaign.isBusy ? 2 : 40))) * DAY];
  const run = (at: number): string | undefined => {
    const exact = campaign.exact();
    const given = { exact, since: now, now: at, isLive: false, drawOffset: () => Math.floor(random() * 10) };
    const after = rules.look(state, given) ?? state;
    const seen = { before: state, after, exact, since: now, now: at, movedAt, waits, campaign };
    const broken = brokenTotal(seen) ?? brokenCountries(seen) ?? brokenDays(seen) ?? brokenPace(seen);
    if (after.published.total !== state.published.total) movedAt = after.published.asOf;
    [state, now] = [after, at];
    return broken && `${broken} at ${isoTime(at)}`;
  };
  while (now < end) {
    campaign.goOn(now);
    const broken = run(nextRun(now, state.published.every, random));
    if (broken) return broken;
  }
  // In the end everything is published that a crowd has signed: withdrawals may keep a week's end from being one.
  for (end += 9 * DAY; now < end && state.published.total !== campaign.exact().total; ) {
    campaign.sign(30, { at: now + SECOND, country: 'DE', isCheap: false });
    const broken = run(Math.floor(now / DAY) * DAY + DAY + 10 * SECOND);
    if (broken) return broken;
  }
  const { total } = campaign.exact();
  return state.published.total === total ? undefined : `${state.published.total} are shown of ${total}`;
}

/** Some seconds after a mark, as publishing runs each minute. Now and then twice within a minute, or very late. */
function nextRun(now: number, every: number, random: () => number): number {
  if (random() < 0.05) return now + 1 + Math.floor(random() * 20 * SECOND);
  const marks = random() < 0.03 ? 3 : 1;
  return (Math.floor(now / every) + marks) * every + Math.floor(random() * 40 * SECOND);
}

function createCampaign(random: () => number) {
  const signed: Signed[] = [];
  let withdrawn = 0;
  const [byCountry, cheapByCountry] = [new Map<string, number>(), new Map<string, number>()];
  const some = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const isBusy = random() < 0.3;
  const count = ({ country, isCheap }: Signed, n: number) => {
    byCountry.set(country, (byCountry.get(country) ?? 0) + n);
    if (isCheap) cheapByCountry.set(country, (cheapByCountry.get(country) ?? 0) + n);
  };
  const sign = (n: number, one: Signed) => {
    for (let i = 0; i < n; i++) signed.push(one);
    count(one, n);
  };
  const withdraw = (n: number) => {
    for (const one of signed.slice(withdrawn, withdrawn + n)) count(one, -1);
    withdrawn = Math.min(withdrawn + n, signed.length);
  };
  return {
    isBusy,
    sign,
    /** What happens after a moment, before the next run. The first who signed withdraw first. */
    goOn(now: number): void {
      const one = { at: now + SECOND, country: some(COUNTRIES), isCheap: random() < 0.3 };
      const chance = random();
      if (chance < (isBusy ? 0.6 : 0.1)) sign(some(PACKETS), one);
      else if (chance < 0.62 && isBusy) sign(900, { ...one, isCheap: false });
      else if (chance > 0.93) withdraw(some(PACKETS));
    },
    exact: (): Exact => ({
      total: signed.length - withdrawn,
      byCountry: new Map(byCountry),
      cheapByCountry: new Map(cheapByCountry),
    }),
    /** How many people signed from one moment to another, who hide each other. */
    hiding(from: number, until: number, country?: string): number {
      let n = 0;
      for (let i = signed.length - 1; i >= 0; i--) {
        const one = signed[i] as Signed;
        if (one.at <= from) break;
        if (one.at <= until && !one.isCheap && (!country || one.country === country)) n++;
      }
      return n;
    },
  };
}

interface Seen {
  readonly before: State;
  readonly after: State;
  readonly exact: Exact;
  readonly since: number;
  readonly now: number;
  /** When the total moved last before this. */
  readonly movedAt: number;
  /** Since when a crowd of a country may have waited for the total. */
  readonly waits: Map<string, number>;
  readonly campaign: ReturnType<typeof createCampaign>;
}

const endOf = (now: number, interval: number): number => {
  const offset = interval > DAY ? 4 * DAY : 0;
  return now - ((now - offset) % interval);
};
const hasEnded = ({ since, now }: Seen, interval: number): boolean => endOf(now, interval) > since;

/** When the interval that ended last began, or the last look, if that was before. A look may be late by 40 s. */
const beginOf = ({ since, now }: Seen, interval: number): number =>
  Math.min(since, endOf(now, interval) - interval) - 40 * SECOND;

function brokenTotal(seen: Seen): string | undefined {
  const { before, after, exact, since, now, movedAt, campaign } = seen;
  const [was, is]: [Published, Published] = [before.published, after.published];
  if (is.asOf !== was.asOf && (is.asOf % MINUTE !== 0 || is.asOf <= since || is.asOf > now))
    return `Numbers are of ${isoTime(is.asOf)}, which is no mark`;
  if (is.total === was.total) return undefined;
  if (is.total !== exact.total) return `${is.total} are shown, and ${exact.total} counted`;
  const interval = INTERVALS.findLast((one) => hasEnded(seen, one));
  if (interval === undefined) return `The total moved between two marks`;
  const crowd = interval >= WEEK && movedAt <= is.asOf - WEEK ? 14 : 24;
  if (Math.abs(is.total - was.total) < crowd) return `The total moved by ${is.total - was.total}`;
  const hiding = Math.min(campaign.hiding(beginOf(seen, interval), now), campaign.hiding(movedAt, now));
  return hiding < crowd ? `${hiding} hide in a move of the total` : undefined;
}

function brokenCountries(seen: Seen): string | undefined {
  const { before, after, exact, now, campaign } = seen;
  const shown = after.published.byCountry;
  const sum = [...shown.values()].reduce((all, n) => all + n, 0);
  if (sum > after.published.total) return `Countries have ${sum} of ${after.published.total}`;
  const sumBefore = [...before.published.byCountry.values()].reduce((all, n) => all + n, 0);
  for (const country of COUNTRIES) {
    const [was, is] = [before.published.byCountry.get(country), shown.get(country)];
    const n = exact.byCountry.get(country) ?? 0;
    const room = after.published.total - sum + (is ?? 0);
    const roomBefore = after.published.total - sumBefore + (was ?? 0);
    const waitsSince = seen.waits.get(country) ?? now;
    if (n > Math.min(room, roomBefore) && hasEnded(seen, DAY))
      seen.waits.set(country, Math.min(waitsSince, beginOf(seen, WEEK)));
    if (was === is) continue;
    // A total that fell may have no room for it.
    if (is === undefined && (was ?? 0) > room) continue;
    seen.waits.delete(country);
    if (is !== undefined && (is < 20 || is % 10 !== 0)) return `${country} has ${is}`;
    if (!hasEnded(seen, DAY)) return `${country} moved within a day`;
    const ofDay = campaign.hiding(beginOf(seen, DAY), now, country);
    const ofWeek = hasEnded(seen, WEEK) ? campaign.hiding(beginOf(seen, WEEK), now, country) : 0;
    const waited = campaign.hiding(waitsSince, now, country);
    if (ofDay < 24 && ofWeek < 84 && waited < 24) return `${ofDay} hide in a move of ${country}`;
    if (is !== undefined && (is > n || n - is >= 20)) return `${country} has ${is}, and ${n} were counted`;
  }
  return undefined;
}

/** Days say no more than the total did. */
function brokenDays({ after, before }: Seen): string | undefined {
  const { byDay } = after.published;
  if (byDay === before.published.byDay) return undefined;
  const sum = [...byDay.values()].reduce((all, n) => all + n, 0);
  return sum === after.memory.atDayEnd ? undefined : `Days have ${sum} of ${after.memory.atDayEnd}`;
}

function brokenPace({ after: { published, memory }, now }: Seen): string | undefined {
  if (published.every >= HOUR) return undefined;
  const yesterday = published.byDay.get(isoTime(now - DAY).slice(0, 10)) ?? 0;
  const lately = Math.max(published.total - memory.atDayEnd, yesterday);
  const least = published.every < 10 * MINUTE ? 2_400 : 240;
  return lately < least ? `${lately} signed in a day whose numbers move each ${published.every} ms` : undefined;
}
