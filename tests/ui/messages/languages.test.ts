import { expect, it } from 'vitest';
import { nearestLanguage, wantedLanguages } from '../../../functions/ui/messages/languages.ts';

const seven = ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar'];

it.each([
  ['az', 'az'],
  ['az-Latn-AZ', 'az'],
  ['AZ-latn', 'az'],
  ['azj', 'az'],
  ['hy-AM', 'hy'],
  ['fr-CA', 'fr'],
  ['de-AT-1996', 'de'],
  ['ar-EG-u-nu-latn', 'ar'],
  ['arb', 'ar'],
  ['en-US', 'en'],
  ['ru-UA', 'ru'],
])('gives a reader of %s %s', (tag, language) => expect(nearestLanguage(tag, seven)).toBe(language));

it.each([
  'zh',
  'uk',
  'sr',
  'be',
  'tr',
  'fa',
  'az-Cyrl',
  'az-Arab-IR',
  'und',
  '*',
  '',
  'x',
  'en_GB',
  'constructor',
  'ру',
])('gives a reader of “%s” no language that is not theirs', (tag) =>
  expect(nearestLanguage(tag, seven)).toBeUndefined(),
);

it('finds among forms of one language the one in the letters that a reader knows', () => {
  const forms = ['sr-Latn', 'sr', 'zh-Hant', 'zh'];
  expect(nearestLanguage('sr-RS', forms)).toBe('sr');
  expect(nearestLanguage('sr-Latn-ME', forms)).toBe('sr-Latn');
  expect(nearestLanguage('zh-TW', forms)).toBe('zh-Hant');
  expect(nearestLanguage('zh-SG', forms)).toBe('zh');
  // Who names no letters gets those that there are.
  expect(nearestLanguage('sr-RS', ['sr-Latn'])).toBe('sr-Latn');
  expect(nearestLanguage('sr-Cyrl', ['sr-Latn'])).toBeUndefined();
});

it('keeps pseudo-languages for those who name them', () => {
  const with_ = ['en', 'en-XA', 'en-XB'];
  for (const tag of with_) expect(nearestLanguage(tag, with_)).toBe(tag);
  for (const tag of ['en-GB', 'en-US']) expect(nearestLanguage(tag, with_)).toBe('en');
});

it('reads what a browser wants, in its order', () => {
  expect(wantedLanguages('az')).toEqual(['az']);
  expect(wantedLanguages('en;q=0.3, az, ru;q=0.8')).toEqual(['az', 'ru', 'en']);
  expect(wantedLanguages('fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5')).toEqual(['fr-CH', 'fr', 'en', 'de', '*']);
  expect(wantedLanguages('ru;q=0, hy; Q=1.000')).toEqual(['hy']);
  expect(wantedLanguages('az;q=many, hy;q=-1')).toEqual([]);
});
