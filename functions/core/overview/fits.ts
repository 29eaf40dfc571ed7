import { countriesMeant } from './countries.ts';
import type { CaseEntry, Entry } from './entry.ts';
import type { Person } from './people.ts';
import type { Fit } from './places.ts';
import { type Fields, fieldsOf, fitOf, type Query, queryOf, sideBySide, type Texts } from './search.ts';

// A file of its own, because it brings large tables: only pages with a search load it.

/**
 * How well each of some campaigns fits: by its title, then its people, then its summary, targets and countries.
 * @param entries the same array as long as nothing has changed, so that their texts are gathered once. @param locale BCP 47.
 */
export function campaignFit(entries: readonly Entry[], q: string, locale: string): Fit<Entry> {
  const query = queryOf(q);
  return fitBy(gatheredEntries(entries), query, countriesMeant(query, locale));
}

/** The same without countries. */
export const campaignTextFit = (entries: readonly Entry[], q: string): Fit<Entry> =>
  fitBy(gatheredEntries(entries), queryOf(q), () => false);

/**
 * How well each of some people fits: by the name, then the work, then the charge, the country and the campaign. What several
 * campaigns say of a person counts one by one. @param people as the entries of `campaignFit`. @param locale BCP 47.
 */
export function personFit(people: readonly Person[], q: string, locale: string): Fit<Person> {
  const query = queryOf(q);
  return fitBy(gatheredPeople(people), query, countriesMeant(query, locale));
}

/** The folded texts by which organisers find a case of a campaign: the name, then the work and the id. */
export const fieldsOfRow = (one: CaseEntry, from: Entry): Fields =>
  remembered(one, `${from.slug}#${one.id}`, () => textsOfRow(one));

/**
 * Whether the number of a made id begins with a word of a search. Campaigns are not found by it.
 * @returns undefined if no word can be such a number.
 */
export function numberFit(q: string): ((id: string) => boolean) | undefined {
  const numbers = queryOf(q).flatMap(({ word: { latin } }) => (/^[0-9a-f]{2,6}$/.test(latin) ? [latin] : []));
  if (numbers.length === 0) return undefined;
  return (id) => numbers.some((number) => id.startsWith(number, id.length - 6)) && NUMBER.test(id);
}

/** Whether some texts are found, such as the name and the address of a person. Each asks about its own texts. */
export function textFit(q: string): (texts: Texts) => boolean {
  const query = queryOf(q);
  return (texts) => fitOf(fieldsOf(texts), query) > 0;
}

export const textsOfRow = ({ id, name, work = '' }: Pick<CaseEntry, 'id' | 'name' | 'work'>): Texts => [
  name,
  `${work} ${id}`,
];

const gatheredEntries = (entries: readonly Entry[]): Gathered<Entry> =>
  gathered(entries, (entry) => {
    const countries = [entry.country, ...entry.targets.map(({ country }) => country)];
    return [{ fields: fieldsOfEntry(entry), countries }];
  });

const gatheredPeople = (people: readonly Person[]): Gathered<Person> =>
  gathered(people, ({ told, country }) =>
    told.map(({ one, from }) => ({ fields: fieldsOfCase(one, from), countries: [country] })),
  );

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
const wordsOfId = (id: string): string => id.replace(NUMBER, '');
const NUMBER = /-[0-9a-f]{6}$/;

/**
 * Texts are folded once. A new number of one campaign makes new objects of all that lie with it in the table, so their texts
 * are compared before they are folded again: otherwise every published number would slow the next search.
 */
const ofThings = new WeakMap<object, Fields>();
const ofNames = new Map<string, { readonly text: string; readonly fields: Fields }>();
/** So that campaigns that are gone do not stay for ever. */
const MOST_NAMES = 100_000;

function remembered(thing: object, name: string, textsOf: () => Texts): Fields {
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

/** All that can be found by one search, in the order in which it lies in memory. A person is in it once for each campaign. */
interface Gathered<One> {
  readonly ones: readonly One[];
  readonly runs: readonly Fields[];
  /** The codes of the countries of each. Most are the same text. */
  readonly countries: readonly string[];
}

const ofArrays = new WeakMap<object, Gathered<unknown>>();

function gathered<One>(
  all: readonly One[],
  findable: (one: One) => readonly { fields: Fields; countries: readonly (string | undefined)[] }[],
): Gathered<One> {
  const known = ofArrays.get(all) as Gathered<One> | undefined;
  if (known) return known;
  const each = all.flatMap((one) => findable(one).map((found) => ({ one, ...found })));
  const made = {
    ones: each.map(({ one }) => one),
    runs: sideBySide(each.map(({ fields }) => fields)),
    countries: each.map(({ countries }) => [...new Set(countries)].filter(Boolean).join(' ')),
  };
  ofArrays.set(all, made);
  return made;
}

/** Looks through all of them once, as soon as somebody asks about one: few fit. @param meant as `countriesMeant` says. */
function fitBy<One>(all: Gathered<One>, query: Query, meant: (word: number, codes: string) => boolean): Fit<One> {
  let fits: ReadonlyMap<One, number> | undefined;
  return (one) => {
    fits ??= fitsOf(all, query, meant);
    return fits.get(one) ?? 0;
  };
}

function fitsOf<One>({ ones, runs, countries }: Gathered<One>, query: Query, meant: Parameters<typeof fitBy>[2]) {
  const fits = new Map<One, number>();
  let first = 0;
  for (const run of runs) {
    const alsoFits = (word: number, thing: number) => meant(word, countries[first + thing] as string);
    const things = run.ends.length / run.texts;
    for (let thing = 0; thing < things; thing++) {
      const fit = fitOf(run, query, alsoFits, thing);
      if (fit === 0) continue;
      const one = ones[first + thing] as One;
      fits.set(one, Math.max(fit, fits.get(one) ?? 0));
    }
    first += things;
  }
  return fits;
}
