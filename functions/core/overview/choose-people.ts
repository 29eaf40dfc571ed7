import type { PrisonerCase } from '../campaigns/case.ts';
import type { Circumstances } from './choose.ts';
import type { Overview } from './entry.ts';
import { certainSince } from './held.ts';
import { lastEvent, type Person, peopleIn } from './people.ts';
import { fitting, inPlaces, type Place } from './places.ts';

/** Which people a list shows, and in which order. */
export interface PeopleChoice {
  readonly status?: PrisonerCase['status'] | undefined;
  readonly country?: string | undefined;
  /** Left out: what fits best if there is a search, and else who is held longest. */
  readonly sort?: PeopleSort | undefined;
}

/** `longest`: who is held, the longest first, then who was released or died lately. `latest`: whose last event is the newest. */
export const peopleSorts = ['longest', 'latest'] as const;
export type PeopleSort = (typeof peopleSorts)[number];

/** The people of a choice, in its order. Those that are alike are in the order of their ids. */
export function chosenPeople(
  overview: Pick<Overview, 'entries'>,
  { status, country, sort }: PeopleChoice,
  { fit }: Pick<Circumstances<Person>, 'fit'>,
): Person[] {
  const within = peopleIn(overview).filter(
    (one) => (!status || one.status === status) && (!country || one.country === country),
  );
  const placeOf = ordered[sort ?? 'longest'];
  return fit === undefined ? inPlaces(within, placeOf, idOf) : fitting(within, fit, sort, placeOf, idOf);
}

const idOf = ({ id }: Person) => id;

const ranks = { detained: 0, released: 1, died: 2 } as const;

const ordered: Record<PeopleSort, (one: Person) => Place> = {
  longest: (one) => [ranks[one.status], one.status === 'detained' ? certainSince(one) : -latest(one)],
  latest: (one) => [-latest(one)],
};

const latest = (one: Person): number => Date.parse(lastEvent(one) || '0001');
