import { countryNames } from '../country-names.ts';
import { beginsIn, type Fields, fieldsOf, type Query, type Sought } from './search.ts';

/** Languages in which visitors, prisoners and their friends write the names of countries, whatever the page's language is. */
const LANGUAGES = ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar', 'ka', 'cs', 'uk', 'tr'];

/**
 * Whether each word of a query means one of some countries: by its name in the language of a page or in another one, or by its
 * code. Only the countries that somebody asks about are named and folded.
 * @param locale BCP 47. @returns its `codes` are ISO 3166-1 alpha-2, with blanks between them.
 */
export function countriesMeant(query: Query, locale: string): (word: number, codes: string) => boolean {
  const [own, any] = [namesIn([locale]), namesIn(LANGUAGES)];
  const isMeant = (sought: Sought, code: string) =>
    sought.word.latin === code.toLowerCase() ||
    beginsIn(own(code), sought) ||
    (isTelling(sought) && beginsIn(any(code), sought));
  const answers = query.map((sought) =>
    remembered((codes) => codes !== '' && codes.split(' ').some((code) => isMeant(sought, code))),
  );
  return (word, codes) => answers[word]?.(codes) ?? false;
}

/** In eleven languages, a short word is an article, an “and”, or the beginning of too many names. Arabic words are short. */
const isTelling = ({ word: { latin, isArabic } }: Sought): boolean => latin.length >= (isArabic ? 3 : 4);

/** By languages: those of pages, and all together. */
const known = new Map<string, (code: string) => Fields>();

function namesIn(locales: readonly string[]): (code: string) => Fields {
  const found = known.get(locales.join());
  if (found) return found;
  const namers = locales.map(countryNames);
  const names = remembered((code) => fieldsOf([namers.map((nameOf) => nameOf(code)).join('\n')]));
  known.set(locales.join(), names);
  return names;
}

/** The answer for each code, or for several, worked out once. There are few countries. */
function remembered<Answer>(answer: (code: string) => Answer): (code: string) => Answer {
  const answers = new Map<string, Answer>();
  return (code) => {
    const before = answers.get(code);
    if (before !== undefined) return before;
    const made = answer(code);
    answers.set(code, made);
    return made;
  };
}
