import { caseIds } from '../campaigns/case-ids.ts';
import { inLanguage, type Marked, type Translation, translationFor } from '../campaigns/in-language.ts';
import type { CaseEntry, Entry } from './entry.ts';

/**
 * Entries in the language of a page. An entry has its titles in all languages, since searches and lists of titles need them. The
 * other texts of a translation are with the campaign: a page reads them for what it shows.
 */

/** An entry after translation, as far as there are words: what is left in the original is named (`Marked`). */
export type SpokenEntry = Entry & Marked & Translated;

interface Translated {
  readonly translatedTo?: string | undefined;
}

/** An entry by its title in the language of a page, without a read. @param locale BCP 47 tag of the page. */
export function titleIn(entry: Entry, locale: string): SpokenEntry {
  const language = translationFor(entry, locale);
  const texts = language === undefined ? undefined : entry.translations?.[language];
  return language !== undefined && texts ? entryIn(entry, { language, texts: { ...texts } }) : entry;
}

/** An entry in the words that a card has. It changes nothing that it is given. */
export function entryIn(entry: Entry, translation: Translation | undefined): SpokenEntry {
  const { language, title, summary, won, picture } = entry;
  const { demands, ...spoken } = inLanguage<Words>({ language, title, summary, won, picture }, translation);
  return { ...entry, ...spoken };
}

/** The cases of an entry in the words of a translation, in their order. */
export function casesIn(entry: Entry, translation: Translation | undefined): (CaseEntry & Marked)[] {
  const { language, cases } = entry;
  const spoken = inLanguage({ language, cases: asInFile(entry, translation) }, translation);
  return spoken.cases.map((one, i) => ({ ...one, id: cases[i]?.id ?? '' }));
}

type Words = Pick<Entry, 'language' | 'title' | 'summary' | 'won' | 'picture'> &
  Marked &
  Translated & { readonly demands?: unknown };

/** Cases as their file names them. Older files have none of the ids that are made from names, and their translations go by names. */
function asInFile(
  { slug, cases }: Entry,
  translation: Translation | undefined,
): (Omit<CaseEntry, 'id'> & { readonly id?: string })[] {
  const words = Object(translation?.texts.cases);
  const made = caseIds(
    slug,
    cases.map(({ name }) => ({ name })),
  );
  return cases.map(({ id, ...one }, i) => (id === made[i] && !Object.hasOwn(words, id) ? one : { ...one, id }));
}
