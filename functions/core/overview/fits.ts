import { countriesMeant } from './countries.ts';
import type { Entry } from './entry.ts';
import type { Person } from './people.ts';
import type { Fit } from './places.ts';
import { fitOf, keptFields, queryOf, type Texts } from './search.ts';

// A file of its own, because it brings large tables: only pages with a search load it.

/** How well a campaign fits: by its title, then its people, then its summary, targets and countries. @param locale BCP 47. */
export const campaignFit = (q: string, locale: string): Fit<Entry> =>
  fitBy(q, locale, (entry) => ({
    key: entry.slug,
    texts: [
      entry.title,
      entry.cases.map(({ name, work = '' }) => `${name} ${work}`).join('\n'),
      [entry.summary, entry.group, ...entry.targets.map(({ name }) => name)].filter(Boolean).join('\n'),
    ],
    countries: [entry.country, ...entry.targets.map(({ country }) => country)],
  }));

/** How well a person fits: by the name, then the work, then the charge, the country and the campaigns. @param locale BCP 47. */
export const personFit = (q: string, locale: string): Fit<Person> =>
  fitBy(q, locale, (one) => ({
    key: `case#${one.id}`,
    texts: [
      one.name,
      one.work ?? '',
      [one.charge, ...one.campaigns.map(({ title }) => title)].filter(Boolean).join('\n'),
    ],
    countries: [one.country],
  }));

interface Findable {
  readonly key: string;
  readonly texts: Texts;
  readonly countries: readonly (string | undefined)[];
}

function fitBy<One>(q: string, locale: string, findableOf: (one: One) => Findable): Fit<One> {
  const query = queryOf(q);
  const meant = countriesMeant(query, locale);
  return (one) => {
    const { key, texts, countries } = findableOf(one);
    const isOf = (word: number) => countries.some((code) => code !== undefined && meant[word]?.has(code));
    return query.length === 0 ? 0 : fitOf(keptFields(key, texts), query, isOf);
  };
}
