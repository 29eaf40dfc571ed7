import { campaignStatus } from '../campaigns/status.ts';
import type { CaseEntry, Entry, Overview } from './entry.ts';
import { inPlaces } from './places.ts';

/** A prisoner, or a group of them, with all campaigns that speak for them. */
export interface Person extends CaseEntry {
  /** Where they are, or were, held. */
  readonly country?: string | undefined;
  /** The campaign whose words these are. */
  readonly from: Entry;
  /** The campaign whose folder has the picture. */
  readonly picturedBy?: Entry | undefined;
  /** Those that can be signed first, and of those that are alike the largest. */
  readonly campaigns: readonly Entry[];
}

/** Everybody for whom a listed campaign speaks. @param now in milliseconds since the epoch. */
export const peopleIn = (overview: Pick<Overview, 'entries'>, now: number): Person[] =>
  [...byId(overview).values()].map((told) => personOf(told, now));

/** The person of an id, or undefined if no listed campaign speaks for such a person. */
export function personWith(overview: Pick<Overview, 'entries'>, id: string, now: number): Person | undefined {
  const told = byId(overview).get(id);
  return told && personOf(told, now);
}

/** What one campaign says of a person. */
interface Told {
  readonly one: CaseEntry;
  readonly from: Entry;
}

/** Many pages ask about the same entries. */
const known = new WeakMap<Overview['entries'], ReadonlyMap<string, readonly Told[]>>();

function byId({ entries }: Pick<Overview, 'entries'>): ReadonlyMap<string, readonly Told[]> {
  const found = known.get(entries);
  if (found) return found;
  const all = new Map<string, Told[]>();
  for (const from of entries)
    for (const one of from.cases) all.set(one.id, [...(all.get(one.id) ?? []), { one, from }]);
  known.set(entries, all);
  return all;
}

/**
 * One person as several campaigns tell of them. The campaign with the newest event is right, since it was there last. What it
 * does not say comes from the others.
 */
function personOf(told: readonly Told[], now: number): Person {
  const newestFirst = told.toSorted(
    (a, b) =>
      compare(lastEvent(b.one), lastEvent(a.one)) ||
      compare(b.from.createdAt, a.from.createdAt) ||
      compare(a.from.slug, b.from.slug),
  );
  const said = <Field extends keyof CaseEntry>(field: Field) =>
    newestFirst.find(({ one }) => one[field] !== undefined)?.one[field];
  const [first] = newestFirst;
  if (!first) throw new Error('A person without a campaign');
  return {
    ...first.one,
    work: said('work'),
    detainedOn: said('detainedOn'),
    charge: said('charge'),
    sentence: said('sentence'),
    picture: said('picture'),
    country: newestFirst.find(({ from }) => from.country !== undefined)?.from.country,
    from: first.from,
    picturedBy: newestFirst.find(({ one }) => one.picture !== undefined)?.from,
    campaigns: inPlaces(
      told.map(({ from }) => from),
      (entry) => [campaignStatus(entry, now) === 'open' ? 0 : 1, -entry.numbers.total],
      ({ slug }) => slug,
    ),
  };
}

/** When something last happened to a person, as exactly as it is known. A day of a month is later than the month alone. */
export const lastEvent = ({ history, detainedOn }: Pick<CaseEntry, 'history' | 'detainedOn'>): string =>
  history.at(-1)?.on ?? detainedOn ?? '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
