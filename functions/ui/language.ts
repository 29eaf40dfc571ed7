import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { isUntranslated, type Marked } from '../core/campaigns/in-language.ts';

/** The language of an element's words. Empty if it is the language of the page. */
export interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'auto';
}

type Speaking = Pick<CampaignHead, 'language'> & Partial<Pick<CampaignHead, 'translatedTo'>>;
type Page = { readonly locale: string };

/** `lang` and `dir` for a campaign's title and demand: they may be in another language than the page around them. */
export const languageOf = ({ language, translatedTo = language }: Speaking, page: Page): LanguageAttributes =>
  attributesOf(translatedTo, page);

/** `lang` and `dir` for each text of a campaign. @param set the set of fields that has the text. */
export type LanguageOfText = <Set extends object>(set: Set, text: keyof Set & string) => LanguageAttributes;

/** What a translation lacks is there in the original language (`core/campaigns/in-language`). */
export const languagesIn =
  ({ language, translatedTo = language }: Speaking, page: Page): LanguageOfText =>
  (set: Marked, text) =>
    attributesOf(isUntranslated(set, text) ? language : translatedTo, page);

const attributesOf = (language: string, { locale }: Page): LanguageAttributes =>
  language === locale ? {} : { lang: language, dir: 'auto' };

/** The name of a language in the language of a page. A tag that no language can have stays as it is. */
export function languageName(tag: string, { locale }: Page): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
