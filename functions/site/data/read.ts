import type { Entry } from '../../core/overview/entry.ts';
import { newState } from '../../core/published/state.ts';
import type { SiteDeps } from '../deps.ts';
import { type AskedOfData, wholeNumber } from './asked.ts';
import { bytesOf, cursorAfter, howManyFit, momentOf, pageAt } from './pages.ts';
import { campaignRow, caseRows, type Listed } from './rows.ts';

/** How much an answer has at most. One campaign alone may have more. */
export interface Most {
  readonly campaigns: number;
  readonly days: number;
  /** Of the tables that have texts, as JSON. */
  readonly bytes: number;
}

/** The longest slugs make 30,000 rows of JSON 5 MB long. Lambda answers with 6 MB at most. */
export const TABLE: Most = { campaigns: 100, days: 30_000, bytes: 4_000_000 };
/**
 * Compressed, so that it can have more. It is made in about a second. Lambda sends it as Base64, so that it may have 4.5 MB:
 * these days are half of it, and texts stay as long as two thirds at worst.
 */
export const DOWNLOAD: Most = { campaigns: 500, days: 100_000, bytes: 2_500_000 };

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
  const fitting = listed.slice(0, fittingIn(most, listed, deps.publicUrl));
  const last = fitting.at(-1);
  const isCut = last !== undefined && fitting.length < listed.length;
  return { listed: fitting, next: isCut ? cursorAfter(last.entry, momentOf(cursor, now)) : next };
}

async function withNumbers({ published }: SiteDeps, entry: Entry): Promise<Listed> {
  return { entry, published: (await published(entry.slug)) ?? newState(Date.parse(entry.createdAt)).published };
}

/** The same for each table and format: the pages of all of them have the same campaigns. */
const fittingIn = (most: Most, listed: readonly Listed[], publicUrl: string): number =>
  Math.min(
    howManyFit(
      listed.map(({ published }) => published.byDay.size),
      most.days,
    ),
    howManyFit(
      listed.map((one) => bytesOfTexts(one, publicUrl)),
      most.bytes,
    ),
  );

/** Entries stay the same from answer to answer, unless something has changed. */
const measured = new WeakMap<Entry, number>();

function bytesOfTexts(one: Listed, publicUrl: string): number {
  const before = measured.get(one.entry);
  if (before !== undefined) return before;
  const about = { publicUrl, group: undefined, now: 0 };
  const bytes = bytesOf(caseRows(one.entry, about)) + bytesOf(campaignRow(one, about));
  measured.set(one.entry, bytes);
  return bytes;
}
