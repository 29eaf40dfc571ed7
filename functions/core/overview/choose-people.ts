import type { PrisonerCase } from '../campaigns/case.ts';
import type { Circumstances } from './choose.ts';
import type { Overview } from './entry.ts';
import { daysHeld, lastTimeInPrison } from './held.ts';
import { lastEvent, type Person, peopleIn } from './people.ts';
import { fitting, inPlaces, type Place } from './places.ts';

/** Which people a list shows, and in which order. */
export interface PeopleChoice {
  readonly status?: PrisonerCase['status'] | undefined;
  readonly country?: string | undefined;
  /** Left out: what fits best if there is a search, and else who is held longest. */
  readonly sort?: PeopleSort | undefined;
}

/** `longest`: who is held, the longest first, then the others. `latest`: whose last event is the newest. */
export const peopleSorts = ['longest', 'latest'] as const;
export type PeopleSort = (typeof peopleSorts)[number];

/** The people of a choice, in its order. Those that are alike are in the order of their ids. */
export function chosenPeople(
  overview: Pick<Overview, 'entries'>,
  { status, country, sort }: PeopleChoice,
  { now, fit }: Circumstances<Person>,
): Person[] {
  const within = peopleIn(overview, now).filter(
    (one) => (!status || one.status === status) && (!country || one.country === country),
  );
  const placeOf = ordered[sort ?? 'longest'](now);
  return fit === undefined ? inPlaces(within, placeOf, idOf) : fitting(within, fit, sort, placeOf, idOf);
}

const idOf = ({ id }: Person) => id;

const ranks = { detained: 0, released: 1, died: 2 } as const;

const ordered: Record<PeopleSort, (now: number) => (one: Person) => Place> = {
  // A date of which the day is not known stands at its end: nobody is said to be held longer than is certain.
  longest: (now) => (one) => [
    ranks[one.status],
    lastTimeInPrison(one).from === undefined ? 1 : -(daysHeld(one, one.from, now)?.days ?? 0),
  ],
  latest: () => (one) => [-Date.parse(lastEvent(one) || '0001')],
};
