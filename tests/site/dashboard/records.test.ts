import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { recordsOf } from '../../../functions/site/dashboard/records.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const dayOf = (ago: number) => isoTime(now - ago * DAY).slice(0, 10);
/** Days until yesterday, the oldest first; and what came today. */
const records = (perDay: number[], today = 0) =>
  recordsOf(
    {
      total: perDay.reduce((sum, n) => sum + n, today),
      byDay: perDay.map((signatures, i) => ({ day: dayOf(perDay.length - i), signatures })),
    },
    now,
  );

it('finds the strongest day, the first of equal ones', () => {
  expect(records([5, 9, 2, 9]).bestDay).toEqual({ day: dayOf(3), signatures: 9 });
  expect(records([0, -4]).bestDay).toBeUndefined();
});

it('finds the strongest seven days in a row, if there are more than seven', () => {
  expect(records([1, 1, 1, 1, 1, 1, 1]).bestWeek).toBeUndefined();
  expect(records([1, 1, 1, 1, 1, 1, 1, 9]).bestWeek).toEqual({ from: dayOf(7), until: dayOf(1), signatures: 15 });
});

it('finds the most days in a row on which the total grew', () => {
  expect(records([1, 0, 2, 2, 2, -1, 3, 3]).longestRun).toEqual({ from: dayOf(6), until: dayOf(4), days: 3 });
  expect(records([1, 1, 0, 1, 1]).longestRun).toBeUndefined();
});

it('sees days without a number, on which nothing was published', () => {
  const byDay = [
    { day: dayOf(9), signatures: 4 },
    { day: dayOf(8), signatures: 4 },
    { day: dayOf(3), signatures: 4 },
  ];
  expect(recordsOf({ total: 12, byDay }, now)).toEqual({
    bestDay: { day: dayOf(9), signatures: 4 },
    bestWeek: undefined,
    longestRun: undefined,
    half: { days: 2, of: 9 },
  });
});

it('says in how many days half of all signatures came', () => {
  expect(records([50, 10, 10, 10, 10, 10]).half).toEqual({ days: 1, of: 6 });
  expect(records([10, 10, 10, 10, 10, 51]).half).toEqual({ days: 6, of: 6 });
  expect(records([10], 90).half).toBeUndefined();
  expect(records([]).half).toBeUndefined();
});
