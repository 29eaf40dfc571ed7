import { html, raw } from 'hono/html';
import { countries, NO_COUNTRY } from '../core/country.ts';
import type { Translator } from './messages/messages.ts';

const made = new Map<string, string>();

/** All countries, sorted by their names in the page's language. */
export const CountryOptions = ({
  translator,
  chosen,
  isOptional,
}: {
  translator: Translator;
  chosen: string | undefined;
  /** Whether a signer may rather not say. */
  isOptional: boolean;
}) => (
  <>
    <option value="">{translator.t('sign.country.choose')}</option>
    {isOptional && (
      <option value={NO_COUNTRY} selected={chosen === NO_COUNTRY}>
        {translator.t('sign.country.rather-not')}
      </option>
    )}
    {raw(optionsByName(translator).replace(`=${chosen}>`, `=${chosen} selected>`))}
  </>
);

/**
 * Made once for each language: to sort 249 names takes longer than to make a whole page. HTML lets an option end where the
 * next one begins, and a code stand without quotes, which makes every page shorter.
 */
function optionsByName(translator: Translator): string {
  const known = made.get(translator.locale);
  if (known) return known;
  const { compare } = new Intl.Collator(translator.locale);
  const options = countries
    .map((code) => [code, translator.country(code)] as const)
    .sort(([, a], [, b]) => compare(a, b))
    .map(([code, name]) => String(html`<option value=${code}>${name}`))
    .join('');
  made.set(translator.locale, options);
  return options;
}
