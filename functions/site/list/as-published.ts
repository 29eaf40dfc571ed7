import { numbersOf, type Overview } from '../../core/overview/entry.ts';
import { isAsPublished } from '../../core/overview/moved.ts';
import type { SiteDeps } from '../deps.ts';

/**
 * The part of an overview that a page shows, with the numbers that the open data has at the same time. Numbers that may have
 * moved since they were written are read anew: one Query for each such entry, remembered like those of other pages. So a
 * page passes only the entries that it shows.
 * @example await asPublished(deps, { ...overview, entries: found.slice(0, 24) })
 */
export async function asPublished(
  { clock, published }: Pick<SiteDeps, 'clock' | 'published'>,
  { entries, checkedAt }: Overview,
): Promise<Overview> {
  const now = clock();
  const shown = entries.map(async (entry) => {
    if (isAsPublished(entry, checkedAt, now)) return entry;
    const numbers = await published(entry.slug);
    return numbers ? { ...entry, numbers: numbersOf(entry, numbers, now) } : entry;
  });
  return { entries: await Promise.all(shown), checkedAt: now };
}
