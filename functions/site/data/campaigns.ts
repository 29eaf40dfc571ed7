import { isListed } from '../../core/campaigns/visibility.ts';
import type { Entry } from '../../core/overview/entry.ts';
import type { SiteDeps } from '../deps.ts';
import { type Found, inLanguageAsked, readCampaign } from '../find.ts';
import { campaignData } from '../open-data.ts';
import { type AskedOfData, wholeNumber } from './asked.ts';
import { bytesOf, cursorAfter, howManyFit, momentOf, pageAt } from './pages.ts';

/** How many campaigns an answer with all their texts has at most. */
export const MOST_WITH_TEXTS = 100;
/** How long it is at most, if it has more than one. Lambda answers with 6 MB, and writes each quotation mark as two letters. */
export const MOST_BYTES = 4_000_000;

/**
 * A page of listed campaigns with all their parts: the overview, and two reads for each campaign of the page, or three if
 * another language is asked for.
 * @throws {Problem} `invalid-query`.
 */
export async function campaignsPage(
  deps: SiteDeps,
  asked: AskedOfData,
): Promise<{ found: readonly Found[]; next: string | undefined }> {
  const limit = wholeNumber(asked, 'limit', { most: MOST_WITH_TEXTS, usual: MOST_WITH_TEXTS });
  const { entries } = await deps.overview();
  const [{ cursor }, now] = [asked, deps.clock()];
  const page = pageAt(entries, { cursor, limit, now });
  const originals = await withTexts(deps, page.entries);
  const all = await Promise.all(originals.map((one) => inLanguageAsked(deps, one, asked.lang)));
  const sizes = all.map((one) => bytesOf(campaignData(one, now)));
  const found = all.slice(0, howManyFit(sizes, MOST_BYTES));
  if (found.length === all.length) return { found, next: page.next };
  const last = page.entries.find(({ slug }) => slug === found.at(-1)?.campaign.slug);
  return { found, next: last && cursorAfter(last, momentOf(cursor, now)) };
}

/** Those of some campaigns that lists may still show. The overview may be a minute old. */
export async function withTexts(deps: SiteDeps, entries: readonly Entry[]): Promise<Found[]> {
  const found = await Promise.all(entries.map(({ slug }) => readCampaign(deps, slug)));
  return found.filter((one) => one !== undefined && isListed(one.campaign)) as Found[];
}
