import type { Campaign } from '../core/campaigns/campaign.ts';
import { isSlug } from '../core/campaigns/slug.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import type { Counts } from '../core/counts/store.ts';
import { Problem } from '../core/problem.ts';
import type { SiteDeps } from './deps.ts';

/** A campaign with its counts. */
export interface Found {
  readonly campaign: Campaign;
  readonly counts: Counts;
}

/** @throws {Problem} `campaign-unknown`. */
export async function findCampaign(deps: SiteDeps, slug: string): Promise<Found> {
  // What cannot be a campaign's address costs no read.
  const found = isSlug(slug) ? await withCounts(deps, slug) : undefined;
  if (!found) throw new Problem('campaign-unknown');
  return found;
}

const order = { open: 0, upcoming: 1, closed: 2 } as const;

/** All campaigns: those that can be signed first, the newest of them before the others. */
export async function findCampaigns(deps: SiteDeps): Promise<Found[]> {
  const now = deps.clock();
  const found = await Promise.all((await deps.heads()).map(({ slug }) => withCounts(deps, slug)));
  return found
    .filter((one) => one !== undefined)
    .sort(
      ({ campaign: a }, { campaign: b }) =>
        order[campaignStatus(a, now)] - order[campaignStatus(b, now)] || Date.parse(b.opensAt) - Date.parse(a.opensAt),
    );
}

async function withCounts(deps: SiteDeps, slug: string): Promise<Found | undefined> {
  const [campaign, counts] = await Promise.all([deps.campaign(slug), deps.counts(slug)]);
  return campaign && { campaign, counts };
}
