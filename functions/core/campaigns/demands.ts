import { isoTime } from '../running/clock.ts';
import type { Campaign, CampaignHead, FormerDemand } from './campaign.ts';
import { campaignStatus } from './status.ts';

/** So many are kept: a head stays small. */
const MOST = 5;

/** What a signer is asked to sign, as forms and e-mails show it. */
type Words = Pick<Campaign, 'title' | 'demand'>;

/**
 * The words that a signer was asked to sign.
 * @param at when they sent the form, in milliseconds since the epoch. The e-mail and the page that confirms show the same.
 * @returns without a word that is no longer kept. Earlier entries have no title.
 */
export function wordsAt(
  { title, demand, demands = [] }: Words & Pick<CampaignHead, 'demands'>,
  at: number,
): Partial<Words> {
  if (at < Date.parse(demands[0]?.since ?? '')) return {};
  return demands.find(({ until }) => at < Date.parse(until)) ?? { title, demand };
}

/** Whether people may have signed a campaign as it is. */
export const mayBeSigned = <Head extends CampaignHead>(campaign: Head | undefined, now: number): campaign is Head =>
  campaign !== undefined && campaignStatus(campaign, now) !== 'upcoming';

/** The former demands of a campaign after a change. A signature stores no words: the time of its form finds them here. */
export function formerDemands(before: Campaign | undefined, after: Words, now: number): readonly FormerDemand[] {
  const kept = before?.demands ?? [];
  if (!mayBeSigned(before, now)) return kept;
  const { title, demand } = before;
  if (title === after.title && demand === after.demand) return kept;
  const all = [...kept, { title, demand, until: isoTime(now) }];
  const dropped = all[all.length - MOST - 1];
  return all.slice(-MOST).map((one, i) => (i === 0 && dropped ? { ...one, since: dropped.until } : one));
}
