import type { Campaign, CampaignHead } from '../core/campaigns/campaign.ts';
import { caseIds } from '../core/campaigns/case-ids.ts';
import { spokenIn } from '../core/campaigns/in-language.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { forThePublic, withItsSigners } from '../core/campaigns/visibility.ts';
import { Problem } from '../core/problem.ts';
import { newState, type Published } from '../core/published/state.ts';
import type { SiteDeps } from './deps.ts';

/** A campaign, or its head alone, with its published numbers. */
export interface Found<Part extends CampaignHead = Campaign> {
  readonly campaign: Part;
  readonly published: Published;
}

/** @throws {Problem} as `forThePublic`. */
export async function findCampaign(deps: SiteDeps, slug: string): Promise<Found> {
  const found = await findWithItsSigners(deps, slug);
  forThePublic(found.campaign);
  return found;
}

/** A campaign that people may have signed, also a deleted one. @throws {Problem} `campaign-unknown`. */
export async function findWithItsSigners(deps: SiteDeps, slug: string): Promise<Found> {
  // A text that cannot be a slug costs no read.
  const found = isSlug(slug) ? await readCampaign(deps, slug) : undefined;
  withItsSigners(found?.campaign);
  if (!found) throw new Problem('campaign-unknown');
  return found;
}

/** Whatever its visibility. Undefined if there is none. */
export async function readCampaign(deps: SiteDeps, slug: string): Promise<Found | undefined> {
  const [campaign, published] = await Promise.all([deps.campaign(slug), deps.published(slug)]);
  return campaign && withNumbers(campaign, published);
}

const withNumbers = <Part extends CampaignHead>(campaign: Part, published: Published | undefined): Found<Part> => ({
  campaign,
  published: published ?? newState(Date.parse(campaign.createdAt)).published,
});

/**
 * A campaign in the language of a page, as far as it is translated. One read more, and none for the original. Ids that are made
 * from names come from the original: they are addresses.
 */
export async function inLanguageOf(deps: SiteDeps, campaign: Campaign, locale: string): Promise<Campaign> {
  const spoken = await spokenIn(campaign, locale, (language) => deps.translation(campaign.slug, language));
  if (spoken === campaign) return campaign;
  const ids = caseIds(campaign.slug, campaign.cases);
  return { ...spoken, cases: spoken.cases.map((one, i) => ({ ...one, id: ids[i] })) };
}

/** A campaign for a program that asks for a language: as `inLanguageOf`. @param lang any text. Without it, the original. */
export const inLanguageAsked = async (deps: SiteDeps, found: Found, lang: string | undefined): Promise<Found> =>
  lang ? { ...found, campaign: await inLanguageOf(deps, found.campaign, lang) } : found;
