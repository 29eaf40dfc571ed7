import type { CampaignHead } from '../core/campaigns/campaign.ts';

/** The language of an element's words. Empty if it is the language of the page. */
export interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'auto';
}

/** `lang` and `dir` for a campaign's own words: they may be in another language than the page around them. */
export const languageOf = (
  { language }: Pick<CampaignHead, 'language'>,
  { locale }: { readonly locale: string },
): LanguageAttributes => (language === locale ? {} : { lang: language, dir: 'auto' });
