import { HOUR } from '../running/clock.ts';
import type { CampaignHead } from './campaign.ts';

export type CampaignStatus = 'upcoming' | 'open' | 'closed';

/** How long a link that was mailed before the closing still confirms after it, in milliseconds. */
export const CLOSING_GRACE = 24 * HOUR;

/** Whether organisers have put a campaign away: a closed one, or a draft. A later opening brings it back. */
export const isArchived = (
  campaign: Period & Pick<CampaignHead, 'archivedAt'> & Partial<Pick<CampaignHead, 'visibility'>>,
  now: number,
): boolean =>
  campaign.archivedAt !== undefined && (campaign.visibility === 'draft' || campaignStatus(campaign, now) === 'closed');

type Period = Pick<CampaignHead, 'opensAt' | 'closesAt'>;

/** A campaign is open from `opensAt` until just before `closesAt`. */
export function campaignStatus({ opensAt, closesAt }: Period, now: number): CampaignStatus {
  if (now < Date.parse(opensAt)) return 'upcoming';
  if (closesAt !== undefined && now >= Date.parse(closesAt)) return 'closed';
  return 'open';
}

/**
 * Whether a confirmation still counts: while the campaign is open, and 24 h longer, for mails that were sent before.
 */
export const acceptsConfirmations = ({ opensAt, closesAt }: Period, now: number): boolean =>
  now >= Date.parse(opensAt) && (closesAt === undefined || now < Date.parse(closesAt) + CLOSING_GRACE);
