import type { CampaignHead } from '../campaigns/campaign.ts';
import { CLOSING_GRACE } from '../campaigns/status.ts';
import { DAY } from '../running/clock.ts';

/** How long a mailed link can confirm, in milliseconds. */
export const CONFIRMATION_LIFETIME = 7 * DAY;

/** When a link that is mailed now stops confirming, in milliseconds since the epoch. */
export const confirmsUntil = ({ closesAt }: Pick<CampaignHead, 'closesAt'>, now: number): number =>
  Math.min(
    now + CONFIRMATION_LIFETIME,
    closesAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(closesAt) + CLOSING_GRACE,
  );

/** Days for which we keep a note of a withdrawal. After them, no link that was mailed before it can still be valid. */
export const TRACE_DAYS = CONFIRMATION_LIFETIME / DAY + 1;

/** Days for which erased data can be restored from a backup. Long enough to notice a fault over holidays. */
export const RECOVERY_DAYS = 14;
