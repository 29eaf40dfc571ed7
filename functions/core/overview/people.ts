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
  /** What each campaign says, the newest first. */
  readonly told: readonly Told[];
  readonly campaigns: readonly Entry[];
}

/** What one campaign says of a person. */
interface Told {
  readonly one: CaseEntry;
  readonly from: Entry;
}

/** Everybody for whom a listed campaign speaks. */
export const peopleIn = (overview: Pick<Overview, 'entries'>): readonly Person[] => peopleOf(overview).all;

/**
 * The person of an id, with the campaigns that can be signed first. @param now in milliseconds since the epoch.
 * @returns undefined if no listed campaign speaks for such a person.
 */
export function personWith(overview: Pick<Overview, 'entries'>, id: string, now: number): Person | undefined {
  const one = peopleOf(overview).byId.get(id);
  if (!one) return undefined;
  const isOpen = (entry: Entry) => campaignStatus(entry, now) === 'open';
  const campaigns = inPlaces(
    one.campaigns,
    (entry) => [isOpen(entry) ? 0 : 1, -entry.numbers.total],
    ({ slug }) => slug,
  );
  return { ...one, campaigns };
}

/** Many pages ask about the same entries. */
const known = new WeakMap<Overview['entries'], People>();

interface People {
  readonly byId: ReadonlyMap<string, Person>;
  readonly all: readonly Person[];
}

function peopleOf({ entries }: Pick<Overview, 'entries'>): People {
  const found = known.get(entries);
  if (found) return found;
  const all = new Map<string, Told[]>();
  for (const from of entries)
    for (const one of from.cases) {
      const told = all.get(one.id);
      if (told) told.push({ one, from });
      else all.set(one.id, [{ one, from }]);
    }
  const byId = new Map<string, Person>();
  for (const [id, told] of all) byId.set(id, knownPerson(told));
  const people = { byId, all: [...byId.values()] };
  known.set(entries, people);
  return people;
}

/** Most people are in one campaign, and most campaigns are in the next version of the overview as they were. */
const inOneCampaign = new WeakMap<CaseEntry, Person>();

function knownPerson(told: readonly Told[]): Person {
  const [first] = told;
  if (!first || told.length > 1) return personOf(told);
  const before = inOneCampaign.get(first.one);
  if (before?.from === first.from) return before;
  const person = personOf(told);
  inOneCampaign.set(first.one, person);
  return person;
}

/**
 * One person as several campaigns tell of them. The campaign with the newest event is right, since it was there last. What it
 * does not say comes from the others.
 */
function personOf(told: readonly Told[]): Person {
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
    told: newestFirst,
    campaigns: newestFirst.map(({ from }) => from),
  };
}

/** When something last happened to a person, as exactly as it is known. A day of a month is later than the month alone. */
export const lastEvent = ({ history, detainedOn }: Pick<CaseEntry, 'history' | 'detainedOn'>): string =>
  history.at(-1)?.on ?? detainedOn ?? '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
