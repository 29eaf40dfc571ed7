import type { IntlMessageFormat } from 'intl-messageformat';

type Values = Readonly<Record<string, unknown>>;
type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/**
 * Fills in a message. Most are text with values between, and are put together here: the library makes objects of every part, which
 * takes a page with hundreds of such messages longer than its pictures. Plurals and choices stay with the library.
 * @param number writes a number as the library would.
 */
export function fillerOf(format: IntlMessageFormat, number: (value: number) => string): (values: Values) => unknown {
  const parts = format.getAst().map(simplePart);
  const isSimple = parts.every((part) => part !== undefined);
  if (!isSimple) return (values) => format.format(values);
  return (values) => {
    let filled = '';
    for (const part of parts) {
      const text = typeof part === 'string' ? part : textOf(part, values, number);
      // A link, or a value that is missing: the library has an answer to both.
      if (text === undefined) return format.format(values);
      filled += text;
    }
    return filled;
  };
}

/** A text, or the name of a value that stands there as it is or as a number. */
type SimplePart = string | { readonly value: string } | { readonly number: string };

/** The kinds of parts that the library finds in a message. */
const [TEXT, VALUE, NUMBER] = [0, 1, 2] as const;

function simplePart(part: Part): SimplePart | undefined {
  if (part.type === TEXT) return part.value;
  if (part.type === VALUE) return { value: part.value };
  return part.type === NUMBER && !part.style ? { number: part.value } : undefined;
}

function textOf(
  part: Exclude<SimplePart, string>,
  values: Values,
  number: (value: number) => string,
): string | undefined {
  if ('number' in part) {
    const value = values[part.number];
    return typeof value === 'number' ? number(value) : undefined;
  }
  const value = values[part.value];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
