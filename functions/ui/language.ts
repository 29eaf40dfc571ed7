import type { CampaignHead } from '../core/campaigns/campaign.ts';

/** What an element says of the language of its words. Empty where that is the language of the page. */
export interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'auto';
}

/** `lang` and `dir` for a campaign's own words: they may be in another language than the page around them. */
export const languageOf = (
  { language }: Pick<CampaignHead, 'language'>,
  { locale }: { readonly locale: string },
): LanguageAttributes => (language === locale ? {} : { lang: language, dir: 'auto' });

/** Scripts that are written from right to left, of those that languages are written in today (ISO 15924). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

/**
 * The direction in which a language is written, by its script. Node knows the script of each language; its own word on the
 * direction (`textInfo`) is wrong in version 20 for Dhivehi and for Azerbaijani in Arabic letters.
 * @param tag BCP 47, such as `az` or `az-Arab`.
 */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
