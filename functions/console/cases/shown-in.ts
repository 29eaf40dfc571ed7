import { isListed } from '../../core/campaigns/visibility.ts';
import type { SeenCase } from '../../core/cases/case.ts';

/** How many campaigns with a public page speak for a case. A change of it shows in these at once. */
export const shownIn = ({ campaigns, others }: Pick<SeenCase, 'campaigns' | 'others'>): number =>
  campaigns.filter(({ campaign }) => campaign.visibility !== 'draft').length + others;

/** Who sees what is posted about a case: of the campaigns that speak for it, the one that most people see decides. */
export function seenBy({
  campaigns,
  others,
}: Pick<SeenCase, 'campaigns' | 'others'>): 'public' | 'unlisted' | 'draft' | 'none' {
  // The others are those that everybody sees.
  if (others > 0 || campaigns.some(({ campaign }) => isListed(campaign))) return 'public';
  if (campaigns.length === 0) return 'none';
  return campaigns.some(({ campaign }) => campaign.visibility === 'unlisted') ? 'unlisted' : 'draft';
}
