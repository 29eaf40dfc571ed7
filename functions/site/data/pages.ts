import { campaignStatus } from '../../core/campaigns/status.ts';
import { isSlug } from '../../core/campaigns/values.ts';
import type { Entry } from '../../core/overview/entry.ts';
import { DAY, HOUR } from '../../core/running/clock.ts';
import { refuse } from './asked.ts';

/** Some of the listed campaigns, and the cursor of those that follow. Undefined after the last. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  readonly next: string | undefined;
}

/** Where a campaign stands in the order of all. */
interface Position {
  readonly rank: number;
  readonly opensAt: number;
  readonly slug: string;
}

const ranks = { open: 0, upcoming: 1, closed: 2 } as const;

const positionOf = (entry: Entry, at: number): Position => ({
  rank: ranks[campaignStatus(entry, at)],
  opensAt: Date.parse(entry.opensAt),
  slug: entry.slug,
});

/** First the campaigns that can be signed, and of those that are alike the newest first. */
const compare = (a: Position, b: Position): number =>
  a.rank - b.rank || b.opensAt - a.opensAt || (a.slug < b.slug ? -1 : Number(a.slug > b.slug));

/** All listed campaigns in their order. @param at which of them can be signed then, in milliseconds since the epoch. */
export const inOrder = (entries: readonly Entry[], at: number): Entry[] =>
  entries
    .map((entry) => ({ entry, position: positionOf(entry, at) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ entry }) => entry);

/**
 * The page of a cursor, or the first one. While a reader goes from page to page, the order is the one of the first page: a
 * campaign that opens or closes meanwhile is neither left out nor met twice.
 * @param limit how many campaigns at most.
 * @throws {Problem} `invalid-query` if the cursor is older than a day, or not where a listed campaign stands.
 */
export function pageAt(
  all: readonly Entry[],
  { cursor, limit, now }: { cursor: string | undefined; limit: number; now: number },
): EntryPage {
  const after = cursor === undefined ? undefined : openCursor(cursor, now);
  const at = after?.at ?? hourOf(now);
  // Otherwise anybody could make up addresses without end, for which no cache has an answer.
  const isListed = ({ position }: { position: Position }) =>
    all.some((entry) => entry.slug === position.slug && compare(positionOf(entry, at), position) === 0);
  if (after && !isListed(after)) return refuse({ field: 'cursor', fault: 'malformed' });
  const ordered = inOrder(all, at);
  const left = after ? ordered.filter((entry) => compare(after.position, positionOf(entry, at)) < 0) : ordered;
  const entries = left.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: last && left.length > limit ? cursorAfter(last, at) : undefined };
}

/** How many of these sizes fit together, from the first on. One always does. */
export function howManyFit(sizes: readonly number[], most: number): number {
  let sum = 0;
  const tooMany = sizes.findIndex((size) => {
    sum += size;
    return sum > most;
  });
  return tooMany < 0 ? sizes.length : Math.max(1, tooMany);
}

/** How long a value is as JSON, in UTF-8. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A cursor for what follows a campaign, in the order of a moment. */
export function cursorAfter(entry: Entry, at: number): string {
  const { rank, opensAt, slug } = positionOf(entry, at);
  return written([at / HOUR, rank, opensAt, slug]);
}

const written = (list: readonly unknown[]): string => Buffer.from(JSON.stringify(list)).toString('base64url');

/** By the hour, so that readers share the addresses of pages, and nobody can make up more than 24 for a campaign. */
const hourOf = (now: number): number => Math.floor(now / HOUR) * HOUR;

/** The moment of whose order a cursor speaks, in milliseconds since the epoch. */
export const momentOf = (cursor: string | undefined, now: number): number =>
  cursor === undefined ? hourOf(now) : openCursor(cursor, now).at;

function openCursor(cursor: string, now: number): { at: number; position: Position } {
  const [hour, rank, opensAt, slug] = listIn(cursor);
  const at = Number(hour) * HOUR;
  const isOurs =
    [hour, rank, opensAt].every(Number.isSafeInteger) && typeof slug === 'string' && isSlug(slug) && at > now - DAY;
  // Written in another way, a cursor would be an address of its own for a cache.
  if (!isOurs || at > now || cursor !== written([hour, rank, opensAt, slug]))
    return refuse({ field: 'cursor', fault: 'malformed' });
  return { at, position: { rank: Number(rank), opensAt: Number(opensAt), slug } };
}

function listIn(cursor: string): unknown[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
