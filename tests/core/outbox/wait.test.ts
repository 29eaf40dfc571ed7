import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendQuota } from '../../../functions/core/outbox/send-quota.ts';
import { TOO_LONG, waitFor } from '../../../functions/core/outbox/wait.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { CONFIRMATION_LIFETIME } from '../../../functions/core/signatures/lifetimes.ts';

const waitOf = (waiting: number, quota: SendQuota, { isSlow = false, drawn = 0 } = {}) =>
  waitFor(waiting, { quota, isSlow, drawn });

it.each([
  [1, 59],
  [14, 839],
  [500, 29_999],
])('says nothing, at %d mails a second, while %d mails go within a minute', (perSecond, waiting) => {
  expect(waitOf(waiting, { perSecond })).toBeUndefined();
  expect(waitOf(waiting + 1, { perSecond })).toBe(2 * MINUTE);
});

it.each([
  [14, 6_000, 10 * MINUTE],
  [14, 20_000, 30 * MINUTE],
  [1, 3_600, 2 * HOUR],
  [14, 700_000, 18 * HOUR],
])('says, at %d mails a second with %d before it, a time that is round and no shorter', (perSecond, waiting, said) => {
  expect(waitOf(waiting, { perSecond })).toBe(said);
});

it('says a day if an e-mail does not fit into the rest of the day’s quota, at any rate', () => {
  const day = { most: 50_000, left: 100 };
  expect(waitOf(99, { perSecond: 500, day })).toBeUndefined();
  expect(waitOf(100, { perSecond: 500, day })).toBe(DAY);
  expect(waitOf(0, { perSecond: 500, day: { ...day, left: 0 } })).toBe(DAY);
  expect(waitOf(50_099, { perSecond: 500, day })).toBe(DAY);
  expect(waitOf(50_100, { perSecond: 500, day })).toBe(2 * DAY);
});

it('says that the wait is too long, if the link would expire before', () => {
  const day = { most: 200, left: 0 };
  expect(waitOf(200 * 5 - 1, { perSecond: 1, day })).toBe(5 * DAY);
  expect(waitOf(200 * 5, { perSecond: 1, day })).toBe(TOO_LONG);
  expect(waitOf(1e9, { perSecond: 1, day })).toBe(TOO_LONG);
  expect(TOO_LONG).toBeLessThan(CONFIRMATION_LIFETIME);
});

it('is never shorter than the queue needs, never longer for fewer e-mails, and one of few values', () => {
  const said = new Set<number | undefined>();
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const day = fc.option(fc.record({ most: fc.integer({ min: 1, max: 1e6 }), left: fc.nat(1e6) }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.nat(1e7),
      fc.double({ min: 0.1, max: 1_000, noNaN: true }),
      day,
      share,
      (waiting, perSecond, day, drawn) => {
        const wait = waitOf(waiting, { perSecond, day }, { drawn });
        said.add(wait);
        expect(wait ?? MINUTE).toBeGreaterThanOrEqual(Math.min(TOO_LONG, (waiting / perSecond) * 1_000));
        if (day && waiting >= day.left) expect(wait).toBeGreaterThanOrEqual(DAY);
        expect(waitOf(Math.floor(waiting / 2), { perSecond, day }, { drawn }) ?? 0).toBeLessThanOrEqual(wait ?? 0);
      },
    ),
    { numRuns: 2_000, seed: 5 },
  );
  expect(said.size).toBeGreaterThan(8);
  expect(said.size).toBeLessThan(25);
});

describe('one more e-mail in the queue', () => {
  it('changes nothing that is shown while e-mails go slowly, one a minute', () => {
    for (const perSecond of [1, 14, 500])
      for (let waiting = 0; waiting < 3_000; waiting++)
        expect(waitOf(waiting, { perSecond }, { isSlow: true, drawn: 1 })).toBe(2 * HOUR);
    // A day's quota that is used up is shown all the same.
    expect(waitOf(9, { perSecond: 14, day: { most: 200, left: 0 } }, { isSlow: true })).toBe(DAY);
  });

  it.each([
    [1, 0.08],
    [14, 0.006],
  ])(
    'moves a step at %d mails a second for a share of %d of the secret numbers at most, at any length',
    (perSecond, share) => {
      const draws = Array.from({ length: 2_000 }, (_, i) => i / 2_000);
      const most = (of: (drawn: number, waiting: number) => boolean, lengths: readonly number[]) =>
        Math.max(...lengths.map((waiting) => draws.filter((drawn) => of(drawn, waiting)).length / draws.length));
      const lengths = Array.from({ length: 400 }, (_, i) => Math.floor(perSecond * i));
      const moves = (drawn: number, waiting: number) =>
        waitOf(waiting, { perSecond }, { drawn }) !== waitOf(waiting + 1, { perSecond }, { drawn });
      expect(most(moves, lengths)).toBeLessThanOrEqual(share);
      expect(most(moves, lengths)).toBeGreaterThan(0);
      // With a number that everybody knows, one e-mail always moves some step.
      expect(lengths.some((waiting) => moves(0, waiting) || moves(0, waiting - 1))).toBe(true);
    },
  );
});
