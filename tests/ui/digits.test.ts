import { expect, it } from 'vitest';
import { withDigits } from '../../functions/ui/messages/digits.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar']);
const [ISOLATE, RIGHT_TO_LEFT, END] = ['\u2068', '\u2067', '\u2069'];

it('writes Arabic with Latin digits, whatever the version of ICU prefers, and leaves other languages as they are', () => {
  expect(withDigits('ar')).toBe('ar-u-nu-latn');
  expect(withDigits('ar-EG')).toBe('ar-EG-u-nu-latn');
  expect(['arn', 'fa', 'az'].map(withDigits)).toEqual(['arn', 'fa', 'az']);
  const { number, percent, date, t } = translatorOf('ar');
  const texts = [number(5_000), percent(0.5), date('2026-11-29'), t('sent.wait.minutes', { minutes: 25 })];
  for (const text of texts) expect(text).toMatch(/\d/);
  expect(texts.join()).not.toMatch(/[\u0660-\u0669]/);
});

it('gives an Arabic date with its zone the direction of the page: a program finds no first letter between isolates', () => {
  const { t, date } = translatorOf('ar');
  const until = t('mail.until', { date: date('2026-03-08T15:00:00+03:00', 'hour') });
  expect(until).toContain(`${RIGHT_TO_LEFT}${ISOLATE}الأحد`);
  expect(until).toContain(`(${ISOLATE}UTC+3${END})${END}`);
});

it.each([
  ['en', 'a, b, c'],
  ['az', 'a, b, c'],
  ['hy', 'a, b, c'],
  ['ru', 'a, b, c'],
  ['fr', 'a, b, c'],
  ['de', 'a, b und c'],
])('sets things side by side in %s so that one ends where the next begins', (language, expected) => {
  expect(translatorOf(language).list(['a', 'b', 'c'])).toBe(expected);
});
