import { countriesMeant } from './countries.ts';
import type { CaseEntry, Entry } from './entry.ts';
import type { Person } from './people.ts';
import type { Fit } from './places.ts';
import { type Fields, fieldsOf, fitOf, queryOf } from './search.ts';

// A file of its own, because it brings large tables: only pages with a search load it.

/** How well a campaign fits: by its title, then its people, then its summary, targets and countries. @param locale BCP 47. */
export function campaignFit(q: string, locale: string): Fit<Entry> {
  const measure = fitBy(q, locale);
  return (entry) => measure(fieldsOfEntry(entry), entry.country, entry.targets);
}

/**
 * How well a person fits: by the name, then the work, then the charge, the country and the campaign. What several campaigns
 * say of a person counts one by one. @param locale BCP 47.
 */
export function personFit(q: string, locale: string): Fit<Person> {
  const measure = fitBy(q, locale);
  return ({ told, country }) => Math.max(...told.map(({ one, from }) => measure(fieldsOfCase(one, from), country, [])));
}

/**
 * Texts are folded once. An entry is the same object as long as nothing of its campaign has changed, and its cases are its
 * own: so what is no longer in the overview goes by itself.
 */
const ofEntries = new WeakMap<Entry, Fields>();
const ofCases = new WeakMap<CaseEntry, Fields>();

const fieldsOfEntry = (entry: Entry): Fields =>
  remembered(ofEntries, entry, () => [
    entry.title,
    entry.cases.map(({ name, work = '' }) => `${name} ${work}`).join('\n'),
    [entry.summary, entry.group ?? '', ...entry.targets.map(({ name }) => name)].join('\n'),
  ]);

const fieldsOfCase = (one: CaseEntry, { title }: Entry): Fields =>
  remembered(ofCases, one, () => [one.name, one.work ?? '', [one.charge ?? '', title].join('\n')]);

function remembered<Thing extends object>(
  known: WeakMap<Thing, Fields>,
  thing: Thing,
  textsOf: () => string[],
): Fields {
  const found = known.get(thing);
  if (found) return found;
  const fields = fieldsOf(textsOf());
  known.set(thing, fields);
  return fields;
}

type InCountry = { readonly country?: string | undefined };

function fitBy(q: string, locale: string) {
  const query = queryOf(q);
  const meant = countriesMeant(query, locale);
  return (fields: Fields, country: string | undefined, others: readonly InCountry[]): number => {
    const isOf = (word: number, code: string | undefined) => code !== undefined && meant[word]?.has(code) === true;
    const inCountry = (word: number) => isOf(word, country) || others.some((other) => isOf(word, other.country));
    return query.length === 0 ? 0 : fitOf(fields, query, inCountry);
  };
}
