import type { Actor } from '../access/actor.ts';
import { hasRight, requireRight } from '../access/rights.ts';
import type { CampaignHead } from './campaign.ts';
import { getStoredHeads, queryHeadsPage, type StoredHead } from './head-store.ts';
import type { CampaignDeps } from './plan.ts';
import { storedCampaign } from './plan.ts';
import type { StoredCampaign } from './store.ts';

/** Some campaigns, by their slugs. */
export interface CampaignsSeen {
  readonly campaigns: readonly StoredHead[];
  /** The last slug of this page, if there are more. */
  readonly next: string | undefined;
}

/**
 * The campaigns that an actor may see, drafts too, by slug. An admin's page costs about a read unit for each five campaigns;
 * others read those in which they have a role.
 * @param input.after the slug after which the page begins.
 * @throws {Problem} `not-allowed` if a token may not read campaigns.
 */
export async function campaignsSeen(
  { campaigns, clock }: Pick<CampaignDeps, 'campaigns' | 'clock'>,
  actor: Actor,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<CampaignsSeen> {
  requireRight(actor, 'campaign.list', { clock });
  if (actor.kind !== 'organiser' || actor.isAdmin) return queryHeadsPage(campaigns, { after, limit });
  const slugs = Object.keys(actor.campaigns)
    .filter((slug) => hasRight(actor, 'campaign.read', slug))
    .sort();
  const left = slugs.filter((slug) => after === undefined || slug > after);
  const found: StoredHead[] = [];
  for (let i = 0; i < left.length && found.length <= limit; i += limit + 1) {
    const heads = await getStoredHeads(campaigns, left.slice(i, i + limit + 1));
    found.push(...heads.filter(({ head }) => isKept(head)).sort((a, b) => (a.head.slug < b.head.slug ? -1 : 1)));
  }
  const page = found.slice(0, limit);
  return { campaigns: page, next: found.length > limit ? page.at(-1)?.head.slug : undefined };
}

const isKept = ({ deletedAt }: CampaignHead): boolean => deletedAt === undefined;

/** A whole campaign as it was written last. @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. */
export async function campaignSeen(
  deps: Pick<CampaignDeps, 'campaigns' | 'clock'>,
  actor: Actor,
  slug: string,
): Promise<StoredCampaign> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  return storedCampaign(deps, slug);
}
