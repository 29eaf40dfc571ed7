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
 * Writes numbers as a format does. A language that puts the same sign between every three digits, as most do, needs the format
 * for few of them: to use it takes five times as long.
 */
export function numberWriter(format: Intl.NumberFormat): (value: number) => string {
  const write = (value: number) => format.format(value);
  if (format.resolvedOptions().numberingSystem !== 'latn') return write;
  const group = /^1(\D)234\1(?:567)$/.exec(write(1_234_567))?.[1];
  const isGrouped = group !== undefined && write(1_234) === `1${group}234`;
  const point = /^0(\D)125$/.exec(write(0.125))?.[1];
  const whole = (value: number): string => {
    if (value < 1_000) return String(value);
    return isGrouped
      ? `${whole(Math.floor(value / 1_000))}${group}${String(value % 1_000).padStart(3, '0')}`
      : write(value);
  };
  return (value) => {
    if (Number.isSafeInteger(value) && value >= 0) return whole(value);
    const text = String(value);
    const isShort = value > 0 && value < 1_000 && /^\d+\.\d{1,3}$/.test(text);
    return isShort && point !== undefined ? text.replace('.', point) : write(value);
  };
}

/**
 * A number as each language of the installation writes it, by its tag. Scripts in pages show it: browsers do not know the numbers of
 * every language, such as Azerbaijani and Armenian. It reads no words.
 */
export const written = (value: number): Readonly<Record<string, string>> =>
  Object.fromEntries(languages.map((language) => [language, numbersIn(language).format(value)]));
