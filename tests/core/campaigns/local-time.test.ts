import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysLeft, inZone, localTime, offsetWords, zoneOf } from '../../../functions/core/campaigns/local-time.ts';
import { DAY } from '../../../functions/core/running/clock.ts';

const opensAt = '2026-01-01T00:00:00+01:00';

it('takes the zone that the file names, or the offset of its dates', () => {
  expect(zoneOf({ opensAt, timeZone: 'Asia/Baku' })).toBe('Asia/Baku');
  expect(zoneOf({ opensAt })).toBe('+01:00');
  expect(zoneOf({ opensAt, closesAt: '2026-07-01T00:00:00+02:00' })).toBe('+02:00');
  expect(zoneOf({ opensAt: '2026-01-01T00:00:00Z' })).toBe('Z');
});

it('leaves a date as it was written, unless the file names a zone', () => {
  expect(localTime({ opensAt }, opensAt)).toBe(opensAt);
  expect(localTime({ opensAt, timeZone: 'Asia/Baku' }, opensAt)).toBe('2026-01-01T03:00:00.000+04:00');
  expect(localTime({ opensAt, timeZone: 'Asia/Baku' }, '2026-01-01')).toBe('2026-01-01');
});

it('never changes the moment itself', () => {
  const zones = [
    'Asia/Baku',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Europe/Berlin',
    'Pacific/Apia',
    '-08:00',
    '+05:45',
    'Z',
  ];
  const moments = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2060-01-01') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (zone, at) => {
      expect(Date.parse(inZone(zone, at))).toBe(at);
    }),
  );
});

it('knows summer time', () => {
  expect(inZone('Europe/Berlin', Date.parse('2026-07-01T00:00:00Z'))).toBe('2026-07-01T02:00:00.000+02:00');
  expect(inZone('Europe/Berlin', Date.parse('2026-12-01T00:00:00Z'))).toBe('2026-12-01T01:00:00.000+01:00');
});

it.each([
  ['2026-01-01T00:00:00Z', 'UTC'],
  ['2026-01-01T00:00:00+00:00', 'UTC'],
  ['2026-01-01T00:00:00+04:00', 'UTC+4'],
  ['2026-01-01T00:00:00-03:30', 'UTC-3:30'],
])('names the offset of %s as people write it: %s', (moment, words) => {
  expect(offsetWords(moment)).toBe(words);
});

it('counts the days that are left by the calendar of the campaign', () => {
  const closesAt = '2026-12-05T23:59:59+04:00';
  const now = Date.parse(closesAt);
  expect(daysLeft({ opensAt }, now)).toBeUndefined();
  expect([0, 0.9, 1, 1.9, 7].map((days) => daysLeft({ opensAt, closesAt }, now - days * DAY))).toEqual([0, 0, 1, 1, 7]);
  const midnight = '2026-12-05T00:00:00+04:00';
  expect(daysLeft({ opensAt, closesAt: midnight }, Date.parse(midnight) - 1)).toBe(0);
});
