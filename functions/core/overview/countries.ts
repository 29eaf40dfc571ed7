import { countries } from '../country.ts';
import { countryNames } from '../country-names.ts';
import { type Fields, fieldsOf, fitOf, type Query } from './search.ts';

/**
 * The countries that each word of a query means: by their names in the language of a page, or by their codes.
 * @param locale BCP 47.
 */
export function countriesMeant(query: Query, locale: string): ReadonlySet<string>[] {
  const names = namesIn(locale);
  return query.map(
    (word) =>
      new Set(
        countries.filter((code) => word.latin === code.toLowerCase() || fitOf(names.get(code) ?? [], [word]) > 0),
      ),
  );
}

/** There are as many as languages of the interface. */
const known = new Map<string, ReadonlyMap<string, Fields>>();

function namesIn(locale: string): ReadonlyMap<string, Fields> {
  const found = known.get(locale);
  if (found) return found;
  const nameOf = countryNames(locale);
  const names = new Map(countries.map((code) => [code, fieldsOf([nameOf(code)])]));
  known.set(locale, names);
  return names;
}
