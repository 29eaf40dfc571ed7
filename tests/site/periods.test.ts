import { expect, it } from 'vitest';
import { DAY, HOUR, isoTime } from '../../functions/core/running/clock.ts';
import { recentHours, wholeTime } from '../../functions/site/periods.ts';

const now = Date.parse('2026-03-10T12:30:00Z');
const hour = (moment: number, signatures = 1) => ({ hour: `${isoTime(moment).slice(0, 13)}:00:00Z`, signatures });

it('shows the last 48 hours without gaps, and says how many came before', () => {
  const { periods, earlier } = recentHours([hour(now - 3 * DAY, 7), hour(now - 2 * HOUR, 3), hour(now, 2)], now);
  expect(periods.length).toBe(48);
  expect(periods.slice(-3)).toEqual([
    { start: '2026-03-10T10:00:00Z', signatures: 3 },
    { start: '2026-03-10T11:00:00Z', signatures: 0 },
    { start: '2026-03-10T12:00:00Z', signatures: 2 },
  ]);
  expect(earlier).toBe(7);
});

it.each([
  [1, 'day', '2026-03-09', 2],
  [59, 'day', '2026-01-10', 60],
  [60, 'week', '2026-01-05', 10],
  [400, 'week', '2025-02-03', 58],
  [500, 'month', '2024-10-01', 18],
] as const)('shows %i days by %s', (days, unit, first, columns) => {
  const hours = Array.from({ length: days + 1 }, (_, i) => hour(now - (days - i) * DAY, i + 1));
  const shown = wholeTime(hours, now);
  expect([shown?.unit, shown?.periods[0]?.start.slice(0, 10), shown?.periods.length]).toEqual([unit, first, columns]);
  const sum = (list: readonly { signatures: number }[] = []) =>
    list.reduce((all, { signatures }) => all + signatures, 0);
  expect(sum(shown?.periods)).toBe(sum(hours));
});

it('shows the last five years of a long campaign, and counts the years before', () => {
  const shown = wholeTime([hour(Date.parse('2013-10-09T08:00:00Z'), 14), hour(now, 2)], now);
  expect([shown?.unit, shown?.periods.length, shown?.earlier]).toEqual(['month', 60, 14]);
  expect(shown?.periods.at(-1)).toEqual({ start: '2026-03-01T00:00:00Z', signatures: 2 });
});

it('shows nothing of a campaign that nobody has signed', () => {
  expect(wholeTime([], now)).toBeUndefined();
});
