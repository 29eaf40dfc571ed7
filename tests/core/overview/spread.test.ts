import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadDays } from '../../../functions/core/overview/spread.ts';
import { DAY, dayName } from '../../../functions/core/running/clock.ts';

const OPENED = Date.parse('2026-01-01T00:00:00Z');
const opensAt = '2026-01-01T15:00:00Z';
/** @param steps day of the campaign, from 0, and by how much its number moved then. */
const byDayOf = (steps: readonly (readonly [number, number])[]) =>
  new Map(steps.map(([day, n]) => [dayName(OPENED + day * DAY), n]));
const spread = (
  steps: readonly (readonly [number, number])[],
  { publish = 'careful', from = 0, length = 10 }: { publish?: 'careful' | 'live'; from?: number; length?: number } = {},
) => spreadDays({ publish, opensAt }, byDayOf(steps), { from: OPENED + from * DAY, length });

it('counts a step equally on the days since the one before, or since the opening, in whole numbers', () => {
  expect(
    spread([
      [1, 8],
      [2, 5],
      [6, 10],
    ]),
  ).toEqual([4, 4, 5, 3, 2, 3, 2, 0, 0, 0]);
  expect(spread([[3, -4]])).toEqual([-1, -1, -1, -1, 0, 0, 0, 0, 0, 0]);
});

it('leaves the days of a live campaign as they are', () => {
  expect(
    spread(
      [
        [1, 8],
        [6, 10],
      ],
      { publish: 'live' },
    ),
  ).toEqual([0, 8, 0, 0, 0, 0, 10, 0, 0, 0]);
});

it('shows of a longer time the part that was asked for', () => {
  expect(
    spread(
      [
        [1, 8],
        [6, 10],
        [9, 3],
      ],
      { from: 4, length: 4 },
    ),
  ).toEqual([2, 2, 2, 1]);
});

it('takes steps in any order, and one from before the opening on its day', () => {
  expect(
    spread([
      [6, 10],
      [1, 8],
    ]),
  ).toEqual(
    spread([
      [1, 8],
      [6, 10],
    ]),
  );
  expect(
    spread(
      [
        [-2, 7],
        [1, 8],
      ],
      { from: -3 },
    ),
  ).toEqual([0, 7, 3, 2, 3, 0, 0, 0, 0, 0]);
});

it('keeps the sum of each step', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -900, max: 9_000 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(steps, (gaps) => {
      let day = -1;
      const moved = gaps.map(([gap, n]) => {
        const first = day + 1;
        day += gap;
        return { first, day, n };
      });
      const days = spread(
        moved.map((one) => [one.day, one.n] as const),
        { length: 1_100 },
      );
      for (const one of moved) {
        const some = days.slice(one.first, one.day + 1);
        expect(some.reduce((sum, n) => sum + n, 0)).toBe(one.n);
        expect(Math.max(...some) - Math.min(...some)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
