import { html, raw } from 'hono/html';
import { countries, NO_COUNTRY } from '../core/country.ts';
import type { Translator } from './messages/messages.ts';

/**
 * Places where nobody lives, or only visits: Antarctica, Bouvet Island, South Georgia, Heard and McDonald Islands, the French
 * Southern Territories, the Minor Outlying Islands of the USA. The API takes them; the list is shorter without.
 */
const UNINHABITED = new Set(['AQ', 'BV', 'GS', 'HM', 'TF', 'UM']);

/** By the function that names countries, of which each language has one. */
const made = new WeakMap<Translator['country'], string>();

/** All countries where people live, sorted by their names in the page's language. */
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
    {chosen !== undefined && UNINHABITED.has(chosen) && (
      <option value={chosen} selected>
        {translator.country(chosen)}
      </option>
    )}
    {raw(optionsByName(translator).replace(`=${chosen}>`, `=${chosen} selected>`))}
  </>
);

/**
 * Made once for each language: to sort 244 names takes longer than to make a whole page. HTML lets an option end where the
 * next one begins, and a code stand without quotes, which makes every page shorter.
 */
function optionsByName(translator: Translator): string {
  const known = made.get(translator.country);
  if (known) return known;
  const { compare } = new Intl.Collator(translator.locale);
  const options = countries
    .filter((code) => !UNINHABITED.has(code))
    .map((code) => [code, translator.country(code)] as const)
    .sort(([, a], [, b]) => compare(a, b))
    .map(([code, name]) => String(html`<option value=${code}>${name}`))
    .join('');
  made.set(translator.country, options);
  return options;
}
