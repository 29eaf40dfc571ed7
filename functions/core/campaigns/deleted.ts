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
  ...(['goal', 'showNames', 'countryOptional', 'sources', 'strict', 'publish', 'translatedDemands'] as const),
  ...(['formerTranslations', 'hasBeenOpen'] as const),
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
    ...(campaign.translations && { translations: signedWords(campaign.translations) }),
    ...{ summary: '', why: '', targets: [], cases: [], updates: [], handedOver: [], references: [], related: [] },
  };
}

/** Of each translation, what its signers signed. */
const signedWords = (translations: NonNullable<Campaign['translations']>): Campaign['translations'] =>
  Object.fromEntries(
    Object.entries(translations).map(([language, { title = '', demand = '' }]) => [language, { title, demand }]),
  );
