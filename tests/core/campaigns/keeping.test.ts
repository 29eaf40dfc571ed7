import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identitiesKeptUntil, KEEP_MONTHS_BOUNDS } from '../../../functions/core/campaigns/keeping.ts';

const keptUntil = (closesAt: string, keepMonths: number): string =>
  new Date(identitiesKeptUntil({ closesAt, keepMonths }, 6) ?? Number.NaN).toISOString();

it.each([
  ['2026-01-15T10:30:00.000Z', 6, '2026-07-15T10:30:00.000Z'],
  ['2026-08-31T23:59:59.999Z', 6, '2027-02-28T23:59:59.999Z'],
  ['2027-08-31T00:00:00.000Z', 6, '2028-02-29T00:00:00.000Z'],
  ['2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
  ['2026-12-31T12:00:00.000Z', 2, '2027-02-28T12:00:00.000Z'],
  ['2026-03-31T12:00:00.000Z', 1, '2026-04-30T12:00:00.000Z'],
])('keeps the identities of a campaign closed at %s for %i months: until %s', (closesAt, months, until) => {
  expect(keptUntil(closesAt, months)).toBe(until);
});

it('uses the campaign’s months, or the stage’s, and never ends while the campaign has no end', () => {
  const closesAt = '2026-01-01T00:00:00.000Z';
  expect(identitiesKeptUntil({ closesAt, keepMonths: 2 }, 6)).toBe(Date.parse('2026-03-01T00:00:00.000Z'));
  expect(identitiesKeptUntil({ closesAt }, 6)).toBe(Date.parse('2026-07-01T00:00:00.000Z'));
  expect(identitiesKeptUntil({ keepMonths: 1 }, 6)).toBeUndefined();
});

it('ends 30 days after a campaign was deleted, if it would not end before', () => {
  const deletedAt = '2026-01-01T00:00:00.000Z';
  const in30Days = Date.parse('2026-01-31T00:00:00.000Z');
  expect(identitiesKeptUntil({ deletedAt, closesAt: deletedAt }, 6)).toBe(in30Days);
  expect(identitiesKeptUntil({ deletedAt, closesAt: '2025-12-10T00:00:00.000Z' }, 1)).toBe(
    Date.parse('2026-01-10T00:00:00.000Z'),
  );
});

const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
const months = fc.integer({ min: KEEP_MONTHS_BOUNDS.least, max: KEEP_MONTHS_BOUNDS.most });
const monthOf = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));

it('ends exactly so many calendar months later, at the same time of day, and on the same day or the last of a shorter month', () => {
  fc.assert(
    fc.property(moments, months, (closed, n) => {
      const closesAt = closed.toISOString();
      const until = keptUntil(closesAt, n);
      expect(monthOf(until) - monthOf(closesAt)).toBe(n);
      expect(until.slice(10)).toBe(closesAt.slice(10));
      const dayAfter = new Date(Date.parse(until) + 86_400_000).getUTCDate();
      if (until.slice(8, 10) !== closesAt.slice(8, 10)) {
        expect(Number(until.slice(8, 10))).toBeLessThan(Number(closesAt.slice(8, 10)));
        expect(dayAfter).toBe(1);
      }
    }),
  );
});

it('ends on no earlier day for a campaign that closes later, or that keeps longer', () => {
  fc.assert(
    fc.property(moments, moments, months, months, (one, other, n, m) => {
      const [first, last] = [one, other].map((date) => date.toISOString()).sort();
      const [less, more] = [Math.min(n, m), Math.max(n, m)];
      // Not on the moment: several days become the last of a short month, each at its own time.
      const day = (closesAt: string, kept: number) => keptUntil(closesAt, kept).slice(0, 10);
      expect(day(first!, less) <= day(last!, less)).toBe(true);
      expect(day(first!, less) <= day(first!, more)).toBe(true);
    }),
  );
});
