import type { Campaign } from '../../core/campaigns/campaign.ts';
import { nearest } from '../../http/language.ts';
import type { SpokenEmbed } from '../../ui/browser/embed/snippets.ts';
import { type Translator, translatorOf } from '../../ui/messages/messages.ts';
import type { SiteDeps } from '../deps.ts';
import { type Found, inLanguageOf } from '../find.ts';

/** The language of what another site shows: the one that it chose. If it is none of ours, or left out, that of the campaign. */
export const languageFor = ({ language }: Pick<Campaign, 'language'>, lang: string | undefined): string =>
  lang !== undefined && nearest(lang) !== undefined && nearest(lang) !== nearest(language)
    ? lang
    : // Its tag says more: `en-US` has dates of its own.
      language;

/** The words of what another site shows of a campaign, and the campaign in that language. @param lang as it chose. */
export async function spokenFor(
  deps: SiteDeps,
  found: Found,
  lang: string | undefined,
): Promise<Found & { translator: Translator }> {
  const translator = translatorOf(languageFor(found.campaign, lang));
  return { ...found, campaign: await inLanguageOf(deps, found.campaign, translator.locale), translator };
}

/** The words of the code for other sites. @param lang the language that is chosen. Without one, the short address leads readers to their own. */
export function spokenEmbed(
  { slug, title }: Pick<Campaign, 'slug' | 'title'>,
  { t, href }: Translator,
  lang: string | undefined,
): SpokenEmbed {
  const path = `/campaigns/${slug}`;
  return {
    title,
    path: lang ? href(path) : path,
    link: t('site.pair', { name: title, value: t('embed.sign') }),
    badge: t('site.pair', { name: t('embed.badge.signatures'), value: title }),
  };
}
