import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { getStoredHeads } from '../../core/campaigns/head-store.ts';
import { type InsideNumbers, queryInsideNumbers } from '../../core/counts/store.ts';
import type { ConsoleDeps } from '../deps.ts';

/** A campaign in a list of organisers, as it is now. */
export interface ListedCampaign {
  readonly head: CampaignHead;
  readonly numbers: InsideNumbers;
}

/** Whether another one in a list has its title, as a copy may. The list then shows their short names. */
export const sharesTitle = (title: string, list: readonly { readonly title: string }[]): boolean =>
  list.filter((one) => one.title === title).length > 1;

/**
 * Campaigns as they are now, in this order, without those that were deleted meanwhile. For each, 0.5 read units, and 0.5 for 4 KB of its
 * counts.
 */
export async function listedNow(
  { campaigns, counts }: Pick<ConsoleDeps, 'campaigns' | 'counts'>,
  slugs: readonly string[],
): Promise<ListedCampaign[]> {
  const [heads, numbers] = await Promise.all([
    slugs.length === 0 ? [] : getStoredHeads(campaigns, slugs),
    Promise.all(slugs.map((slug) => queryInsideNumbers(counts, slug))),
  ]);
  const bySlug = new Map(heads.map(({ head }) => [head.slug, head]));
  return slugs.flatMap((slug, i) => {
    const [head, inside] = [bySlug.get(slug), numbers[i]];
    return head && inside && head.deletedAt === undefined ? [{ head, numbers: inside }] : [];
  });
}
