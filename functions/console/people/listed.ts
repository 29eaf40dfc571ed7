import type { Organiser } from '../../core/access/people.ts';
import { fitOfWords } from './find.ts';

const ON_A_PAGE = 50;

/** One page of the people, the oldest first. */
export interface PeopleListed {
  readonly people: readonly Organiser[];
  /** The id after which the next page begins. Undefined on the last one. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
  /** Whether there are more than one page has. */
  readonly isPaged: boolean;
  /** What somebody looks for. Empty: nothing. */
  readonly q: string;
}

/** @param after the id of the last person before. One who is not there any more leads to the first page. */
export function peopleAfter(all: readonly Organiser[], after: string | undefined): PeopleListed {
  return pageOf(all, all.findIndex(({ id }) => id === after) + 1, { isPaged: all.length > ON_A_PAGE, q: '' });
}

/** Those whose name or address has each word of `q`: as many as a page has. More words find fewer. */
export async function peopleWith(all: readonly Organiser[], q: string): Promise<PeopleListed> {
  const fits = await fitOfWords(q);
  const found = all.filter(({ name = '', address }) => fits([name, address]));
  return pageOf(found, 0, { isPaged: all.length > ON_A_PAGE, q });
}

function pageOf(all: readonly Organiser[], from: number, more: Pick<PeopleListed, 'isPaged' | 'q'>): PeopleListed {
  const people = all.slice(from, from + ON_A_PAGE);
  const next = from + ON_A_PAGE < all.length ? people.at(-1)?.id : undefined;
  return { people, next, isFirst: from === 0, ...more };
}
