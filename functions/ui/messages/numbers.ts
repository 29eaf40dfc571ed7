import { withDigits } from './digits.ts';
import { languages } from './speak.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Writes numbers in a language. To make a formatter costs much more than to use it. */
export function numbersIn(language: string): Intl.NumberFormat {
  const format = formats.get(language) ?? new Intl.NumberFormat(withDigits(language));
  formats.set(language, format);
  return format;
}

/**
 * A number as each language of the installation writes it, by its tag. Scripts in pages show it: browsers do not know the numbers of
 * every language, such as Azerbaijani and Armenian. It reads no words.
 */
export const written = (value: number): Readonly<Record<string, string>> =>
  Object.fromEntries(languages.map((language) => [language, numbersIn(language).format(value)]));
