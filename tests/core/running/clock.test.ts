import { expect, it } from 'vitest';
import {
  DAY,
  dayOf,
  HOUR,
  hourOf,
  isoTime,
  MINUTE,
  SECOND,
  systemClock,
} from '../../../functions/core/running/clock.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');

it('counts in milliseconds', () => {
  expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
});

it('finds the beginning of an hour and of a day in UTC, also at their edges', () => {
  expect([hourOf(noon - 1), hourOf(noon), hourOf(noon + HOUR - 1)].map(isoTime)).toEqual([
    '2026-03-01T11:00:00.000Z',
    '2026-03-01T12:00:00.000Z',
    '2026-03-01T12:00:00.000Z',
  ]);
  expect([dayOf(noon), dayOf(noon + 12 * HOUR - 1), dayOf(noon + 12 * HOUR)].map(isoTime)).toEqual([
    '2026-03-01T00:00:00.000Z',
    '2026-03-01T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
  ]);
});

it('reads the system’s clock', () => {
  const before = Date.now();
  const read = systemClock();
  expect(read).toBeGreaterThanOrEqual(before);
  expect(read).toBeLessThanOrEqual(Date.now());
});
