import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { countryRatios, likelihoodRatios, poisson, type Rate } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';
import { sample } from '../support/samples.ts';

/** People sign by day: at night a twelfth of them. */
const DAYTIME = [...Array(6).fill(0.08), ...Array(3).fill(0.5), ...Array(9).fill(0.8), ...Array(6).fill(1)];
const AVERAGE = DAYTIME.reduce((sum, n) => sum + n, 0) / 24;
const byNight = (hour: number): number => DAYTIME[Math.floor(hour) % 24] / AVERAGE;

const rateOf = (days: number, slot: number, perDay: (day: number, hour: number) => number): Rate => ({
  slot,
  expected: Array.from({ length: (days * DAY) / slot }, (_, i) => {
    const hour = (i * slot) / HOUR;
    return (perDay(hour / 24, hour % 24) * slot) / DAY;
  }),
});

/** Five of a hundred withdraw, a day later. */
const withWithdrawals = (rate: Rate): Rate => {
  const random = randomOf(7);
  const later = DAY / rate.slot;
  return { ...rate, withdrawn: rate.expected.map((_, i) => poisson((rate.expected[i - later] ?? 0) * 0.05, random)) };
};

const histories: readonly [string, Rate][] = [
  ['3 a day', rateOf(42, 6 * HOUR, () => 3)],
  ['5 a week', rateOf(140, DAY, () => 5 / 7)],
  ['8 a day, fewer by night', rateOf(28, HOUR, (_, hour) => 8 * byNight(hour))],
  ['30 a day, fewer by night', rateOf(21, HOUR, (_, hour) => 30 * byNight(hour))],
  ['100 a day, fewer by night', rateOf(10, HOUR, (_, hour) => 100 * byNight(hour))],
  ['250 a day, fewer by night', rateOf(7, HOUR, (_, hour) => 250 * byNight(hour))],
  ['100 a day, and 5 of them withdraw', withWithdrawals(rateOf(10, HOUR, (_, hour) => 100 * byNight(hour)))],
  ['1,000 a day, fewer by night', rateOf(4, 10 * MINUTE, (_, hour) => 1_000 * byNight(hour))],
  ['20,000 a day', rateOf(1, MINUTE, () => 20_000)],
  [
    'a launch with 2,000 on the first day, then half as many each day',
    rateOf(14, 10 * MINUTE, (day, hour) => 2_000 * 0.5 ** day * byNight(hour)),
  ],
  ['a quiet month before a news report', rateOf(28, HOUR, (day, hour) => (day < 20 ? 2 : 300) * byNight(hour))],
];

/** How many signers the observer guesses about in each history. */
const SIGNERS = sample({ quick: 120, whole: 600 });

/** The mean of the likelihood ratios, and that of the unluckiest signer of a hundred. */
function bar(ratiosOf: () => readonly number[], signers = SIGNERS): { mean: number; worst: number } {
  const ratios: number[] = [];
  for (let round = 0; round < 200 && ratios.length < signers; round++) ratios.push(...ratiosOf());
  expect(ratios.length).toBeGreaterThanOrEqual(signers);
  ratios.sort((a, b) => a - b);
  return {
    mean: ratios.reduce((sum, n) => sum + n, 0) / ratios.length,
    worst: ratios[Math.floor(ratios.length * 0.99)] ?? Number.NaN,
  };
}

it.each(histories)('tells an observer of a visit next to nothing by the total: %s', (_, rate) => {
  const random = randomOf(20261128);
  const { mean, worst } = bar(() => likelihoodRatios(rate, 100, random));
  expect(mean).toBeLessThanOrEqual(1.1);
  expect(worst).toBeLessThanOrEqual(2);
});

const SEED = 20261128;

/**
 * Days of any rate, of which some are quiet and some loud; with nights or without; some withdraw; the last day may be
 * short; a part is counted late.
 */
const anyHistory = fc
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

it('tells an observer of a visit next to nothing by the total: histories by chance', () => {
  const random = randomOf(SEED);
  const ratios: number[] = [];
  const histories = fc.sample(anyHistory, { numRuns: sample({ quick: 20, whole: 150 }), seed: SEED });
  for (const rate of histories) ratios.push(...likelihoodRatios(rate, 40, random));
  // A history in which no crowd signs shows nothing.
  expect(ratios.length).toBeGreaterThan(histories.length * 10);
  ratios.sort((a, b) => a - b);
  expect(ratios.reduce((sum, n) => sum + n, 0) / ratios.length).toBeLessThanOrEqual(1.1);
  expect(ratios[Math.floor(ratios.length * 0.99)]).toBeLessThanOrEqual(2);
});

it.each([
  ['15 a day, weekly', Array(28).fill(15)],
  ['30 a day', Array(6).fill(30)],
  ['60 a day', Array(5).fill(60)],
  ['200 on the first day, then half as many each day', [200, 100, 50, 25, 12, 6]],
])('tells an observer of a visit next to nothing by the number of a country: %s', (_, perDay) => {
  const random = randomOf(20261128);
  const { mean, worst } = bar(() => countryRatios(perDay, random), 2_000);
  expect(mean).toBeLessThanOrEqual(1.25);
  expect(worst).toBeLessThanOrEqual(2);
});

it('tells more by a live total, as the campaign file warns', () => {
  const random = randomOf(20261128);
  // Even if it moved only each hour.
  const rate: Rate = { ...rateOf(10, HOUR, (_, hour) => 100 * byNight(hour)), isLive: true };
  expect(bar(() => likelihoodRatios(rate, 100, random), 300).mean).toBeGreaterThan(1.15);
});
