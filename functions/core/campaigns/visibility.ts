import { Problem } from '../problem.ts';
import type { CampaignHead } from './campaign.ts';

type Seen = Partial<Pick<CampaignHead, 'visibility' | 'deletedAt'>>;

/** Whether lists, the sitemap and search engines may show a campaign. One that was stored before there was a choice is public. */
export const isListed = ({ visibility = 'public', deletedAt }: Seen): boolean =>
  visibility === 'public' && deletedAt === undefined;

/** Whether only organisers, or people who have its address, can find a campaign. */
export const isHidden = ({ visibility = 'public', deletedAt }: Seen): boolean =>
  visibility !== 'public' && deletedAt === undefined;

/**
 * The campaign of an address, if the public may see it.
 * @throws {Problem} `campaign-unknown` if there is none, or only a draft; `campaign-deleted`.
 */
export function forThePublic<Found extends CampaignHead>(campaign: Found | undefined): Found {
  const found = withItsSigners(campaign);
  if (found.deletedAt !== undefined) throw new Problem('campaign-deleted', { campaign: found.slug });
  return found;
}

/** Like `forThePublic`, but also one that is deleted: its signers may still withdraw. @throws {Problem} `campaign-unknown`. */
export function withItsSigners<Found extends CampaignHead>(campaign: Found | undefined): Found {
  if (!campaign || campaign.visibility === 'draft') throw new Problem('campaign-unknown');
  return campaign;
}
