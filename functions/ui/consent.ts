import { nearestLanguage } from './messages/languages.ts';
import { languages } from './messages/speak.ts';

/**
 * The version of the words that a signer agrees to: the privacy text (`site/privacy.tsx`), the boxes and hints of the form
 * (`sign-form.tsx`), and the line under every page. Each signature carries it with the language of the words: `5-ru`.
 * `docs/reference/consent` has the words of each, and `tests/ui/consent.test.tsx` fails if the pages show other words than those.
 */
export const CONSENT_VERSION = '6';

/** Earlier versions were never shown in another language than English. */
const FIRST_IN_LANGUAGES = 5;

/** What a signer agrees to in a language of the interface, as their form says it. */
export const consentIn = (language: string): string => `${CONSENT_VERSION}-${language}`;

/**
 * The version that a form showed, and its language. A browser can keep a form for minutes after an update, so the form says its
 * version.
 * @param shown as the form sent it. Programs may leave it out: they agree to the words of today, in the language nearest to
 * theirs. So does everybody who names words that never were. @param locale the BCP 47 tag that they sent.
 */
export function shownVersion(shown: string, locale: string): string {
  const [, version, language] = /^([1-9]\d{0,2})(?:-([A-Za-z0-9-]{2,35}))?$/.exec(shown) ?? [];
  if (version !== undefined && Number(version) < FIRST_IN_LANGUAGES && (language ?? 'en') === 'en')
    return `${version}-en`;
  const isSpoken = language !== undefined && languages.includes(language);
  const own = isSpoken ? language : nearestLanguage(locale, languages);
  const isLater = Number(version) >= FIRST_IN_LANGUAGES && Number(version) <= Number(CONSENT_VERSION);
  return `${isLater ? version : CONSENT_VERSION}-${own ?? languages[0] ?? 'en'}`;
}
