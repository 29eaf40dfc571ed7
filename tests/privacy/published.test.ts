import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { countryRatios, likelihoodRatios, type Rate } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';
import { sample } from '../support/samples.ts';
import { anyCountry, anyHistory, byNight, rateOf, SEED, withWithdrawals } from './histories.ts';
import { type Bar, barOf } from './ratios.ts';

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
const SIGNERS = sample({ quick: 80, whole: 300 });

function bar(ratiosOf: () => readonly number[], signers = SIGNERS): Bar {
  const ratios: number[] = [];
  for (let round = 0; round < 200 && ratios.length < signers; round++) ratios.push(...ratiosOf());
  expect(ratios.length).toBeGreaterThanOrEqual(signers);
  return barOf(ratios);
}

it.each(histories)('tells an observer of a visit next to nothing by the total: %s', (_, rate) => {
  const random = randomOf(20261128);
  const { mean, worst } = bar(() => likelihoodRatios(rate, 100, random));
  expect(mean).toBeLessThanOrEqual(1.1);
  expect(worst).toBeLessThanOrEqual(2);
});

it('tells an observer of a visit next to nothing by the total: histories by chance', () => {
  const random = randomOf(SEED);
  const histories = fc.sample(anyHistory, { numRuns: sample({ quick: 10, whole: 40 }), seed: SEED });
  const { mean, worst, count } = barOf(histories.flatMap((rate) => likelihoodRatios(rate, 40, random)));
  // A history in which no crowd signs shows nothing.
  expect(count).toBeGreaterThan(histories.length * 10);
  expect(mean).toBeLessThanOrEqual(1.1);
  expect(worst).toBeLessThanOrEqual(2);
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

it('tells an observer of a visit next to nothing by the number of a country: histories by chance', () => {
  const random = randomOf(SEED);
  const size = sample({ quick: { numRuns: 5, days: 7 }, whole: { numRuns: 40, days: 21 } });
  const histories = fc.sample(anyCountry(size.days), { numRuns: size.numRuns, seed: SEED });
  const { mean, worst, count } = barOf(histories.flatMap((country) => countryRatios(country.perDay, random, country)));
  expect(count).toBeGreaterThan(20 * histories.length);
  expect(mean).toBeLessThanOrEqual(1.25);
  expect(worst).toBeLessThanOrEqual(2);
});

it('tells more by a live total, as the campaign file warns', () => {
  const random = randomOf(20261128);
  // Even if it moved only each hour.
  const rate: Rate = { ...rateOf(10, HOUR, (_, hour) => 100 * byNight(hour)), isLive: true };
  expect(bar(() => likelihoodRatios(rate, 100, random), 300).mean).toBeGreaterThan(1.15);
});
