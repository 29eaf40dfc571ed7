import { countries } from '../country.ts';
import { countryNames } from '../country-names.ts';
import type { Folded } from './fold.ts';
import { beginsIn, type Fields, fieldsOf, type Query } from './search.ts';

/** Languages in which visitors, prisoners and their friends write the names of countries, whatever the page's language is. */
const LANGUAGES = ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar', 'ka', 'cs', 'uk', 'tr'];

/**
 * The countries that each word of a query means: by their names in the language of a page or in another one, or by their codes.
 * @param locale BCP 47.
 */
export function countriesMeant(query: Query, locale: string): ReadonlySet<string>[] {
  const [own, any] = [namesIn([locale]), namesIn(LANGUAGES)];
  const isNamed = (names: ReadonlyMap<string, Fields>, code: string, word: Folded) =>
    beginsIn(names.get(code) ?? [], word);
  return query.map(
    (word) =>
      new Set(
        countries.filter(
          (code) =>
            word.latin === code.toLowerCase() ||
            isNamed(own, code, word) ||
            (isTelling(word) && isNamed(any, code, word)),
        ),
      ),
  );
}

/** In eleven languages, a short word is an article, an “and”, or the beginning of too many names. Arabic words are short. */
const isTelling = ({ latin, isArabic }: Folded): boolean => latin.length >= (isArabic ? 3 : 4);

/** By languages: those of pages, and all together. Made by the first search that needs them. */
const known = new Map<string, ReadonlyMap<string, Fields>>();

function namesIn(locales: readonly string[]): ReadonlyMap<string, Fields> {
  const found = known.get(locales.join());
  if (found) return found;
  const namers = locales.map(countryNames);
  const names = new Map(countries.map((code) => [code, fieldsOf([namers.map((nameOf) => nameOf(code)).join('\n')])]));
  known.set(locales.join(), names);
  return names;
}
