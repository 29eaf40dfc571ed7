import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growthLately } from '../../../functions/core/overview/days.ts';
import { gainedInWeek, trendOf } from '../../../functions/core/overview/trending.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { entryAt } from '../../support/entry.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');
const trend = (total: number, ...lately: number[]) => trendOf(entryAt(NOW, { total, lately }), NOW);

it('lets neither the largest campaign lead always nor the smallest', () => {
  const large = trend(1_000_000, 500, 500, 500, 500, 500, 500, 500);
  const growing = trend(5_000, 200, 200, 200, 200, 200, 200, 200);
  const tiny = trend(20, 0, 0, 0, 0, 0, 0, 20);
  expect(growing).toBeGreaterThan(large);
  expect(growing).toBeGreaterThan(tiny);
  expect(trend(1_000_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000)).toBeGreaterThan(growing);
});

it('needs twice the gain at four times the size', () => {
  expect(trend(4_000 - 500 + 200, 200)).toBeCloseTo(2 * trend(16_000 - 500 + 200, 200), 10);
});

it('counts a day half as much three days later, and not at all after a week', () => {
  const of = (days: number) => trendOf(entryAt(NOW, { total: 1_100, lately: [100] }), NOW + days * DAY);
  expect(of(3)).toBeCloseTo(of(0) / 2, 10);
  expect(of(6)).toBeGreaterThan(0);
  expect([of(7), of(40)]).toEqual([0, 0]);
});

it('does not count withdrawals as a gain', () => {
  expect(trend(1_000, -50, 20)).toBe(0);
});

it('is never negative and always a number, whatever was published', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.integer({ min: -9_999, max: 9_999 }), { maxLength: 28 }), (total, days) => {
      expect(trend(total, ...days)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('says what was gained in the last seven days that are over', () => {
  expect(gainedInWeek(entryAt(NOW, { total: 90, lately: [1_000, 1, 2, 3, 4, 5, 6, 7] }), NOW)).toBe(28);
});

it('reads days of numbers that were read some days ago as what they are', () => {
  const { numbers } = entryAt(NOW, { lately: [5, 7] });
  expect(growthLately(numbers, NOW).slice(-3)).toEqual([0, 5, 7]);
  expect(growthLately(numbers, NOW + 2 * DAY).slice(-4)).toEqual([5, 7, 0, 0]);
  expect(growthLately(numbers, NOW + 400 * DAY)).toEqual(Array(28).fill(0));
  // A clock that was put back shows no day twice.
  expect(growthLately(numbers, NOW - DAY)).toEqual(numbers.lately);
});
