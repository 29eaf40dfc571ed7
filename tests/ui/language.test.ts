import { expect, it } from 'vitest';
import { languageOf } from '../../functions/ui/language.ts';
import { directionOf } from '../../functions/ui/messages/direction.ts';

it.each(['ar', 'ar-EG', 'he', 'fa', 'ur', 'ckb', 'sd', 'ps', 'ug', 'yi', 'dv', 'az-Arab', 'ku-Arab', 'ff-Adlm', 'nqo'])(
  'writes %s from right to left',
  (tag) => expect(directionOf(tag)).toBe('rtl'),
);

it.each(['en', 'en-GB', 'az', 'az-Latn', 'ku', 'tr', 'ru', 'uz', 'pa', 'zh-Hant', 'ff'])(
  'writes %s from left to right',
  (tag) => expect(directionOf(tag)).toBe('ltr'),
);

it('names the language of a campaign’s own words only where the page has another', () => {
  expect(languageOf({ language: 'az' }, { locale: 'en' })).toEqual({ lang: 'az', dir: 'auto' });
  expect(languageOf({ language: 'en' }, { locale: 'en' })).toEqual({});
});
