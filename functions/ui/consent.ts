/**
 * The version of the words that a signer agrees to: the privacy text (`site/privacy.tsx`), the boxes and hints of the form
 * (`sign-form.tsx`), and the line under every page. Each signature carries it. `docs/reference/consent` has the words of
 * each version, and `tests/ui/consent.test.tsx` fails if the pages show other words than those.
 */
export const CONSENT_VERSION = '5';

/**
 * The version that a form showed. A browser can keep a form for minutes after an update, so the form says its version.
 * @param shown as the form sent it. Programs may leave it out: they agree to the words of today.
 */
export const shownVersion = (shown: string): string =>
  /^[1-9]\d{0,2}$/.test(shown) && Number(shown) <= Number(CONSENT_VERSION) ? shown : CONSENT_VERSION;
