import { isListed } from '../../core/campaigns/visibility.ts';
import type { Entry } from '../../core/overview/entry.ts';
import type { SiteDeps } from '../deps.ts';
import { type Found, readCampaign } from '../find.ts';
import { type AskedOfData, wholeNumber } from './asked.ts';
import { pageAt } from './pages.ts';

/** How many campaigns an answer with all their texts has at most. */
export const MOST_WITH_TEXTS = 100;

/**
 * A page of listed campaigns with all their parts: the overview, and two reads for each campaign of the page.
 * @throws {Problem} `invalid-query`.
 */
export async function campaignsPage(
  deps: SiteDeps,
  asked: AskedOfData,
): Promise<{ found: readonly Found[]; next: string | undefined }> {
  const limit = wholeNumber(asked, 'limit', { most: MOST_WITH_TEXTS, usual: MOST_WITH_TEXTS });
  const { entries } = await deps.overview();
  const page = pageAt(entries, { cursor: asked.cursor, limit, now: deps.clock() });
  return { found: await withTexts(deps, page.entries), next: page.next };
}

/** Those of some campaigns that lists may still show. The overview may be a minute old. */
export async function withTexts(deps: SiteDeps, entries: readonly Entry[]): Promise<Found[]> {
  const found = await Promise.all(entries.map(({ slug }) => readCampaign(deps, slug)));
  return found.filter((one) => one !== undefined && isListed(one.campaign)) as Found[];
}
