import type { look } from '../../functions/core/published/rules.ts';
import type { Exact, newState, Published, State } from '../../functions/core/published/state.ts';
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
const INTERVALS = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, WEEK];
const COUNTRIES = ['AZ', 'DE', 'FR'] as const;
/** So many sign at once: around every number that the rules have. */
const PACKETS = [1, 5, 13, 14, 19, 29, 30, 30, 40, 89, 90, 300];

/** So many sign at once a slow campaign. */
const FEW = [1, 3, 5, 10, 13, 14];

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
  /** Since when the total rests, to the hour: four weeks without a move begin anew. */
  let restsSince = BEGIN;
  const pairs = rememberPairs();
  const waits = new Map<string, number>();
  const countries = new Map<string, number>();
  let [now, end] = [
    BEGIN,
    BEGIN + (2 + Math.floor(random() * (campaign.isBusy ? 2 : campaign.isSlow ? 120 : 40))) * DAY,
  ];
  const run = (at: number): string | undefined => {
    const exact = campaign.exact();
    const given = { exact, since: now, now: at, isLive: false, drawOffset: () => Math.floor(random() * 10) };
    const after = rules.look(state, given) ?? state;
    const seen = { before: state, after, exact, since: now, now: at, movedAt, restsSince, waits, countries, campaign };
    const broken = brokenTotal(seen) ?? brokenCountries(seen) ?? brokenDays(seen) ?? brokenPace(seen) ?? pairs(seen);
    const movesTotal = after.published.total !== state.published.total;
    if (movesTotal) movedAt = after.published.asOf;
    if (movesTotal || (hasEnded(seen, WEEK) && restsSince <= endOf(at, WEEK) - 4 * WEEK)) restsSince = endOf(at, HOUR);
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
    campaign.sign(40, { at: now + SECOND, country: 'DE', isCheap: false });
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
  /** Too slow for any crowd but that of four weeks. */
  const isSlow = !isBusy && random() < 0.3;
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
    isSlow,
    sign,
    /** What happens after a moment, before the next run. The first who signed withdraw first. */
    goOn(now: number): void {
      const one = { at: now + SECOND, country: some(COUNTRIES), isCheap: random() < 0.3 };
      const chance = random();
      if (isSlow) {
        if (chance < 0.004) sign(some(FEW), { ...one, isCheap: false });
        return;
      }
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
  readonly restsSince: number;
  /** Since when a crowd of a country may have waited for the total. */
  readonly waits: Map<string, number>;
  /** When each country moved last. */
  readonly countries: Map<string, number>;
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
  if (!INTERVALS.some((one) => hasEnded(seen, one))) return `The total moved between two marks`;
  const longest = INTERVALS.findLast((one) => one <= DAY && hasEnded(seen, one)) ?? DAY;
  const signed = (from: number) => Math.min(campaign.hiding(from, now), campaign.hiding(movedAt, now));
  const isRested = hasEnded(seen, WEEK) && seen.restsSince <= endOf(now, WEEK) - 4 * WEEK;
  const crowds = [
    { crowd: 30, hides: signed(beginOf(seen, longest)) },
    ...(hasEnded(seen, WEEK) ? [{ crowd: 90, hides: signed(beginOf(seen, WEEK)) }] : []),
    ...(isRested ? [{ crowd: 14, hides: signed(seen.restsSince - 40 * SECOND) }] : []),
  ];
  const moved = Math.abs(is.total - was.total);
  if (crowds.every(({ crowd }) => moved < crowd)) return `The total moved by ${is.total - was.total}`;
  return crowds.some(({ crowd, hides }) => moved >= crowd && hides >= crowd)
    ? undefined
    : `${crowds.map(({ hides }) => hides)} hide in a move of the total`;
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
    const movedAt = seen.countries.get(country) ?? BEGIN - DAY;
    seen.countries.set(country, now);
    if (is !== undefined && (is < 20 || is % 10 !== 0)) return `${country} has ${is}`;
    if (!hasEnded(seen, DAY)) return `${country} moved within a day`;
    const hides = (from: number) => campaign.hiding(Math.max(from, movedAt), now, country);
    const ofDay = hides(beginOf(seen, DAY));
    const ofWeek = hasEnded(seen, WEEK) ? hides(beginOf(seen, WEEK)) : 0;
    if (ofDay < 30 && ofWeek < 90 && hides(waitsSince) < 30) return `${ofDay} hide in a move of ${country}`;
    if (was !== undefined && is !== undefined && Math.abs(is - was) < 20)
      return `${country} moved from ${was} to ${is}`;
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
  const least = published.every < 10 * MINUTE ? 3_000 : 300;
  return lately < least ? `${lately} signed in a day whose numbers move each ${published.every} ms` : undefined;
}

/** A number that was shown, and since which moment the total has its number. */
interface Shown {
  readonly n: number;
  readonly movedAt: number;
}

/**
 * An observer who keeps every snapshot may subtract any one from any other. No difference is a few people: a difference
 * below ten is one of many who signed and many who withdrew, or of a rounded country. So a crowd signed between the two.
 */
function rememberPairs(): (seen: Seen) => string | undefined {
  const shown = new Map<string, Shown[]>();
  /** The first number of each is 0: before, nobody knew of it. */
  const pastOf = (name: string): Shown[] => shown.get(name) ?? [{ n: 0, movedAt: BEGIN }];
  return (seen) => {
    const { published } = seen.after;
    const movedAt = published.total === seen.before.published.total ? seen.movedAt : seen.now;
    const others = published.total - [...published.byCountry.values()].reduce((sum, n) => sum + n, 0);
    const isNew = (name: string, n: number) => pastOf(name).at(-1)?.n !== n;
    const numbers: [string, number][] = [['total', published.total], ['others', others], ...published.byCountry];
    for (const [name, n] of numbers.filter((one) => isNew(...one))) {
      for (const past of pastOf(name)) {
        const isPerson = past.n !== n && Math.abs(past.n - n) < 10;
        // A country that is named, or moves, changes the others by a step. Those who sign hide in it.
        if (isPerson && seen.campaign.hiding(past.movedAt, seen.now) < 14)
          return `${name} had ${past.n} and ${n}, with ${seen.campaign.hiding(past.movedAt, seen.now)} who signed between`;
      }
      shown.set(name, [...pastOf(name), { n, movedAt }]);
    }
    for (const [day, n] of published.byDay) {
      const begun = pastOf('total').findLast((one) => one.movedAt <= Date.parse(day)) ?? pastOf('total')[0];
      const isPerson = n !== 0 && Math.abs(n) < 10;
      if (isPerson && seen.campaign.hiding(begun?.movedAt ?? BEGIN, seen.now) < 14) return `${day} has ${n}`;
    }
    return undefined;
  };
}
