import type { Campaign } from '../core/campaigns/campaign.ts';
import { inLanguage, translationFor } from '../core/campaigns/in-language.ts';
import type { SiteDeps } from './deps.ts';

/** A campaign in the language of a page, as far as it is translated. One read more, and none for the original. */
export async function spokenIn(deps: SiteDeps, campaign: Campaign, locale: string): Promise<Campaign> {
  const language = translationFor(campaign, locale);
  if (language === undefined) return campaign;
  return inLanguage(campaign, await deps.translation(campaign.slug, language));
}
