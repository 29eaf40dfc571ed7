import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { knownDays } from '../../../functions/site/dashboard/days.ts';
import { paceOf, reachOf, totalAt } from '../../../functions/site/dashboard/forecast.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
/** Days until yesterday, the oldest first. */
const days = (...perDay: number[]) =>
  perDay.map((signatures, i) => ({ day: isoTime(now - (perDay.length - i) * DAY).slice(0, 10), signatures }));
const same = (length: number, n: number) => Array.from({ length }, () => n);
interface Shown {
  readonly publish?: 'careful' | 'live';
  readonly opensAt?: string;
}
/** The pace of a campaign with such days. Of a careful one only those on which the number moved are published. */
const paceFrom = (all: ReturnType<typeof days>, { publish = 'live', opensAt = '2025-01-01T00:00:00Z' }: Shown = {}) => {
  const byDay = publish === 'live' ? all : all.filter(({ signatures }) => signatures !== 0);
  return paceOf(knownDays({ opensAt, closesAt: undefined, publish }, { byDay }, now));
};
const pace = (...perDay: number[]) => paceFrom(days(...perDay));
const careful = (...perDay: number[]) =>
  paceFrom(days(...perDay), { publish: 'careful', opensAt: isoTime(now - perDay.length * DAY) });

it('knows the slowest, the latest and the fastest seven days of the last four weeks', () => {
  expect(pace(...same(14, 10))).toEqual({ slowest: 10, lately: 10, fastest: 10 });
  expect(pace(...same(7, 50), ...same(7, 10), ...same(7, 20))).toEqual({ slowest: 10, lately: 20, fastest: 50 });
  // A crowd five weeks ago does not come again.
  expect(pace(...same(7, 9_000), ...same(28, 5))).toEqual({ slowest: 5, lately: 5, fastest: 5 });
  // A campaign whose numbers move once a week has the same pace on each of its days.
  expect(careful(...same(4, 0).flatMap(() => [0, 0, 0, 0, 0, 0, 70]))).toEqual({
    slowest: 10,
    lately: 10,
    fastest: 10,
  });
});

it('counts days without a change, and those on which the total fell', () => {
  const quiet = paceFrom(days(...same(14, 7)).slice(0, 7));
  expect(quiet).toEqual({ slowest: 0, lately: 0, fastest: 7 });
  expect(pace(...same(14, 0), ...same(7, -7))).toEqual({ slowest: -7, lately: -7, fastest: 0 });
});

it('says nothing before two weeks of numbers, counted from the first one and from the opening', () => {
  expect(pace(...same(13, 10))).toBeUndefined();
  expect(paceFrom([])).toBeUndefined();
  const opened = (ago: number) => paceFrom(days(...same(60, 10)), { opensAt: isoTime(now - ago * DAY) });
  expect([opened(13), opened(14)]).toEqual([undefined, { slowest: 10, lately: 10, fastest: 10 }]);
});

it('spreads a step of several days over all of them, and looks no further than the numbers reach', () => {
  // 203 in twenty days: about ten a day, neither none for a week nor all of them on one day.
  const found = careful(...same(10, 20), ...same(19, 0), 203, ...same(7, 0))!;
  expect(found.slowest).toBeCloseTo(203 / 20, 10);
  expect(found.lately).toBeCloseTo(203 / 20, 10);
  expect(found.fastest).toBeCloseTo(20, 10);
  // A live number that rests shows that nobody signed.
  expect(pace(...same(10, 20), ...same(19, 0), 203, ...same(7, 0))).toEqual({ slowest: 0, lately: 0, fastest: 29 });
});

it('knows no pace of a careful campaign before two weeks of numbers, nor after two weeks without one', () => {
  expect(careful(...same(13, 0), 280)).toBeUndefined();
  expect(careful(...same(14, 20))).toBeDefined();
  expect(careful(...same(14, 20), ...same(14, 0))).toBeDefined();
  expect(careful(...same(14, 20), ...same(15, 0))).toBeUndefined();
});

it('finds in a careful campaign no week slower or faster than its real ones can be', () => {
  const gapped = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 40 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(gapped, (steps) => {
      const perDay = steps.flatMap(([rate, length]) => [...same(length - 1, 0), rate * length]);
      const found = careful(...perDay);
      const rates = steps.map(([rate]) => rate);
      if (!found) return;
      expect(found.slowest).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-6);
      expect(found.fastest).toBeLessThanOrEqual(Math.max(...rates) + 1e-6);
    }),
  );
});

const aim = { total: 1_000, known: now, target: 2_000, now, closesAt: undefined };
const known = { slowest: 50, lately: 100, fastest: 200 };

it('says between which moments a number is reached', () => {
  expect(reachOf(known, aim)).toEqual({ earliest: now + 5 * DAY, likely: now + 10 * DAY, latest: now + 20 * DAY });
});

it('leaves out what no pace leads to: never, after the closing, and after two years', () => {
  expect(reachOf({ slowest: -3, lately: 0, fastest: 200 }, aim)).toEqual({ earliest: now + 5 * DAY });
  expect(reachOf(known, { ...aim, closesAt: isoTime(now + 12 * DAY) })).toEqual({
    ...{ earliest: now + 5 * DAY, likely: now + 10 * DAY },
  });
  expect(reachOf(known, { ...aim, closesAt: isoTime(now + 4 * DAY) })).toBeUndefined();
  expect(reachOf(known, { ...aim, target: 1_000 + 200 * 730 })?.earliest).toBe(now + 730 * DAY);
  expect(reachOf(known, { ...aim, target: 1_001 + 200 * 730 })).toBeUndefined();
  expect(reachOf(known, { ...aim, target: 1_000 })).toBeUndefined();
  expect(reachOf(known, { ...aim, target: 900 })).toBeUndefined();
});

const series = fc.array(fc.integer({ min: -50, max: 5_000 }), { minLength: 14, maxLength: 80 });

it('has its point within its range, no moment before now, and the earlier the fewer are missing', () => {
  fc.assert(
    fc.property(series, fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (perDay, total, missing) => {
      const found = pace(...perDay)!;
      expect(found.slowest).toBeLessThanOrEqual(found.lately);
      expect(found.lately).toBeLessThanOrEqual(found.fastest);
      const reach = (more: number) =>
        reachOf(found, { total, known: now, target: total + more, now, closesAt: undefined });
      const [near, far] = [reach(missing), reach(missing + 1)];
      for (const one of [near, far]) {
        const moments = [now, one?.earliest, one?.likely, one?.latest].filter((at) => at !== undefined);
        expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      }
      for (const part of ['earliest', 'likely', 'latest'] as const)
        expect(near?.[part] ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(far?.[part] ?? Number.POSITIVE_INFINITY);
      expect(near === undefined && far !== undefined).toBe(false);
    }),
  );
});

it('never expects fewer signatures than there are, nor more from a slower pace', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), series, fc.integer({ min: -100, max: 900 }), (total, perDay, ahead) => {
      const { slowest, lately, fastest } = pace(...perDay)!;
      const at = (perDay: number) => totalAt(total, perDay, { known: now, at: now + ahead * DAY });
      const totals = [total, at(slowest), at(lately), at(fastest)];
      expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    }),
  );
});
