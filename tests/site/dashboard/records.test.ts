import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { knownDays } from '../../../functions/site/dashboard/days.ts';
import { recordsOf } from '../../../functions/site/dashboard/records.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const dayOf = (ago: number) => isoTime(now - ago * DAY).slice(0, 10);
interface Campaign {
  /** Until yesterday, the oldest first. Undefined: no number moved. */
  readonly perDay: readonly (number | undefined)[];
  readonly today?: number;
  /** How many days before its first one the campaign opened. */
  readonly before?: number;
  readonly publish?: 'careful' | 'live';
  /** How many days ago it closed. */
  readonly closed?: number;
}
const recordsIn = ({ perDay, today = 0, before = 0, publish = 'live', closed }: Campaign) => {
  const byDay = perDay.flatMap((signatures, i) =>
    signatures === undefined ? [] : [{ day: dayOf(perDay.length - i), signatures }],
  );
  const opensAt = isoTime(now - (perDay.length + before) * DAY);
  const total = byDay.reduce((sum, { signatures }) => sum + signatures, today);
  const closesAt = closed === undefined ? undefined : isoTime(now - closed * DAY);
  return recordsOf(knownDays({ opensAt, closesAt, publish }, { byDay }, now), total);
};
const records = (perDay: number[], today = 0) => recordsIn({ perDay, today });

it('finds the strongest day, the first of equal ones', () => {
  expect(records([5, 9, 2, 9]).bestDay).toEqual({ day: dayOf(3), signatures: 9 });
  expect(records([0, -4]).bestDay).toBeUndefined();
});

it('finds the strongest seven days in a row, if there are more than seven', () => {
  expect(records([1, 1, 1, 1, 1, 1, 1]).bestWeek).toBeUndefined();
  expect(records([1, 1, 1, 1, 1, 1, 1, 9]).bestWeek).toEqual({
    ...{ from: dayOf(7), until: dayOf(1), signatures: 15 },
    // 16 in 8 days.
    ...{ usual: 14, of: 8 },
  });
});

it('finds the most days in a row on which the total grew', () => {
  expect(records([1, 0, 2, 2, 2, -1, 3, 3]).longestRun).toEqual({ from: dayOf(6), until: dayOf(4), days: 3 });
  expect(records([1, 1, 0, 1, 1]).longestRun).toBeUndefined();
});

const none = undefined;

it('sees days without a number, on which nothing was published', () => {
  const perDay = [4, 4, none, none, none, none, 4, none, none];
  expect(recordsIn({ perDay })).toEqual({
    bestDay: { day: dayOf(9), signatures: 4 },
    steepest: { from: dayOf(9), until: dayOf(9), perDay: 4 },
    bestWeek: { from: dayOf(9), until: dayOf(3), signatures: 12, usual: expect.closeTo(84 / 9), of: 9 },
    longestRun: undefined,
    half: { days: 2, of: 9 },
  });
});

it('speaks of no day, week or run that a step of several days may beat', () => {
  const perDay = [30, none, none, 94, 30, 30, 30, 30, 30, 30];
  expect(recordsIn({ perDay, publish: 'careful' })).toEqual({
    ...{ bestDay: undefined, bestWeek: undefined, longestRun: undefined },
    // Not the step of 94, which stands for three days.
    steepest: { from: dayOf(9), until: dayOf(7), perDay: 94 / 3 },
    half: { days: 5, of: 10 },
  });
  // The first number may stand for the days since the opening.
  expect(recordsIn({ perDay: [40, 30, 30], before: 3, publish: 'careful' })).toMatchObject({
    ...{ bestDay: undefined, longestRun: undefined },
    half: { days: 5, of: 6 },
  });
});

it('speaks of those that no step of several days can beat', () => {
  const daily = Array.from({ length: 8 }, (_, i) => 100 + i);
  const careful = recordsIn({ perDay: [30, none, 40, ...daily, none], publish: 'careful' });
  expect(careful).toEqual({
    bestDay: { day: dayOf(2), signatures: 107 },
    steepest: { from: dayOf(2), until: dayOf(2), perDay: 107 },
    bestWeek: { from: dayOf(8), until: dayOf(2), signatures: 728, usual: expect.closeTo((898 * 7) / 11), of: 11 },
    longestRun: undefined,
    half: { days: 7, of: 12 },
  });
  expect(recordsIn({ perDay: daily, publish: 'careful' })).toEqual(recordsIn({ perDay: daily }));
});

it('says in how many days half of all signatures came', () => {
  expect(records([50, 10, 10, 10, 10, 10]).half).toEqual({ days: 1, of: 6 });
  expect(records([10, 10, 10, 10, 10, 51]).half).toEqual({ days: 6, of: 6 });
  expect(records([10], 90).half).toBeUndefined();
  expect(records([]).half).toBeUndefined();
});

it.each(['careful', 'live'] as const)('counts the days of a %s campaign that has closed until it closed', (publish) => {
  const steady = (closed: number) => {
    const perDay = [...Array.from({ length: 20 }, () => 10), ...Array.from({ length: closed - 1 }, () => undefined)];
    return recordsIn({ perDay, publish, closed });
  };
  // The day on which it closed is over, and is its last one.
  expect(steady(1).half).toEqual({ days: 10, of: 20 });
  expect(steady(400)).toMatchObject({ half: { days: 10, of: 20 }, longestRun: { days: 20 } });
});
