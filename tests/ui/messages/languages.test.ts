import { expect, it, onTestFinished } from 'vitest';
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

it('reads no more of a header than the edge does', () => {
  const many = Array.from({ length: 99 }, () => 'xx').join(',');
  expect(wantedLanguages(many)).toHaveLength(20);
  expect(wantedLanguages(`${'x'.repeat(400)},az`)).toEqual(['x'.repeat(300)]);
});

it('costs a few readings of tags, whatever a header says', () => {
  const { Locale } = Intl;
  let readings = 0;
  onTestFinished(() => void Object.assign(Intl, { Locale }));
  Object.assign(Intl, {
    Locale: class extends Locale {
      constructor(tag: string) {
        readings++;
        super(tag);
      }
    },
  });
  const count = (header: string) => {
    readings = 0;
    const found = wantedLanguages(header).find((tag) => nearestLanguage(tag, seven));
    return [found, readings];
  };
  nearestLanguage('de-AT', seven);
  // A known tag is not read at all, and another one once.
  expect(count('az,en;q=0.5')).toEqual(['az', 0]);
  expect(count('de-AT')).toEqual(['de-AT', 1]);
  expect(count(Array.from({ length: 4_000 }, (_, i) => `x${(i + 360).toString(36)}`).join(','))).toEqual([
    undefined,
    20,
  ]);
});
