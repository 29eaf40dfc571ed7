import type { Campaign, FormerDemand } from './campaign.ts';
import { wordsAt } from './demands.ts';

type Demands = Pick<
  Campaign,
  'title' | 'demand' | 'demands' | 'translations' | 'translatedDemands' | 'translatedSince' | 'olderDemands'
>;

/**
 * The languages whose demand still translates an earlier demand of the original, so that two demands are signed under one count. Nothing
 * is known of what changed before people could sign, unless the campaign is a copy of one that was signed. @returns BCP 47 tags.
 */
export const olderTranslations = (campaign: Demands): string[] =>
  Object.entries(campaign.translations ?? {})
    .filter(([tag, texts]) => {
      const since = Math.max(
        Date.parse(campaign.translatedSince?.[tag] ?? '') || 0,
        lastChange(texts.demand, campaign.translatedDemands?.[tag]),
      );
      return campaign.olderDemands?.includes(tag) || wordsAt(campaign, since).demand !== campaign.demand;
    })
    .map(([tag]) => tag);

/** When a demand became what it is, in milliseconds since the epoch. 0: it never changed. Entries before it may differ in their titles alone. */
function lastChange(demand: unknown, former: readonly FormerDemand[] = []): number {
  const last = former.findLast((one) => one.demand !== demand);
  if (last) return Date.parse(last.until);
  const [oldest] = former;
  return Date.parse(oldest?.demandSince ?? oldest?.since ?? '') || 0;
}
