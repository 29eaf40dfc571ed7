import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { nextAt } from '../core/published/rules.ts';
import type { Published } from '../core/published/state.ts';
import { DAY, dayOf, MINUTE, SECOND } from '../core/running/clock.ts';

/** Seconds for which a running function shows the result of a read again, so that a burst of visitors costs one read. */
export const REMEMBERED_SECONDS = 2;

/** Seconds for which a shared cache, such as CloudFront, may repeat an answer while its numbers may move at any moment. */
export const SHARED_SECONDS = { page: 10, data: 2 } as const;

/** A download reads hundreds of campaigns. While one of them is live, it would be made again every two seconds. */
const DOWNLOAD_SECONDS = 60;

/** Texts, status and names of a campaign may change sooner than its numbers. */
const TEXTS_SECONDS = 60;

/** Publishing has written its numbers at most this long after the time at which they may move, in milliseconds. */
const LATE = 2 * MINUTE;

/** How the numbers of a campaign move. */
export type Moving = Pick<Published, 'asOf' | 'every'>;

/**
 * When a number of a campaign may move next, in milliseconds since the epoch. If it is past, a number may move at any
 * moment: the campaign is live, or publishing may still write. It stays the same until then, and so do answers with it.
 */
export const mayMoveAt = ({ publish }: Pick<CampaignHead, 'publish'>, published: Moving, now: number): number =>
  publish === 'live'
    ? nextAt({ every: SHARED_SECONDS.data * SECOND }, published.asOf)
    : nextAt(published, Math.max(published.asOf, now - LATE));

/** When a number may move, or the campaign opens or closes, in milliseconds since the epoch. */
export function mayChangeAt(
  campaign: Pick<CampaignHead, 'publish' | 'opensAt' | 'closesAt'>,
  published: Moving,
  now: number,
): number {
  const turns = [campaign.opensAt, campaign.closesAt].map((moment) => Date.parse(moment ?? ''));
  return Math.min(mayMoveAt(campaign, published, now), ...turns.filter((turn) => turn > now));
}

/** What an answer has beside numbers. `counts` have nothing. */
export type Kind = keyof typeof SHARED_SECONDS | 'counts' | 'download';

/**
 * For how many seconds a shared cache may repeat an answer: until a number may move.
 * @param next when a number may move next. Both times are in milliseconds since the epoch.
 */
export function sharedSeconds(kind: Kind, next: number, now: number): number {
  // At midnight, days in prison grow.
  if (kind === 'download') return Math.min(DOWNLOAD_SECONDS, Math.ceil((dayOf(now) + DAY - now) / SECOND));
  const left = Math.ceil((next - now) / SECOND);
  if (left <= 0) return SHARED_SECONDS[kind === 'page' ? 'page' : 'data'];
  return kind === 'counts' ? left : Math.min(left, TEXTS_SECONDS);
}
