import type { OrganiserActor } from '../../core/access/actor.ts';
import { hasRight } from '../../core/access/rights.ts';
import { campaignsSeen } from '../../core/campaigns/seen.ts';
import type { ConsoleDeps } from '../deps.ts';

/** More would be no list to choose from: then the case is made on the page of its campaign. */
const MOST = 200;

/** The campaigns that an organiser may write, for a list to choose from. About a read unit for each five. */
export async function writableCampaigns(
  deps: ConsoleDeps,
  actor: OrganiserActor,
): Promise<{ readonly slug: string; readonly title: string }[]> {
  const { campaigns } = await campaignsSeen(deps, actor, { after: undefined, limit: MOST });
  return campaigns
    .map(({ head: { slug, title } }) => ({ slug, title }))
    .filter(({ slug }) => hasRight(actor, 'campaign.write', slug));
}
