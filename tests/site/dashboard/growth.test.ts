import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { knownDays } from '../../../functions/site/dashboard/days.ts';
import { growthOf } from '../../../functions/site/dashboard/growth.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
type Publish = 'careful' | 'live';
/** The growth of a campaign that was published so much of on each day until yesterday. Undefined: no number moved. */
const growth = (perDay: (number | undefined)[], open: number, publish: Publish = 'live') => {
  const byDay = perDay.flatMap((signatures, i) =>
    signatures === undefined ? [] : [{ day: isoTime(now - (perDay.length - i) * DAY).slice(0, 10), signatures }],
  );
  return growthOf(
    knownDays({ opensAt: isoTime(now - open * DAY), closesAt: undefined, publish }, { byDay }, now),
    open,
  );
};

it('shows yesterday, and the pace of the last week and of the week before', () => {
  expect(growth([900, 100, 70, 70, 70, 70, 70, 70, 140], 60)).toEqual({
    ...{ yesterday: 140, perDay: 80, perDayBefore: 1_000 / 7 },
  });
});

it('counts days without a change, since the campaign opened', () => {
  expect(growth([50, undefined], 60).perDay).toBeCloseTo(50 / 7);
  expect(growth([50, undefined], 2)).toMatchObject({ yesterday: 0, perDay: 25 });
});

it('shows no pace before a day is over', () => {
  expect(growth([], 0)).toEqual({ yesterday: 0, perDay: undefined, perDayBefore: undefined });
});

it('says nothing of days on which the number of a careful campaign rested', () => {
  const daily = Array.from({ length: 15 }, () => 40);
  expect(growth(daily, 15, 'careful')).toEqual({ yesterday: 40, perDay: 40, perDayBefore: 40 });
  const without = (...ago: number[]) => daily.map((n, i) => (ago.includes(daily.length - i) ? undefined : n));
  // A step of two days, yesterday's among them.
  expect(growth(without(2), 15, 'careful')).toEqual({ yesterday: undefined, perDay: (40 * 6) / 7, perDayBefore: 40 });
  // The number waits.
  expect(growth(without(1), 15, 'careful')).toEqual({ yesterday: undefined, perDay: undefined, perDayBefore: 40 });
  // A step that reaches into both weeks.
  expect(growth(without(8), 15, 'careful')).toMatchObject({
    yesterday: 40,
    perDay: undefined,
    perDayBefore: undefined,
  });
});
