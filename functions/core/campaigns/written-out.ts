import { countries } from '../country.ts';

/** Finds the code of a country or a language that somebody wrote out. Only the hint of a fault needs it. */

/** Usual names of countries that no list of Unicode has. */
const usual: Readonly<Record<string, string>> = {
  ...{ usa: 'US', america: 'US', 'united states of america': 'US', uae: 'AE', emirates: 'AE', turkey: 'TR' },
  ...{ britain: 'GB', 'great britain': 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'northern ireland': 'GB' },
  ...{
    'czech republic': 'CZ',
    holland: 'NL',
    macedonia: 'MK',
    'ivory coast': 'CI',
    swaziland: 'SZ',
    'cabo verde': 'CV',
  },
  ...{ 'east timor': 'TL', 'russian federation': 'RU', 'republic of korea': 'KR', dprk: 'KP' },
  ...{ drc: 'CD', 'dr congo': 'CD', 'democratic republic of the congo': 'CD', 'holy see': 'VA' },
  ...{ 'state of palestine': 'PS', 'west bank': 'PS', gaza: 'PS', macau: 'MO' },
};

/** Languages in which people may write the name of a country. English comes first. */
const LANGUAGES = [
  'en',
  'ar',
  'az',
  'be',
  'de',
  'es',
  'fa',
  'fr',
  'it',
  'ku',
  'nl',
  'pl',
  'pt',
  'ru',
  'tr',
  'uk',
  'zh',
];

/** The code of a country that somebody wrote out, as people say it, or in small letters. The United Kingdom is GB. */
export function countryNamed(name: string): string | undefined {
  const typed = plain(name);
  const code = countries.find((one) => one.toLowerCase() === typed) ?? usual[typed];
  if (code !== undefined || typed === '') return code;
  for (const language of LANGUAGES)
    for (const style of ['long', 'short'] as const) {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
      const found = countries.find((one) => waysToSay(names.of(one)).includes(typed));
      if (found) return found;
    }
  return undefined;
}

/** “Myanmar (Burma)” is either of the two. */
const waysToSay = (name = ''): string[] => [name, ...name.split(/[()]/)].map(plain);

/** A name without what people write in several ways. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** The tag of a language that somebody wrote out, in English or in itself: `deutsch` is `de`. */
export function languageNamed(name: string): string | undefined {
  const typed = name.trim().toLowerCase();
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .find((tag) => {
      const known = languageIn('en', tag);
      return known !== undefined && [known, languageIn(tag, tag)].some((one) => one?.toLowerCase() === typed);
    });
}

const languageIn = (locale: string, tag: string): string | undefined =>
  new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(tag);
