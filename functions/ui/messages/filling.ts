import type { IntlMessageFormat } from 'intl-messageformat';

type Values = Readonly<Record<string, unknown>>;
type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/**
 * Writes a message, or a part of one. Undefined for what only the library can write: a link, or a value that is missing.
 * @param count what `#` stands for in a plural.
 */
type Write = (values: Values, count?: number) => string | undefined;

/** How a language writes values into its messages. */
export interface Writing {
  /** As the library would. */
  readonly number: (value: number) => string;
  readonly text: (value: string) => string;
  /** Which words it has for how many. */
  readonly cardinals: Intl.PluralRules;
}

/**
 * Fills in a message. Nearly all are text with values and plurals between, and are put together here: the library makes objects of
 * every part, which takes a page with hundreds of such messages longer than its pictures.
 */
export function fillerOf(format: IntlMessageFormat, writing: Writing): (values: Values) => unknown {
  const write = writerOf(format.getAst(), writing);
  const placed = (value: unknown) => (typeof value === 'string' ? writing.text(value) : value);
  return (values) =>
    write?.(values) ??
    format.format(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, placed(value)])));
}

/** The kinds of elements that the library finds in a message. */
const [TEXT, VALUE, NUMBER, PLURAL, COUNT] = [0, 1, 2, 6, 7] as const;

/** Undefined if one of the elements is not simple. */
function writerOf(elements: readonly Element[], writing: Writing): Write | undefined {
  const writers = elements.map((element) => elementWriter(element, writing)).filter((write) => write !== undefined);
  if (writers.length < elements.length) return undefined;
  return (values, count) => {
    let filled = '';
    for (const write of writers) {
      const text = write(values, count);
      if (text === undefined) return undefined;
      filled += text;
    }
    return filled;
  };
}

function elementWriter(element: Element, writing: Writing): Write | undefined {
  const { number, text } = writing;
  const written = (value: unknown) => (typeof value === 'number' ? number(value) : undefined);
  if (element.type === TEXT) return () => element.value;
  if (element.type === COUNT) return (_, count) => written(count);
  if (element.type === NUMBER && !element.style) return (values) => written(values[element.value]);
  if (element.type === PLURAL && element.pluralType === 'cardinal') return pluralWriter(element, writing);
  if (element.type !== VALUE) return undefined;
  return (values) => {
    const value = values[element.value];
    if (typeof value === 'string') return text(value);
    return typeof value === 'number' ? String(value) : undefined;
  };
}

function pluralWriter(
  { value, offset, options }: Extract<Element, { readonly pluralType?: unknown }>,
  writing: Writing,
): Write {
  const writers = new Map(Object.entries(options).map(([name, option]) => [name, writerOf(option.value, writing)]));
  return (values) => {
    const all = values[value];
    if (typeof all !== 'number') return undefined;
    const count = all - offset;
    const write = writers.get(`=${all}`) ?? writers.get(writing.cardinals.select(count)) ?? writers.get('other');
    return write?.(values, count);
  };
}
