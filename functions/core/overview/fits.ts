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
  return ({ told, country }) =>
    told.reduce((best, { one, from }) => Math.max(best, measure(fieldsOfCase(one, from), country, NOBODY)), 0);
}

/** The folded texts of a campaign: the title, the people, the rest. */
export const fieldsOfEntry = (entry: Entry): Fields =>
  remembered(entry, entry.slug, () => [
    titlesOf(entry),
    entry.cases.map(({ id, name, work = '' }) => `${name} ${work} ${wordsOfId(id)}`).join('\n'),
    [entry.summary, entry.group ?? '', ...entry.targets.map(({ name }) => name), entry.slug].join('\n'),
  ]);

const fieldsOfCase = (one: CaseEntry, from: Entry): Fields =>
  remembered(one, `${from.slug}/${one.id}`, () => [
    one.name,
    `${one.work ?? ''} ${wordsOfId(one.id)}`,
    [one.charge ?? '', titlesOf(from), from.slug].join('\n'),
  ]);

/** In all languages: people search in the one in which they heard of a campaign. */
const titlesOf = ({ title, translations = {} }: Entry): string =>
  [title, ...Object.values(translations).map((texts) => texts.title)].join('\n');

/** An id often has the name in Latin letters. A made one ends in a number that means nothing. */
const wordsOfId = (id: string): string => id.replace(/-[0-9a-f]{6}$/, '');

/**
 * Texts are folded once. A new number of one campaign makes new objects of all that lie with it in the table, so their texts
 * are compared before they are folded again: otherwise every published number would slow the next search.
 */
const ofThings = new WeakMap<object, Fields>();
const ofNames = new Map<string, { readonly text: string; readonly fields: Fields }>();
/** So that campaigns that are gone do not stay for ever. */
const MOST_NAMES = 100_000;

function remembered(thing: object, name: string, textsOf: () => string[]): Fields {
  const known = ofThings.get(thing);
  if (known) return known;
  const texts = textsOf();
  const text = texts.join('\0');
  const before = ofNames.get(name);
  const fields = before?.text === text ? before.fields : fieldsOf(texts);
  if (ofNames.size >= MOST_NAMES) ofNames.clear();
  ofNames.set(name, { text, fields });
  ofThings.set(thing, fields);
  return fields;
}

const NOBODY: readonly InCountry[] = [];

type InCountry = { readonly country?: string | undefined };

function fitBy(q: string, locale: string) {
  const query = queryOf(q);
  const meant = countriesMeant(query, locale);
  const isOf = (word: number, code: string | undefined) => code !== undefined && meant(word, code);
  return (fields: Fields, country: string | undefined, others: readonly InCountry[]): number =>
    query.length === 0
      ? 0
      : fitOf(fields, query, (word) => isOf(word, country) || others.some((other) => isOf(word, other.country)));
}
