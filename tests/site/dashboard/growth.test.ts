import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { growthOf } from '../../../functions/site/dashboard/growth.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
/** A campaign that grew as much on each day until yesterday, and its goal. */
const counts = (perDay: number[], goal: number) => ({
  total: perDay.reduce((sum, n) => sum + n, 0),
  goal,
  byDay: perDay.map((signatures, i) => ({ day: isoTime(now - (perDay.length - i) * DAY).slice(0, 10), signatures })),
});
const campaign = { now, opensAt: '2026-01-01T00:00:00Z' };

it('shows yesterday, and the pace of the last week and of the week before', () => {
  const growth = growthOf(counts([900, 100, 70, 70, 70, 70, 70, 70, 140], 2_120), campaign);
  expect(growth).toEqual({ yesterday: 140, perDay: 80, perDayBefore: 1_000 / 7 });
});

it('counts days without a change, since the campaign opened', () => {
  expect(growthOf(counts([50, 0], 10_000), campaign).perDay).toBeCloseTo(50 / 7);
  const opened = { ...campaign, opensAt: '2026-03-08T18:00:00Z' };
  expect(growthOf(counts([50, 0], 10_000), opened)).toMatchObject({ yesterday: 0, perDay: 25 });
});

it('shows no pace before a day is over', () => {
  const opened = { ...campaign, opensAt: '2026-03-10T00:00:00Z' };
  expect(growthOf(counts([], 100), opened)).toEqual({ yesterday: 0, perDay: undefined, perDayBefore: undefined });
});
