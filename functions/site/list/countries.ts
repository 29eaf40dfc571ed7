import type { Translator } from '../../ui/messages/messages.ts';

/** Countries with their names, each once, in the order of the alphabet of the page's language. */
export const namedCountries = (
  codes: readonly string[],
  { country, locale }: Pick<Translator, 'country' | 'locale'>,
): (readonly [code: string, name: string])[] =>
  [...new Set(codes)].map((code) => [code, country(code)] as const).sort(([, a], [, b]) => a.localeCompare(b, locale));
