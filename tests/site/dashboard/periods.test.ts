import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { wholeTime } from '../../../functions/site/dashboard/periods.ts';

const now = Date.parse('2026-03-10T12:30:00Z');
/** A campaign that opened on the day of its first number. */
const time = { opened: now, now, until: now };
const sum = (list: readonly { signatures: number }[] = []) => list.reduce((all, { signatures }) => all + signatures, 0);
const day = (moment: number, signatures = 1) => ({ day: isoTime(moment).slice(0, 10), signatures });
/** Days that are over, and what was published since. */
const numbers = (byDay: ReturnType<typeof day>[], today = 0) => ({ byDay, total: sum(byDay) + today });

it.each([
  [1, 'day', '2026-03-09', 2],
  [59, 'day', '2026-01-10', 60],
  [60, 'week', '2026-01-05', 10],
  [400, 'week', '2025-02-03', 58],
  [500, 'month', '2024-10-01', 18],
] as const)('shows %i days by %s', (days, unit, first, columns) => {
  const over = Array.from({ length: days }, (_, i) => day(now - (days - i) * DAY, i + 1));
  const shown = wholeTime(numbers(over, 5), time);
  expect([shown?.unit, shown?.periods[0]?.start, shown?.periods.length]).toEqual([unit, first, columns]);
  expect(sum(shown?.periods)).toBe(sum(over) + 5);
});

it('shows days without gaps, the days on which the total fell, and today', () => {
  const over = [day(now - 4 * DAY, 40), day(now - 2 * DAY, -3)];
  expect(wholeTime(numbers(over, 2), time)?.periods).toEqual([
    { start: '2026-03-06', signatures: 40 },
    { start: '2026-03-07', signatures: 0 },
    { start: '2026-03-08', signatures: -3 },
    { start: '2026-03-09', signatures: 0 },
    { start: '2026-03-10', signatures: 2 },
  ]);
  expect(wholeTime(numbers(over), { ...time, until: now - 3 * DAY })?.periods.at(-1)?.start).toBe('2026-03-08');
});

it('shows the last five years of a long campaign, and counts the years before', () => {
  const shown = wholeTime(numbers([day(Date.parse('2013-10-09T08:00:00Z'), 14)], 2), time);
  expect([shown?.unit, shown?.periods.length, shown?.earlier]).toEqual(['month', 60, 14]);
  expect(shown?.periods.at(-1)).toEqual({ start: '2026-03-01', signatures: 2 });
});

it('shows nothing of a campaign of which nothing was published', () => {
  expect(wholeTime(numbers([]), time)).toBeUndefined();
});

it('begins on the day of the opening, unless its first number came months later', () => {
  const start = (opened: string) =>
    wholeTime(numbers([day(now - 2 * DAY, 40)]), { ...time, opened: Date.parse(opened) })?.periods[0]?.start;
  expect(start('2026-03-03T18:00:00Z')).toBe('2026-03-03');
  expect(start('2026-03-09T18:00:00Z')).toBe('2026-03-08');
  // 56 days, in which a careful campaign can have waited twice; by weeks, of which each begins on a Monday.
  expect([start('2026-01-11T00:00:00Z'), start('2026-01-10T23:00:00Z')]).toEqual(['2026-01-11', '2026-03-08']);
});
