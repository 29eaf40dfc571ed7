import { isoTime } from '../running/clock.ts';
import type { Campaign, CampaignHead, FormerDemand } from './campaign.ts';
import { campaignStatus } from './status.ts';
import type { Texts } from './translations.ts';

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

/**
 * The version of the words of today, in one language: 1 for the first that people could sign, and one more for each change. A
 * signature carries it with its language.
 */
export const versionOf = ({ demands = [] }: Pick<CampaignHead, 'demands'>): number => firstOf(demands) + demands.length;

/** Which words a signer was shown: their language, and their version in it. As links and signatures carry it: `ru.2`. */
export const wordsShown = (campaign: Pick<CampaignHead, 'language' | 'translatedTo' | 'demands'>): string =>
  `${campaign.translatedTo ?? campaign.language}.${versionOf(campaign)}`;

/** The language and the version of `wordsShown`. Undefined for anything else. */
export function wordsOf(shown: string | undefined): { language: string; version: number } | undefined {
  const [, language, version] = /^([A-Za-z0-9-]+)\.(\d+)$/.exec(shown ?? '') ?? [];
  return language === undefined ? undefined : { language, version: Number(version) };
}

/** The words of each version in one language, the oldest that is kept first. */
export const versionsOf = ({ title, demand, demands = [] }: Words & Pick<CampaignHead, 'demands'>): Version[] =>
  [...demands, { title, demand }].map((words, i) => ({ ...words, version: firstOf(demands) + i }));

export interface Version extends Pick<FormerDemand, 'title' | 'demand'> {
  readonly version: number;
  /** Until when people were asked to sign these words (ISO 8601). Undefined for those of today. */
  readonly until?: string;
}

const firstOf = (demands: readonly FormerDemand[]): number => demands[0]?.version ?? 1;

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
  const version = firstOf(kept) + all.length - MOST;
  return all.slice(-MOST).map((one, i) => (i === 0 && dropped ? { ...one, since: dropped.until, version } : one));
}

/** The same for each translation of a campaign, by language. Undefined if none has any. */
export function formerTranslatedDemands(
  before: Campaign | undefined,
  after: Pick<Campaign, 'translations'>,
  now: number,
): Campaign['translatedDemands'] {
  const former = Object.entries(after.translations ?? {}).flatMap(([language, texts]) => {
    const known = before?.translations?.[language];
    const demands = formerDemands(
      known && { ...before, ...wordsIn(known), demands: before?.translatedDemands?.[language] },
      wordsIn(texts),
      now,
    );
    return demands.length > 0 ? [[language, demands] as const] : [];
  });
  return former.length > 0 ? Object.fromEntries(former) : undefined;
}

/** Every translation has both. */
const wordsIn = ({ title, demand }: Texts): Words => ({ title: String(title), demand: String(demand) });
