import type { Entry } from '../../core/overview/entry.ts';
import { newState } from '../../core/published/state.ts';
import type { SiteDeps } from '../deps.ts';
import { type AskedOfData, wholeNumber } from './asked.ts';
import { cursorAfter, momentOf, pageAt } from './pages.ts';
import type { Listed } from './rows.ts';

/** How much an answer has at most. One campaign alone may have more days. */
export interface Most {
  readonly campaigns: number;
  readonly days: number;
}

/** The longest slugs make 30,000 rows of JSON 5 MB long. Lambda answers with 6 MB at most. */
export const TABLE: Most = { campaigns: 100, days: 30_000 };
/** Compressed, so that it can have more. It is made in about a second. */
export const DOWNLOAD: Most = { campaigns: 500, days: 150_000 };

export interface ListedPage {
  readonly listed: readonly Listed[];
  /** The cursor of what follows. Undefined at the end. */
  readonly next: string | undefined;
}

/**
 * A page of listed campaigns with their published numbers: the overview, and one read for each campaign of the page.
 * @throws {Problem} `invalid-query`.
 */
export async function readPage(deps: SiteDeps, asked: AskedOfData, most: Most): Promise<ListedPage> {
  const { cursor } = asked;
  const limit = wholeNumber(asked, 'limit', { most: most.campaigns, usual: most.campaigns });
  const now = deps.clock();
  const { entries, next } = pageAt((await deps.overview()).entries, { cursor, limit, now });
  const listed = await Promise.all(entries.map((entry) => withNumbers(deps, entry)));
  const fitting = listed.slice(0, howManyFit(listed, most.days));
  const last = fitting.at(-1);
  const isCut = last !== undefined && fitting.length < listed.length;
  return { listed: fitting, next: isCut ? cursorAfter(last.entry, momentOf(cursor, now)) : next };
}

async function withNumbers({ published }: SiteDeps, entry: Entry): Promise<Listed> {
  return { entry, published: (await published(entry.slug)) ?? newState(Date.parse(entry.createdAt)).published };
}

function howManyFit(listed: readonly Listed[], mostDays: number): number {
  let days = 0;
  const tooMany = listed.findIndex(({ published }) => {
    days += published.byDay.size;
    return days > mostDays;
  });
  return tooMany < 0 ? listed.length : Math.max(1, tooMany);
}
