/**
 * The version of the words that a signer agrees to: the privacy text (`site/privacy.tsx`), the boxes and hints of the form
 * (`sign-form.tsx`), and the line under every page. Each signature carries it. `docs/reference/consent` has the words of
 * each version, and `tests/ui/consent.test.tsx` fails if the pages show other words than those.
 */
export const CONSENT_VERSION = '4';
