import type { Campaign, CampaignHead } from '../core/campaigns/campaign.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import { isSlug } from '../core/campaigns/values.ts';
import type { Counts } from '../core/counts/store.ts';
import { Problem } from '../core/problem.ts';
import type { SiteDeps } from './deps.ts';

/** A campaign, or its head alone, with its counts. */
export interface Found<Part extends CampaignHead = Campaign> {
  readonly campaign: Part;
  readonly counts: Counts;
}

/** @throws {Problem} `campaign-unknown`. */
export async function findCampaign(deps: SiteDeps, slug: string): Promise<Found> {
  // A text that cannot be a slug costs no read.
  const found = isSlug(slug) ? await withCounts(deps, slug) : undefined;
  if (!found) throw new Problem('campaign-unknown');
  return found;
}

/** All campaigns with all their parts, in the order of `inOrder`. */
export async function findCampaigns(deps: SiteDeps): Promise<Found[]> {
  const found = await Promise.all((await deps.heads()).map(({ slug }) => withCounts(deps, slug)));
  return inOrder(
    found.filter((one) => one !== undefined),
    deps.clock(),
  );
}

/** The heads of all campaigns, in the order of `inOrder`. One Query for all heads, and one for the counts of each. */
export async function findHeads(deps: SiteDeps): Promise<Found<CampaignHead>[]> {
  const found = (await deps.heads()).map(async (campaign) => ({ campaign, counts: await deps.counts(campaign.slug) }));
  return inOrder(await Promise.all(found), deps.clock());
}

async function withCounts(deps: SiteDeps, slug: string): Promise<Found | undefined> {
  const [campaign, counts] = await Promise.all([deps.campaign(slug), deps.counts(slug)]);
  return campaign && { campaign, counts };
}

const ranks = { open: 0, upcoming: 1, closed: 2 } as const;

/** First the campaigns that can be signed, and of those that are alike the newest first. */
const inOrder = <One extends Found<CampaignHead>>(found: readonly One[], now: number): One[] =>
  found.toSorted(
    ({ campaign: a }, { campaign: b }) =>
      ranks[campaignStatus(a, now)] - ranks[campaignStatus(b, now)] || Date.parse(b.opensAt) - Date.parse(a.opensAt),
  );
