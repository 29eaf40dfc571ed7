import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TOO_LONG, waitFor } from '../../../functions/core/outbox/wait.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { CONFIRMATION_LIFETIME } from '../../../functions/core/signatures/lifetimes.ts';

it.each([
  [1, 59],
  [14, 839],
  [500, 29_999],
])('says nothing, at %d mails a second, while %d mails go within a minute', (perSecond, waiting) => {
  expect(waitFor(waiting, { perSecond })).toBeUndefined();
  expect(waitFor(waiting + 1, { perSecond })).toBe(2 * MINUTE);
});

it.each([
  [14, 6_000, 10 * MINUTE],
  [14, 20_000, 30 * MINUTE],
  [1, 3_600, 2 * HOUR],
  [14, 700_000, 18 * HOUR],
])('says, at %d mails a second with %d before it, a time that is round and no shorter', (perSecond, waiting, said) => {
  expect(waitFor(waiting, { perSecond })).toBe(said);
});

it('says a day if an e-mail does not fit into the rest of the day’s quota, at any rate', () => {
  const day = { most: 50_000, left: 100 };
  expect(waitFor(99, { perSecond: 500, day })).toBeUndefined();
  expect(waitFor(100, { perSecond: 500, day })).toBe(DAY);
  expect(waitFor(0, { perSecond: 500, day: { ...day, left: 0 } })).toBe(DAY);
  expect(waitFor(50_099, { perSecond: 500, day })).toBe(DAY);
  expect(waitFor(50_100, { perSecond: 500, day })).toBe(2 * DAY);
});

it('says that the wait is too long, if the link would expire before', () => {
  const day = { most: 200, left: 0 };
  expect(waitFor(200 * 5 - 1, { perSecond: 1, day })).toBe(5 * DAY);
  expect(waitFor(200 * 5, { perSecond: 1, day })).toBe(TOO_LONG);
  expect(waitFor(1e9, { perSecond: 1, day })).toBe(TOO_LONG);
  expect(TOO_LONG).toBeLessThan(CONFIRMATION_LIFETIME);
});

it('is never shorter than the queue needs, never longer for fewer e-mails, and one of few values', () => {
  const said = new Set<number | undefined>();
  const day = fc.option(fc.record({ most: fc.integer({ min: 1, max: 1e6 }), left: fc.nat(1e6) }), { nil: undefined });
  fc.assert(
    fc.property(fc.nat(1e7), fc.double({ min: 0.1, max: 1_000, noNaN: true }), day, (waiting, perSecond, day) => {
      const wait = waitFor(waiting, { perSecond, day });
      said.add(wait);
      expect(wait ?? MINUTE).toBeGreaterThanOrEqual(Math.min(TOO_LONG, (waiting / perSecond) * 1_000));
      if (day && waiting >= day.left) expect(wait).toBeGreaterThanOrEqual(DAY);
      expect(waitFor(Math.floor(waiting / 2), { perSecond, day }) ?? 0).toBeLessThanOrEqual(wait ?? 0);
    }),
    { numRuns: 2_000, seed: 5 },
  );
  expect(said.size).toBeGreaterThan(8);
  expect(said.size).toBeLessThan(25);
});
