import { expect, it } from 'vitest';
import { deadline } from '../../functions/mail/deadline.ts';

const at = Date.parse('2026-12-05T21:30:59.999Z');

it.each([
  ['en', 'UTC', 'Saturday, 5 December, 21:30 UTC'],
  ['en', 'Asia/Baku', 'Sunday, 6 December, 01:30 GMT+4'],
  ['en', 'America/Los_Angeles', 'Saturday, 5 December, 13:30 GMT-8'],
  ['az', 'Asia/Baku', 'bazar, 6 dekabr, 01:30 GMT+4'],
])('names a moment in %s, by the calendar and the clock of %s', (locale, timeZone, words) => {
  expect(deadline(at, { locale, timeZone })).toBe(words);
});

it('names a moment in UTC, if no zone is given', () => {
  expect(deadline(at, { locale: 'en' })).toBe(deadline(at, { locale: 'en', timeZone: 'UTC' }));
});
