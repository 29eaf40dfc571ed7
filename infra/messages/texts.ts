import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

export type Elements = readonly MessageFormatElement[];

type Read = Elements | { readonly fault: string };

/** English messages are read again for each language. */
const known = new Map<string, Read>();

/** A message as its elements, or why it is none. */
export function elementsOf(message: string): Read {
  const elements = known.get(message) ?? readElements(message);
  known.set(message, elements);
  return elements;
}

function readElements(message: string): Read {
  try {
    return parse(message);
  } catch (error) {
    return { fault: (error as Error).message.toLowerCase().replaceAll('_', ' ') };
  }
}

/** What stands in a text for an argument. It is no letter, no digit and no blank. */
export const ARGUMENT = '\ufffc';

/**
 * The texts of a message as people may read them, with a placeholder for each argument: one text for each form that a
 * plural or a choice in it has, and one if it has none.
 */
export function textsOf(elements: Elements): readonly string[] {
  const forms = Math.max(1, ...elements.flatMap(formsIn));
  return Array.from({ length: forms }, (_, i) => textOf(elements, i));
}

const optionsOf = (element: MessageFormatElement): readonly Elements[] =>
  element.type === TYPE.plural || element.type === TYPE.select
    ? Object.values(element.options).map(({ value }) => value)
    : [];

const formsIn = (element: MessageFormatElement): number[] => {
  const options = optionsOf(element);
  const inside = element.type === TYPE.tag ? [element.children] : options;
  return [options.length, ...inside.flat().flatMap(formsIn)];
};

/** @param form which form of each plural and choice; the last one of those that have fewer. */
const textOf = (elements: Elements, form: number): string =>
  elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value;
      if (element.type === TYPE.tag) return textOf(element.children, form);
      const options = optionsOf(element);
      return options.length > 0 ? textOf(options[Math.min(form, options.length - 1)] ?? [], form) : ARGUMENT;
    })
    .join('');

/** Everything in a message, also what is inside a plural, a choice or a tag. */
export const allElements = (elements: Elements): MessageFormatElement[] =>
  elements.flatMap((element) => [
    element,
    ...(element.type === TYPE.tag ? allElements(element.children) : optionsOf(element).flatMap(allElements)),
  ]);
