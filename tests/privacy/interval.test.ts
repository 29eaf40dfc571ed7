import { expect, it } from 'vitest';
import { medianInterval } from './interval.ts';

/** As timing is spread: most near each other, some far off. */
const noise = () => -Math.log(1 - Math.random()) * (Math.random() < 0.05 ? 20 : 1);
const samples = (n: number, plus = 0) => Array.from({ length: n }, () => noise() - noise() + plus);

it('holds the true median in 99 of 100 runs', () => {
  const runs = Array.from({ length: 1_000 }, () => medianInterval(samples(301)));
  const missed = runs.filter(({ low, high }) => low > 0 || high < 0).length;
  expect(missed).toBeLessThan(25);
  expect(missed).toBeGreaterThan(0);
});

it('moves with the measured value', () => {
  const { low, median, high } = medianInterval(samples(2_001, 1));
  expect(low).toBeGreaterThan(0.7);
  expect(high).toBeLessThan(1.3);
  expect(median).toBeGreaterThan(low);
});

it('shows nothing from few samples', () => {
  expect(medianInterval([1, 1, 1]).high).toBe(Number.POSITIVE_INFINITY);
});
