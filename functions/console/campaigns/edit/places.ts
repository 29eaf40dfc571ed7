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

const byName = new Intl.Collator('en');

/** All countries, by their names. */
export const countryNames: readonly string[] = countries.map(countryName).sort(byName.compare);

/** The name of a language. What is no tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return tongues.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Tags in the order of their names. */
export const byLanguageName = (tags: Iterable<string>): string[] =>
  [...tags].sort((one, other) => byName.compare(languageName(one), languageName(other)));

/** The tag of a language that somebody wrote out, such as `az` for Azerbaijani. */
export function languageTag(typed: string): string {
  const tag = usualTag(typed.trim());
  // To look a name up takes long, and most people leave the field as it was.
  return englishTags().get(typed.trim().toLowerCase()) ?? (isKnown(tag) ? tag : (languageNamed(typed) ?? tag));
}

let englishNames: Map<string, string> | undefined;

/** Tags of two letters by their English names. */
function englishTags(): Map<string, string> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  englishNames ??= new Map(
    letters
      .flatMap((one) => letters.map((other) => one + other))
      .flatMap((tag) => [[tongues.of(tag)?.toLowerCase() ?? tag, tag] as const]),
  );
  return englishNames;
}

function isKnown(tag: string): boolean {
  try {
    return tongues.of(tag) !== undefined;
  } catch {
    return false;
  }
}
