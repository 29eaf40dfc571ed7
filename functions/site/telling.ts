import { translationFor } from '../core/campaigns/in-language.ts';
import type { Entry } from '../core/overview/entry.ts';
import type { Person } from '../core/overview/people.ts';
import { casesIn, entryIn, type SpokenEntry } from '../core/overview/spoken.ts';
import type { SiteDeps } from './deps.ts';
import { personIn, type SpokenPerson } from './spoken-person.ts';

/**
 * What a page shows of campaigns and people, in its language: one read for each campaign that is translated to it, remembered
 * like those of other pages. So a page asks only for what it shows, and a page of titles alone for nothing (`titleIn`).
 */
export interface Telling {
  readonly entry: (entry: Entry) => Promise<SpokenEntry>;
  readonly entries: (entries: readonly Entry[]) => Promise<SpokenEntry[]>;
  /** In the words of the campaign whose words are shown. */
  readonly person: (one: Person) => Promise<SpokenPerson>;
}

/** @param locale BCP 47 tag of the page. */
export function tellingIn(locale: string, deps: Pick<SiteDeps, 'translation'>): Telling {
  const translationOf = async (entry: Entry) => {
    const language = translationFor(entry, locale);
    return language === undefined ? undefined : deps.translation(entry.slug, language);
  };
  const entry = async (one: Entry) => entryIn(one, await translationOf(one));
  return {
    entry,
    entries: (entries) => Promise.all(entries.map(entry)),
    person: async (one) => {
      const { from } = one;
      const translation = await translationOf(from);
      if (!translation) return one;
      return personIn(one, from, { translatedTo: translation.language, cases: casesIn(from, translation) }).one;
    },
  };
}
