import { countries, NO_COUNTRY } from '../core/country.ts';
import type { Translator } from './messages/messages.ts';

const sorted = new Map<string, readonly (readonly [code: string, name: string])[]>();

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
    {countriesByName(translator).map(([code, name]) => (
      <option value={code} selected={code === chosen}>
        {name}
      </option>
    ))}
  </>
);

/** Sorts once for each language: to sort 249 names takes longer than to make a whole page. */
function countriesByName(translator: Translator) {
  const known = sorted.get(translator.locale);
  if (known) return known;
  const { compare } = new Intl.Collator(translator.locale);
  const named = countries
    .map((code) => [code, translator.country(code)] as const)
    .sort(([, a], [, b]) => compare(a, b));
  sorted.set(translator.locale, named);
  return named;
}
