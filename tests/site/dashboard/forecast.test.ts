import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { paceOf, reachOf, totalAt } from '../../../functions/site/dashboard/forecast.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
/** Days until yesterday, the oldest first. */
const days = (...perDay: number[]) =>
  perDay.map((signatures, i) => ({ day: isoTime(now - (perDay.length - i) * DAY).slice(0, 10), signatures }));
const same = (length: number, n: number) => Array.from({ length }, () => n);
const time = { now, opensAt: '2025-01-01T00:00:00Z' };
const pace = (...perDay: number[]) => paceOf({ byDay: days(...perDay) }, time);

it('knows the slowest, the latest and the fastest seven days of the last four weeks', () => {
  expect(pace(...same(14, 10))).toEqual({ slowest: 10, lately: 10, fastest: 10 });
  expect(pace(...same(7, 50), ...same(7, 10), ...same(7, 20))).toEqual({ slowest: 10, lately: 20, fastest: 50 });
  // A crowd five weeks ago does not come again.
  expect(pace(...same(7, 9_000), ...same(28, 5))).toEqual({ slowest: 5, lately: 5, fastest: 5 });
  // A campaign whose numbers move once a week has the same pace on each of its days.
  expect(pace(...same(4, 0).flatMap(() => [0, 0, 70, 0, 0, 0, 0]))).toEqual({ slowest: 10, lately: 10, fastest: 10 });
});

it('counts days without a change, and those on which the total fell', () => {
  const quiet = paceOf({ byDay: days(...same(14, 7)).slice(0, 7) }, time);
  expect(quiet).toEqual({ slowest: 0, lately: 0, fastest: 7 });
  expect(pace(...same(14, 0), ...same(7, -7))).toEqual({ slowest: -7, lately: -7, fastest: 0 });
});

it('says nothing before two weeks of numbers, counted from the first one and from the opening', () => {
  expect(pace(...same(13, 10))).toBeUndefined();
  expect(paceOf({ byDay: [] }, time)).toBeUndefined();
  const opened = (ago: number) => paceOf({ byDay: days(...same(60, 10)) }, { now, opensAt: isoTime(now - ago * DAY) });
  expect([opened(13), opened(14)]).toEqual([undefined, { slowest: 10, lately: 10, fastest: 10 }]);
});

const aim = { total: 1_000, target: 2_000, now, closesAt: undefined };
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
      const found = paceOf({ byDay: days(...perDay) }, time)!;
      expect(found.slowest).toBeLessThanOrEqual(found.lately);
      expect(found.lately).toBeLessThanOrEqual(found.fastest);
      const reach = (more: number) => reachOf(found, { total, target: total + more, now, closesAt: undefined });
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
      const { slowest, lately, fastest } = paceOf({ byDay: days(...perDay) }, time)!;
      const at = (perDay: number) => totalAt(total, perDay, { now, at: now + ahead * DAY });
      const totals = [total, at(slowest), at(lately), at(fastest)];
      expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    }),
  );
});
