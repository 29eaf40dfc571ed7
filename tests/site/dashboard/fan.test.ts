import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { fanOf } from '../../../functions/site/dashboard/fan.ts';
import { sample } from '../../ui/sample.ts';

const today = Date.parse('2026-03-10T00:00:00Z');
const pace = { slowest: 10, lately: 20, fastest: 40 };
const fan = ({
  total = 600,
  goal = 1_000,
  closesAt = undefined as string | undefined,
  days = 400,
  paces = pace,
} = {}) => {
  const counts = { total, goal, byDay: [], byCountry: [], asOf: '', nextAt: '' };
  const facts = { pace: paces } as Parameters<typeof fanOf>[0]['facts'];
  const drawn = fanOf(
    { campaign: sample({ closesAt }), status: 'open', counts, facts },
    { from: today - days * DAY, known: today, today },
  );
  return drawn && { days: (drawn.until - today) / DAY, ...drawn.lines((moment) => (moment - today) / DAY) };
};

it('opens from the slowest to the fastest pace, with the latest between, and ends soon after the slowest is there', () => {
  // 400 are missing: 10, 20 and 40 days.
  expect(fan()).toEqual({
    days: 42,
    slowest: [
      { at: 40, value: 1_000 },
      { at: 42, value: 1_000 },
    ],
    likely: [
      { at: 20, value: 1_000 },
      { at: 42, value: 1_000 },
    ],
    fastest: [
      { at: 10, value: 1_000 },
      { at: 42, value: 1_000 },
    ],
  });
});

it('takes half of the time that it looks back on at most, a week at least, and ends when the campaign does', () => {
  const of = (drawn: ReturnType<typeof fan>) => drawn && [drawn.days, drawn.slowest, drawn.likely, drawn.fastest];
  const at = (days: number, value: number) => [{ at: days, value }];
  expect(of(fan({ days: 50, goal: 9_000 }))).toEqual([25, at(25, 850), at(25, 1_100), at(25, 1_600)]);
  expect(of(fan({ days: 20, goal: 9_000 }))).toEqual([14, at(14, 740), at(14, 880), at(14, 1_160)]);
  expect(fan({ total: 990 })?.days).toBe(7);
  const closesAt = isoTime(today + 8 * DAY);
  expect(of(fan({ closesAt }))).toEqual([8, at(8, 680), at(8, 760), at(8, 920)]);
});

it('stays where it is at a pace that falls, and is not there if no pace grows or the campaign is about to close', () => {
  expect(fan({ paces: { slowest: -5, lately: 0, fastest: 4 }, days: 50 })).toMatchObject({
    ...{ slowest: [{ at: 25, value: 600 }], likely: [{ at: 25, value: 600 }], fastest: [{ at: 25, value: 700 }] },
  });
  expect(fan({ paces: { slowest: 0, lately: 0, fastest: 0 } })).toBeUndefined();
  expect(fan({ closesAt: isoTime(today + DAY / 2) })).toBeUndefined();
});
