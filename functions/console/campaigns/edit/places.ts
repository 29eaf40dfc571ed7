import { usualTag } from '../../../core/campaigns/fields.ts';
import { countryNamed, languageNamed } from '../../../core/campaigns/written-out.ts';
import { countries, isCountry } from '../../../core/country.ts';

/** Countries and languages by their names, as people type them. A file has their codes. */

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const tongues = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The name of a country. What is no country stays as it is. */
export const countryName = (code: string): string => (isCountry(code) ? (regions.of(code) ?? code) : code);

/** The code of a country that somebody wrote out. What is no country stays as it is, so that it is refused with these words. */
export const countryCode = (typed: string): string => countryNamed(typed) ?? typed.trim();

/** All countries, by their names. */
export const countryNames: readonly string[] = countries.map(countryName).sort(new Intl.Collator('en').compare);

/** The name of a language. What is no tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return tongues.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The tag of a language that somebody wrote out, such as `az` for Azerbaijani. */
export const languageTag = (typed: string): string => languageNamed(typed) ?? usualTag(typed.trim());
