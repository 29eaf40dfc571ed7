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

/** The scripts in use today that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

/**
 * The direction in which a language is written, by its script. Node knows the script of each language. It also knows the
 * direction (`textInfo`), but version 20 is wrong about Dhivehi, and about Azerbaijani in Arabic letters.
 * @param tag BCP 47, such as `az` or `az-Arab`.
 */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
