import { isCountry } from './country.ts';

/** Places of which the long name says more than people do: “Hong Kong SAR China”, “Palestinian Territories”. */
const NAMED_SHORT = new Set(['HK', 'MO', 'PS']);

/**
 * The names of countries in a language, as pages and tables show them.
 * @returns a function that gives the name of a code: empty for a signer who named no country.
 */
export function countryNames(locale: string): (code: string) => string {
  // To make a formatter costs much more than to use it, and a table asks for 249 names.
  const long = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const short = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code', style: 'short' });
  const names = new Map<string, string>();
  return (code) => {
    const known = names.get(code);
    if (known !== undefined || !isCountry(code)) return known ?? '';
    const name = (NAMED_SHORT.has(code) ? short : long).of(code) ?? code;
    names.set(code, name);
    return name;
  };
}
