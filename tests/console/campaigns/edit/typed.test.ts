import { describe, expect, it } from 'vitest';
import {
  dateFaults,
  dayFields,
  dayIn,
  momentFields,
  momentIn,
} from '../../../../functions/console/campaigns/edit/dates.tsx';
import { wholeNumber } from '../../../../functions/console/campaigns/edit/numbers.ts';
import { entriesIn, filledIn, withOtherEntries } from '../../../../functions/console/campaigns/edit/typed.ts';

describe('the entries of a list', () => {
  const typed = {
    'targets.0.name': 'A',
    'targets.1.name': '',
    'targets.2.name': 'C',
    'targets.2.role': 'c',
    other: 'x',
  };

  it('are known by their numbers, also those that are empty', () => {
    expect(entriesIn(typed, 'targets')).toEqual([0, 1, 2]);
    expect(filledIn(typed, 'targets')).toEqual([0, 2]);
  });

  it('get one more at the end', () => {
    expect(entriesIn(withOtherEntries({ ...typed, more: 'targets' })!, 'targets')).toEqual([0, 1, 2, 3]);
  });

  it('lose one, and those after it move up', () => {
    const { less, ...left } = withOtherEntries({ ...typed, less: 'targets.1' })!;
    expect(left).toEqual({ 'targets.0.name': 'A', 'targets.1.name': 'C', 'targets.1.role': 'c', other: 'x' });
  });

  it('stay as they are without one of these buttons', () => {
    expect(withOtherEntries(typed)).toBeUndefined();
    expect(withOtherEntries({ ...typed, less: 'nonsense' })).toBeUndefined();
  });
});

describe('a date', () => {
  const at = (day: string, month: string, year: string) => ({ 'on.day': day, 'on.month': month, 'on.year': year });

  it.each([
    ['9', '3', '2026', '2026-03-09'],
    ['09', 'March', ' 2026 ', '2026-03-09'],
    ['9', 'mar.', '2026', '2026-03-09'],
    ['', '12', '2013', '2013-12'],
    ['', '', '2013', '2013'],
    ['29', '2', '2024', '2024-02-29'],
  ])('of %s %s %s is %s', (day, month, year, date) => {
    expect(dayIn(at(day, month, year), 'on')).toBe(date);
  });

  it.each([
    ['31', '2', '2026'],
    ['29', '2', '2026'],
    ['1', '13', '2026'],
    ['1', 'ma', '2026'],
    ['1', '', '2026'],
    ['1', '1', ''],
    ['x', '1', '2026'],
  ])('of %s %s %s is wrong', (day, month, year) => {
    expect(dayIn(at(day, month, year), 'on')).toBe('wrong');
  });

  it('with a year of two digits says so, at the year', () => {
    expect(dateFaults('closesAt', dayIn(at('1', '1', '26'), 'on'), { isNeeded: false })).toEqual([
      { field: 'closesAt.year', message: '“Closes”: type the year with four digits, such as 2026' },
    ]);
  });

  it('is none if nothing was typed', () => {
    expect(dayIn(at('', ' ', ''), 'on')).toBeUndefined();
  });

  it.each(['2026-03-09', '2013-12', '2013'])('of %s comes back as it was', (date) => {
    expect(dayIn(dayFields('on', date), 'on')).toBe(date);
  });
});

describe('a moment', () => {
  const at = (date: string, time: string) => ({ ...dayFields('opensAt', date), 'opensAt.time': time });

  it.each([
    ['2026-07-01', '9:30', 'Europe/Berlin', '2026-07-01T09:30:00+02:00'],
    ['2026-01-01', '09.30', 'Europe/Berlin', '2026-01-01T09:30:00+01:00'],
    ['2026-01-01', '', '+04:00', '2026-01-01T00:00:00+04:00'],
    ['2026-01-01', '23:59', 'Z', '2026-01-01T23:59:00Z'],
    // An hour after the clocks went back, and one after they went forward.
    ['2026-10-25', '03:30', 'Europe/Berlin', '2026-10-25T03:30:00+01:00'],
    ['2026-03-29', '03:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00'],
    ['2026-06-01', '00:00', 'Pacific/Kiritimati', '2026-06-01T00:00:00+14:00'],
  ])('on %s at %s in %s is %s', (date, time, zone, moment) => {
    expect(momentIn(at(date, time), 'opensAt', zone)).toBe(moment);
    expect(momentIn(momentFields('opensAt', moment, zone), 'opensAt', zone)).toBe(moment);
  });

  it.each([
    ['2026-01', '9:00'],
    ['', '9:00'],
  ])('on %s at %s is wrong', (date, time) => {
    expect(momentIn(at(date, time), 'opensAt', 'Z')).toBe('wrong');
  });

  it.each(['25:00', '25.99', 'noon', '9'])('with the time %s says how to type it, at the time', (time) => {
    const moment = momentIn(at('2026-01-01', time), 'opensAt', 'Z');
    expect(dateFaults('closesAt', moment, { isNeeded: false })).toEqual([
      { field: 'closesAt.time', message: '“Closes”: type the time from 0:00 to 23:59, such as 18:30' },
    ]);
  });
});

it('reads a number as people write it, and leaves all else as it was typed', () => {
  expect(['10000', '10,000', '10.000', '10 000', "1'000'000", '1,0', 'many', '-1'].map(wholeNumber)).toEqual([
    10_000,
    10_000,
    10_000,
    10_000,
    1_000_000,
    '1,0',
    'many',
    -1,
  ]);
  expect(wholeNumber(undefined)).toBeUndefined();
  expect(['-5', '−5', '0', '9'.repeat(20), '5.5', '--5'].map(wholeNumber)).toEqual([
    ...[-5, -5, 0, Number.MAX_SAFE_INTEGER, '5.5', '--5'],
  ]);
});

it('takes numbers and dates in the digits of any writing', () => {
  // Arabic, Persian, Devanagari, Bengali, full width, and bold ones of mathematics.
  for (const typed of ['٥٠٠', '۵۰۰', '५००', '৫০০', '５００', '𝟓𝟎𝟎'])
    expect([typed, wholeNumber(typed)]).toEqual([typed, 500]);
  expect(wholeNumber('١٠٬٠٠٠')).toBe(10_000);
  expect(wholeNumber('٥٠x')).toBe('٥٠x');
  const day = { 'on.day': '٣٠', 'on.month': '٦', 'on.year': '٢٠٢٧', 'on.time': '٠٩:٣٠' };
  expect(dayIn(day, 'on')).toBe('2027-06-30');
  expect(momentIn(day, 'on', 'Asia/Baku')).toBe('2027-06-30T09:30:00+04:00');
});
