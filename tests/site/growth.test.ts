import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import { growthOf } from '../../functions/site/growth.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
/** Counts with as many signatures on each day until now, at noon. */
const counts = (perDay: number[], goal: number) => ({
  total: perDay.reduce((sum, n) => sum + n, 0),
  goal,
  byCountry: [],
  byHour: perDay.map((signatures, i) => ({
    hour: isoTime(now - (perDay.length - 1 - i) * DAY).replace('.000', ''),
    signatures,
  })),
  asOf: isoTime(now),
});

it('shows the last day, the pace of the last week, and when it leads to the goal', () => {
  const growth = growthOf(counts([900, 100, 70, 70, 70, 70, 70, 70, 70], 1_560), { now, closesAt: undefined });
  expect(growth).toEqual({ lastDay: 140, perDay: 84.28571428571429, goalAt: expect.any(String) });
  expect((Date.parse(growth.goalAt ?? '') - now) / DAY).toBeCloseTo(70 / 84.2857, 3);
});

it('shows no pace before a day has passed', () => {
  expect(growthOf(counts([9], 100), { now: now + DAY / 2, closesAt: undefined })).toEqual({
    lastDay: 9,
    perDay: undefined,
    goalAt: undefined,
  });
});

it('foresees no day beyond the campaign, beyond two years, or after the goal', () => {
  const steady = counts([10, 10, 10, 10], 1_000);
  expect(growthOf(steady, { now, closesAt: undefined }).goalAt).toBeDefined();
  expect(growthOf(steady, { now, closesAt: isoTime(now + 10 * DAY) }).goalAt).toBeUndefined();
  expect(growthOf({ ...steady, goal: 1_000_000 }, { now, closesAt: undefined }).goalAt).toBeUndefined();
  expect(growthOf({ ...steady, goal: 40 }, { now, closesAt: undefined }).goalAt).toBeUndefined();
  expect(growthOf(steady, { now: now + 30 * DAY, closesAt: undefined })).toMatchObject({
    lastDay: 0,
    perDay: 0,
    goalAt: undefined,
  });
});
