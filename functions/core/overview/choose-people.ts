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
): readonly Person[] {
  const all = inOrder(peopleIn(overview), sort ?? 'longest');
  const within =
    status === undefined && country === undefined
      ? all
      : all.filter((one) => (!status || one.status === status) && (!country || one.country === country));
  return fit === undefined ? within : fitting(within, fit, { isBestFirst: sort === undefined });
}

/** Many pages ask about the same people. No order of them depends on the time. */
const known = new WeakMap<readonly Person[], Map<PeopleSort, readonly Person[]>>();

function inOrder(people: readonly Person[], sort: PeopleSort): readonly Person[] {
  const orders = known.get(people) ?? new Map<PeopleSort, readonly Person[]>();
  known.set(people, orders);
  const order = orders.get(sort) ?? inPlaces(people, ordered[sort], idOf);
  orders.set(sort, order);
  return order;
}

const idOf = ({ id }: Person) => id;

const ranks = { detained: 0, released: 1, died: 2 } as const;

const ordered: Record<PeopleSort, (one: Person) => Place> = {
  longest: (one) => [ranks[one.status], one.status === 'detained' ? certainSince(one) : -latest(one)],
  latest: (one) => [-latest(one)],
};

const latest = (one: Person): number => Date.parse(lastEvent(one) || '0001');
