import { isoTime } from '../running/clock.ts';
import type { Campaign, CampaignHead, FormerDemand } from './campaign.ts';
import { campaignStatus } from './status.ts';

/** So many are kept: a head stays small. */
const MOST = 5;

/**
 * The words that a signer was asked to sign.
 * @param at when they sent the form, in milliseconds since the epoch. The e-mail and the page that confirms show the same.
 * @returns undefined if these words are no longer kept.
 */
export function demandAt(
  { demand, demands = [] }: Pick<CampaignHead, 'demand' | 'demands'>,
  at: number,
): string | undefined {
  if (at < Date.parse(demands[0]?.since ?? '')) return undefined;
  return demands.find(({ until }) => at < Date.parse(until))?.demand ?? demand;
}

/** Whether a change gives other words to a campaign that people may have signed. */
export const changesSignedWords = (
  before: Campaign | undefined,
  after: Pick<Campaign, 'demand'>,
  now: number,
): before is Campaign =>
  before !== undefined && before.demand !== after.demand && campaignStatus(before, now) !== 'upcoming';

/** The former demands of a campaign after a change. A signature stores no words: the time of its form finds them here. */
export function formerDemands(
  before: Campaign | undefined,
  after: Pick<Campaign, 'demand'>,
  now: number,
): readonly FormerDemand[] {
  const kept = before?.demands ?? [];
  if (!changesSignedWords(before, after, now)) return kept;
  const all = [...kept, { demand: before.demand, until: isoTime(now) }];
  const dropped = all[all.length - MOST - 1];
  return all.slice(-MOST).map((one, i) => (i === 0 && dropped ? { ...one, since: dropped.until } : one));
}
