import fc from 'fast-check';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { poisson, type Rate } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';

/** Histories of campaigns and of countries: those that are always tried, and those by chance. */

/** People sign by day: at night a twelfth of them. */
const DAYTIME = [...Array(6).fill(0.08), ...Array(3).fill(0.5), ...Array(9).fill(0.8), ...Array(6).fill(1)];
const AVERAGE = DAYTIME.reduce((sum, n) => sum + n, 0) / 24;
export const byNight = (hour: number): number => DAYTIME[Math.floor(hour) % 24] / AVERAGE;

export const rateOf = (days: number, slot: number, perDay: (day: number, hour: number) => number): Rate => ({
  slot,
  expected: Array.from({ length: (days * DAY) / slot }, (_, i) => {
    const hour = (i * slot) / HOUR;
    return (perDay(hour / 24, hour % 24) * slot) / DAY;
  }),
});

/** Five of a hundred withdraw, a day later. */
export const withWithdrawals = (rate: Rate): Rate => {
  const random = randomOf(7);
  const later = DAY / rate.slot;
  return { ...rate, withdrawn: rate.expected.map((_, i) => poisson((rate.expected[i - later] ?? 0) * 0.05, random)) };
};

export const SEED = 20261128;

/**
 * Days of any rate, of which some are quiet and some loud; with nights or without; some withdraw; the last day may be
 * short; a part is counted late.
 */
export const anyHistory = fc
  .record({
    // From three signatures a day to three thousand.
    perDay: fc.array(fc.double({ min: 1, max: 8, noNaN: true }), { minLength: 3, maxLength: 12 }),
    sleeps: fc.boolean(),
    withdraw: fc.boolean(),
    closesAt: fc.integer({ min: 1, max: 24 }),
    late: fc.array(fc.record({ from: fc.nat({ max: 200 }), hours: fc.integer({ min: 1, max: 30 }) }), { maxLength: 3 }),
  })
  .map(({ perDay, sleeps, withdraw, closesAt, late }): Rate => {
    const rate = rateOf(perDay.length, HOUR, (day, hour) => {
      if (Math.floor(day) === perDay.length - 1 && hour >= closesAt) return 0;
      return Math.exp(perDay[Math.floor(day)] ?? 0) * (sleeps ? byNight(hour) : 1);
    });
    const counted = late.reduce(countedLate, rate);
    return withdraw ? withWithdrawals(counted) : counted;
  });

/**
 * A stream that stands still brings all signatures of some hours at once. For the observer it is as if all these people had
 * signed in the last of them. A fold moves sums, and changes none.
 */
function countedLate(rate: Rate, { from, hours }: { from: number; hours: number }): Rate {
  const end = Math.min(from + hours, rate.expected.length - 1);
  const waiting = rate.expected.slice(from, end).reduce((sum, n) => sum + n, 0);
  return {
    ...rate,
    expected: rate.expected.map((n, i) => (i < from || i > end ? n : i === end ? n + waiting : 0)),
  };
}

/** What is published of a country by day. */
export interface CountryHistory {
  /** How many people are expected to sign on each day. The first and the last may be short. */
  readonly perDay: readonly number[];
  /** How many more an attacker adds on a day, less those that withdraw. The observer knows all of them. */
  readonly own: (day: number) => number;
  /** Whether nobody signs elsewhere. */
  readonly isAlone: boolean;
}

/** What an attacker does on a day who has ten signatures a day. */
const attackers: readonly ((day: number) => number)[] = [
  () => 0,
  () => 10,
  (day) => (day % 2 === 0 ? 10 : -10),
  (day) => (day % 7 === 6 ? 10 : 0),
];

/** @param days the most days. */
export const anyCountry = (days: number): fc.Arbitrary<CountryHistory> =>
  fc
    .record({
      // From one signature a day to a hundred and fifty.
      rates: fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 3, maxLength: days }),
      opensAt: fc.integer({ min: 0, max: 23 }),
      closesAt: fc.integer({ min: 1, max: 24 }),
      attacker: fc.constantFrom(...attackers),
      withdraw: fc.boolean(),
      isAlone: fc.boolean(),
    })
    .map(({ rates, opensAt, closesAt, attacker, withdraw, isAlone }) => {
      const random = randomOf(7);
      const last = rates.length - 1;
      const part = (day: number) => (day === 0 ? (24 - opensAt) / 24 : day === last ? closesAt / 24 : 1);
      const perDay = rates.map((rate, day) => Math.exp(rate) * part(day));
      const withdrawn = perDay.map((_, day) => (withdraw ? poisson((perDay[day - 1] ?? 0) * 0.05, random) : 0));
      return { perDay, own: (day) => attacker(day) - (withdrawn[day] ?? 0), isAlone };
    });

/** A campaign of some weeks, of whose signers a share shows a name. */
export const anyNames: fc.Arbitrary<{ readonly rate: Rate; readonly share: number }> = fc
  .record({
    // From one signature a day to four hundred.
    perDay: fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 7, maxLength: 42 }),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    sleeps: fc.boolean(),
    withdraw: fc.boolean(),
    opensAt: fc.integer({ min: 0, max: 23 }),
    closesAt: fc.integer({ min: 1, max: 24 }),
  })
  .map(({ perDay, share, sleeps, withdraw, opensAt, closesAt }) => {
    const last = perDay.length - 1;
    const rate = rateOf(perDay.length, HOUR, (at, hour) => {
      const day = Math.floor(at);
      if ((day === 0 && hour < opensAt) || (day === last && hour >= closesAt)) return 0;
      return Math.exp(perDay[day] ?? 0) * (sleeps ? byNight(hour) : 1);
    });
    return { rate: withdraw ? withWithdrawals(rate) : rate, share };
  });
