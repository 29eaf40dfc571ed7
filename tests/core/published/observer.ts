import { STEP } from '../../../functions/core/published/countries.ts';
import { markBefore } from '../../../functions/core/published/marks.ts';
import { look } from '../../../functions/core/published/rules.ts';
import { newState, type Published, type State } from '../../../functions/core/published/state.ts';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';

/**
 * An observer who saw one person visit, knows at what rate people sign, and reads every published number. By how much
 * does it multiply the odds that this person signed? Signatures come as a Poisson process, so one more in a slot has
 * the probability of what was seen, times N/λ of that slot: the ratio is the mean of N, given what was published, over
 * the mean of N before. The observer draws histories that would have been published in just the same way.
 */

/** A campaign's rate: signatures expected in each slot. */
export interface Rate {
  /** Milliseconds. */
  readonly slot: number;
  readonly expected: readonly number[];
  /** Withdrawals in each slot. The observer knows them all. */
  readonly withdrawn?: readonly number[];
  readonly isLive?: boolean;
  /**
   * How many own signatures an attacker adds in a slot (less than 0: withdraws), who knows what is published before it, and
   * subtracts them from each number.
   */
  readonly own?: (slot: number, before: Published) => number;
}

/** Monday, 00:00 UTC. */
const BEGIN = Date.UTC(2026, 5, 1);

/** What was published after each slot, and how many signatures there were. */
interface Slot {
  readonly state: State;
  readonly total: number;
}

/** What was published of a history. */
function publish(rate: Rate, signed: readonly number[]): Slot[] {
  const slots: Slot[] = [];
  let last: Slot = { state: newState(BEGIN), total: 0 };
  for (const [i, n] of signed.entries()) {
    last = nextSlot(rate, last, i, n);
    slots.push(last);
  }
  return slots;
}

function nextSlot(rate: Rate, { state, total: before }: Slot, i: number, signed: number): Slot {
  const total = before + signed - (rate.withdrawn?.[i] ?? 0) + (rate.own?.(i, state.published) ?? 0);
  return { state: lookIfDue(state, total, i, rate), total };
}

/** Looks at the end of a slot, if numbers may move then. */
function lookIfDue(state: State, total: number, i: number, { slot, isLive = false }: Rate): State {
  const now = BEGIN + (i + 1) * slot;
  const since = now - slot;
  if (markBefore(now, state.published.every) <= since) return state;
  const exact = { total, byCountry: new Map(), cheapByCountry: new Map() };
  return look(state, { exact, since, now, isLive, drawOffset: () => 0 }) ?? state;
}

/** A number drawn from the Poisson distribution. */
export function poisson(mean: number, random: () => number): number {
  if (mean > 30) return poisson(mean / 2, random) + poisson(mean / 2, random);
  const limit = Math.exp(-mean);
  let n = 0;
  for (let p = random(); p > limit; p *= random()) n++;
  return n;
}

/** How many histories of each window the observer draws, and how many of them must fit. */
const DRAWN = 400;
const FITTING = 100;

/**
 * The likelihood ratios of some signers of a history, drawn at random. A signer whose signature was never published has
 * none.
 */
export function likelihoodRatios(rate: Rate, signers: number, random: () => number): number[] {
  const signed = rate.expected.map((mean) => poisson(mean, random));
  const slots = signed.flatMap((n, slot) => Array.from({ length: n }, () => slot));
  const ratioAt = ratiosOf(rate, signed, random);
  const chosen = Array.from(
    { length: slots.length > 0 ? signers : 0 },
    () => slots[Math.floor(random() * slots.length)],
  );
  return chosen.map((slot) => ratioAt(slot ?? 0)).filter((ratio) => ratio !== undefined);
}

/** The likelihood ratio at each slot of a history. */
function ratiosOf(rate: Rate, signed: readonly number[], random: () => number): (slot: number) => number | undefined {
  const seen = publish(rate, signed);
  const windows = windowsOf(seen);
  const means = new Map<Window, readonly number[]>();
  return (slot) => {
    const window = windows.find(({ begin, end }) => begin <= slot && slot <= end);
    if (!window) return undefined;
    const guessed = means.get(window) ?? guess(rate, { signed, seen, window }, random);
    means.set(window, guessed);
    const expected = rate.expected.slice(window.begin, window.end + 1);
    const [from, until] = blockAround(slot - window.begin, expected);
    const sum = (numbers: readonly number[]) => numbers.slice(from, until).reduce((all, n) => all + n, 0);
    return sum(guessed) / sum(expected);
  };
}

/** The slots after one move of the total, up to and with the next. */
interface Window {
  readonly begin: number;
  readonly end: number;
}

function windowsOf(seen: readonly Slot[]): Window[] {
  const windows: Window[] = [];
  let [begin, shown] = [0, 0];
  for (const [end, { state }] of seen.entries()) {
    const { total } = state.published;
    if (total === shown) continue;
    windows.push({ begin, end });
    [begin, shown] = [end + 1, total];
  }
  return windows;
}

interface Seen {
  readonly signed: readonly number[];
  readonly seen: readonly Slot[];
  readonly window: Window;
}

/** How many signatures each slot of a window has in the mean of all histories that would be published like this one. */
function guess(rate: Rate, { signed, seen, window: { begin, end } }: Seen, random: () => number): number[] {
  const before = seen[begin - 1] ?? { state: newState(BEGIN), total: 0 };
  const inWindow = signed.slice(begin, end + 1).reduce((sum, n) => sum + n, 0);
  const drawSlot = drawing(rate.expected.slice(begin, end + 1), random);
  const sums = new Array<number>(end - begin + 1).fill(0);
  let fitting = 0;
  for (let i = 0; i < DRAWN || fitting < FITTING; i++) {
    // The rarest window among the whole samples fits once in 1,400 draws.
    if (i > 2_500 * DRAWN) throw new Error('Too few histories fit what was seen');
    const drawn = new Array<number>(sums.length).fill(0);
    for (let n = 0; n < inWindow; n++) drawn[drawSlot()]!++;
    if (!isSeenAlike(rate, drawn, { begin, before })) continue;
    fitting++;
    for (const [at, n] of drawn.entries()) sums[at]! += n;
  }
  return sums.map((sum) => sum / fitting);
}

/** Whether a history of a window moves the total at its end, and not before. */
function isSeenAlike(
  rate: Rate,
  drawn: readonly number[],
  { begin, before }: { begin: number; before: Slot },
): boolean {
  let last = before;
  for (const [i, n] of drawn.entries()) {
    last = nextSlot(rate, last, begin + i, n);
    const moved = last.state.published.total !== before.state.published.total;
    if (moved !== (i === drawn.length - 1)) return false;
  }
  return true;
}

/** Slots around one with enough expected signatures, so that few draws tell their mean. At most six hours. */
function blockAround(slot: number, means: readonly number[]): [number, number] {
  const most = Math.max(1, Math.min(means.length, 6));
  for (let size = 1; size <= most; size++) {
    const from = Math.max(0, Math.min(slot - Math.floor(size / 2), means.length - size));
    const sum = means.slice(from, from + size).reduce((all, n) => all + n, 0);
    if (sum > 0.5 || size === most) return [from, from + size];
  }
  return [slot, slot + 1];
}

function drawing(means: readonly number[], random: () => number): () => number {
  const sums: number[] = [];
  let all = 0;
  for (const mean of means) {
    all += mean;
    sums.push(all);
  }
  return () => {
    const at = random() * all;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** How many histories of a country the observer keeps from day to day. */
const KEPT = 1_000;

/** What the observer of a country knows besides. */
interface KnownOfCountry {
  /** How many an attacker adds on a day, who subtracts them, less those of others that withdraw. */
  readonly own: (day: number) => number;
  /** Whether nobody signs elsewhere. Otherwise enough people do, so that the total always moves. */
  readonly isAlone?: boolean;
}

/** A history of a country, as far as the observer imagines it. */
interface Imagined {
  readonly signed: readonly number[];
  readonly offset: number;
  readonly state: State;
}

/**
 * The likelihood ratios of the signers of one country, for an observer who sees its number at the end of each day. The
 * observer does not know where its steps begin, and keeps histories that fit what was seen so far, to go on from them (a
 * particle filter).
 * @param perDay how many people of the country are expected to sign on each day.
 */
export function countryRatios(
  perDay: readonly number[],
  random: () => number,
  known: KnownOfCountry = { own: () => 0 },
): number[] {
  const offset = () => Math.floor(random() * STEP);
  const begin = () => ({ signed: [], offset: offset(), state: newState(BEGIN) });
  let real: Imagined = begin();
  let kept: Imagined[] = Array.from({ length: KEPT }, begin);
  for (const mean of perDay) {
    real = nextDay(real, poisson(mean, random), known);
    const fitting: Imagined[] = [];
    for (let tries = 0; fitting.length < KEPT; tries++) {
      if (tries > 1_000 * KEPT) throw new Error('Too few histories fit what was seen');
      const before = kept[Math.floor(random() * kept.length)] as Imagined;
      const after = nextDay(before, poisson(mean, random), known);
      if (shownOf(after) === shownOf(real)) fitting.push(after);
    }
    kept = fitting;
  }
  return real.signed.flatMap((n, day) => {
    const sum = kept.reduce((all, { signed }) => all + (signed[day] ?? 0), 0);
    return new Array<number>(n).fill(sum / KEPT / (perDay[day] ?? 1));
  });
}

const shownOf = ({ state }: Imagined): number => state.published.byCountry.get('DE') ?? 0;

function nextDay({ signed, offset, state }: Imagined, more: number, { own, isAlone }: KnownOfCountry): Imagined {
  const all = [...signed, more];
  const n = all.reduce((sum, one, day) => sum + one + own(day), 0);
  const now = BEGIN + all.length * DAY;
  const total = n + (isAlone ? 0 : 1_000 * all.length);
  const exact = { total, byCountry: new Map([['DE', n]]), cheapByCountry: new Map() };
  const looked = look(state, { exact, since: now - HOUR, now, isLive: false, drawOffset: () => offset });
  return { signed: all, offset, state: looked ?? state };
}
