import { isoTime } from '../running/clock.ts';
import type { Campaign } from './campaign.ts';
import { localTime } from './local-time.ts';
import { campaignStatus } from './status.ts';

/**
 * What stays of a deleted campaign. Its signers can still withdraw and see their data, its numbers are still counted, and
 * its signatures can be exported until retention erases their identities. None of that needs a word about the prisoners.
 */
const stays = [
  ...(['slug', 'language', 'title', 'demand', 'demands', 'group', 'neutralSubject', 'news', 'recipients'] as const),
  ...(['createdAt', 'opensAt', 'closesAt', 'timeZone', 'keepMonths', 'visibility'] as const),
  ...(['goal', 'showNames', 'countryOptional', 'sources', 'strict', 'publish'] as const),
] as const satisfies readonly (keyof Campaign)[];

type Kept = Pick<Campaign, (typeof stays)[number]>;

/** A campaign after it was deleted: closed, and without its texts. @param now milliseconds since the epoch. */
export function deletedCampaign(campaign: Campaign, now: number): Campaign {
  const kept = Object.fromEntries(
    stays.flatMap((field) => (campaign[field] === undefined ? [] : [[field, campaign[field]]])),
  ) as Kept;
  return {
    ...kept,
    closesAt: campaignStatus(campaign, now) === 'closed' ? campaign.closesAt : localTime(campaign, now),
    deletedAt: isoTime(now),
    ...{ summary: '', why: '', targets: [], cases: [], updates: [], handedOver: [], references: [], related: [] },
  };
}
