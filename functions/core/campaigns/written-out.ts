import { countries } from '../country.ts';

/** Finds the code of a country or a language that somebody wrote out. Only the hint of a fault needs it. */

/** Usual names of countries that no list of Unicode has. */
const usual: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

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
  if (name.length > MOST_LETTERS || typed === '') return undefined;
  return countries.find((one) => one.toLowerCase() === typed) ?? usual.get(typed) ?? countryNames().get(typed);
}

/** No country and no language has a longer name. */
const MOST_LETTERS = 100;

/** To find all names takes longer than to check a whole campaign, and each code of a campaign may be wrong. */
const countryNames = once(() => {
  const codes = new Map<string, string>();
  for (const language of LANGUAGES)
    for (const style of ['long', 'short'] as const) {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
      for (const code of countries)
        for (const name of waysToSay(names.of(code))) if (!codes.has(name)) codes.set(name, code);
    }
  return codes;
});

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
  return name.length > MOST_LETTERS ? undefined : languageNames().get(name.trim().toLowerCase());
}

const languageNames = once(() => {
  const tags = new Map<string, string>();
  const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  for (const tag of letters.flatMap((one) => letters.map((other) => one + other))) {
    const known = english.of(tag);
    if (known === undefined) continue;
    for (const said of [known, languageIn(tag, tag)]) {
      const name = said?.toLowerCase();
      if (name !== undefined && !tags.has(name)) tags.set(name, tag);
    }
  }
  return tags;
});

const languageIn = (locale: string, tag: string): string | undefined =>
  new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(tag);
