import { isoTime } from '../running/clock.ts';
import type { Campaign, CampaignHead, FormerDemand, FormerTranslation } from './campaign.ts';
import { languagesOf } from './in-language.ts';
import { campaignStatus } from './status.ts';
import type { Texts } from './translations.ts';

/** So many are kept: a head stays small. */
const MOST = 5;

/** What a signer is asked to sign, as forms and e-mails show it. */
type Words = Pick<Campaign, 'title' | 'demand'>;

/** What a link knows of the words that its signer was shown. */
export interface Signed {
  /** `wordsShown`. Undefined for links from before there were translations. */
  readonly words?: string | undefined;
  /** When the form was sent, in milliseconds since the epoch. */
  readonly attemptedAt: number;
}

/**
 * The words that a signer was asked to sign. The e-mail and the page that confirms show the same.
 * @param campaign in the language of these words (`inWordsOf` of the sign function).
 * @returns without a word that is no longer kept. Earlier entries have no title.
 */
export function wordsSigned(
  campaign: Words & Pick<CampaignHead, 'language' | 'translatedTo' | 'demands'>,
  { words, attemptedAt }: Signed,
): Partial<Words> {
  const shown = wordsOf(words);
  if (!shown) return wordsAt(campaign, attemptedAt);
  if (shown.language !== (campaign.translatedTo ?? campaign.language)) return {};
  return versionsOf(campaign).find(({ version }) => version === shown.version) ?? {};
}

/**
 * The words that a signer was asked to sign, where only the time of the form is known.
 * @param at when they sent the form, in milliseconds since the epoch. 0: the first words.
 * @returns as `wordsSigned`.
 */
export function wordsAt(
  { title, demand, demands = [] }: Words & Pick<CampaignHead, 'demands'>,
  at: number,
): Partial<Words> {
  const [oldest] = demands;
  // Only a title may have been another one before it.
  if (oldest && at < Date.parse(oldest.since ?? ''))
    return at >= Date.parse(oldest.demandSince ?? '') ? { demand: oldest.demand } : {};
  return demands.find(({ until }) => at < Date.parse(until)) ?? { title, demand };
}

/** Whether nobody could sign the demand of today: it has other words than when the campaign closed. @param campaign one that has closed. */
export const isRewordedSinceClosing = (
  campaign: Words & Pick<CampaignHead, 'demands'> & Pick<Campaign, 'closesAt'>,
): boolean => wordsAt(campaign, Date.parse(campaign.closesAt ?? '')).demand !== campaign.demand;

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

/** The words of each version in one language, the oldest that is kept first. @param until of a language that was removed. */
export const versionsOf = ({
  title,
  demand,
  demands = [],
  until,
}: Words & Pick<CampaignHead, 'demands'> & { until?: string | undefined }): Version[] =>
  [...demands, { title, demand, ...(until !== undefined && { until }) }].map((words, i) => ({
    ...words,
    version: firstOf(demands) + i,
  }));

export interface Version extends Pick<FormerDemand, 'title' | 'demand'> {
  readonly version: number;
  /** Until when people were asked to sign these words (ISO 8601). Undefined for those of today. */
  readonly until?: string;
}

const firstOf = (demands: readonly FormerDemand[]): number => demands[0]?.version ?? 1;

/** Whether people may have signed a campaign as it is. Nobody signs a draft, whenever it shall open. */
export const mayBeSigned = <Head extends CampaignHead>(campaign: Head | undefined, now: number): campaign is Head =>
  campaign !== undefined && (campaign.hasBeenOpen === true || isOpened(campaign, now));

const isOpened = (campaign: Dated, now: number): boolean =>
  campaign.visibility !== 'draft' && campaignStatus(campaign, now) !== 'upcoming';

type Dated = Pick<Campaign, 'opensAt' | 'closesAt'> & Partial<Pick<Campaign, 'visibility'>>;

/** The words of one language, now and before. */
type Spoken = Omit<FormerTranslation, 'until'> & Partial<FormerTranslation>;

/** What a campaign keeps of the words that people may have signed. Fields that are empty are left out. */
export type KeptWords = Pick<
  Campaign,
  'demands' | 'translatedDemands' | 'translatedSince' | 'olderDemands' | 'formerTranslations' | 'hasBeenOpen'
>;

/**
 * The words that a campaign keeps after a change, by language. A language that goes takes its words along to
 * `formerTranslations`, and gets them back if it returns, as the original or not. So the name of a version (`ru.2`) never stands
 * for two demands.
 */
export function wordsKept(
  before: Campaign | undefined,
  after: Words & Dated & Pick<Campaign, 'language' | 'translations'>,
  now: number,
): KeptWords {
  const isSigned = mayBeSigned(before, now);
  const known = before ? spokenIn(before) : new Map<string, Spoken>();
  const speaks = spokenIn(after);
  const formerOf = (language: string, words: Words) => {
    const of = known.get(language);
    return of ? demandsAfter(of, words, isSigned, now) : [];
  };
  const demands = formerOf(after.language, after);
  const translated = Object.entries(after.translations ?? {}).flatMap(([language, texts]) => {
    const former = formerOf(language, wordsIn(texts));
    return former.length > 0 ? [[language, former] as const] : [];
  });
  const spokenBefore: readonly string[] = before ? languagesOf(before) : [];
  const since = Object.keys(after.translations ?? {}).flatMap((tag) => {
    const at = spokenBefore.includes(tag) ? before?.translatedSince?.[tag] : isSigned ? isoTime(now) : undefined;
    return at === undefined ? [] : [[tag, at] as const];
  });
  const older = (before?.olderDemands ?? []).filter((tag) => {
    const demand = after.translations?.[tag]?.demand;
    return demand !== undefined && demand === before?.translations?.[tag]?.demand;
  });
  const removed = [...known].filter(
    ([language, { demands = [], until }]) =>
      !speaks.has(language) && (isSigned || until !== undefined || demands.length > 0),
  );
  const former = removed.map(([language, one]) => [language, { ...one, until: one.until ?? isoTime(now) }] as const);
  return {
    ...(demands.length > 0 && { demands }),
    ...(translated.length > 0 && { translatedDemands: Object.fromEntries(translated) }),
    ...(since.length > 0 && { translatedSince: Object.fromEntries(since) }),
    ...(older.length > 0 && { olderDemands: older }),
    ...(former.length > 0 && { formerTranslations: Object.fromEntries(former) }),
    ...(isSigned && !isOpened(after, now) && { hasBeenOpen: true }),
  };
}

/** All languages of a campaign with their words, also those that it no longer has. */
const spokenIn = ({
  language,
  title,
  demand,
  demands,
  translations,
  translatedDemands,
  formerTranslations,
}: Words & Pick<Campaign, 'language' | 'translations'> & Partial<KeptWords>): Map<string, Spoken> =>
  new Map<string, Spoken>([
    ...Object.entries(formerTranslations ?? {}),
    ...Object.entries(translations ?? {}).map(
      ([tag, texts]) => [tag, spoken({ ...wordsIn(texts), demands: translatedDemands?.[tag] })] as const,
    ),
    [language, spoken({ title, demand, demands })],
  ]);

const spoken = ({ title, demand, demands }: Spoken): Spoken => ({ title, demand, ...(demands && { demands }) });

/** The former demands of a language after a change. @param isSigned whether people may have signed its words. */
function demandsAfter(
  { title, demand, demands: kept = [], until }: Spoken,
  after: Words,
  isSigned: boolean,
  now: number,
): readonly FormerDemand[] {
  if (!isSigned && until === undefined) return kept;
  if (title === after.title && demand === after.demand) return kept;
  const all = [...kept, { title, demand, until: until ?? isoTime(now) }];
  const dropped = all[all.length - MOST - 1];
  const version = firstOf(kept) + all.length - MOST;
  return all.slice(-MOST).map((one, i) => (i === 0 && dropped ? { ...oldestAfter(dropped, one), version } : one));
}

/** The oldest words that are kept, after others. */
const oldestAfter = (dropped: FormerDemand, oldest: FormerDemand): FormerDemand => ({
  ...oldest,
  since: dropped.until,
  ...(oldest.demand === dropped.demand && { demandSince: dropped.demandSince ?? dropped.since ?? isoTime(0) }),
});

/** Every translation has both. */
const wordsIn = ({ title, demand }: Texts): Words => ({ title: String(title), demand: String(demand) });
