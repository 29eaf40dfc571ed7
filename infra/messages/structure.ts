import { type MessageFormatElement, type PluralElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { allElements, type Elements, elementsOf } from './texts.ts';

/**
 * What in a translation would break a page, or say something wrong to some readers: it cannot be read, has other arguments
 * than English, or a plural without a form that its language has.
 * @param tag BCP 47.
 */
export function structuralFaults(tag: string, message: string, english: string): string[] {
  const [own, source] = [elementsOf(message), elementsOf(english)];
  if ('fault' in own) return [`it cannot be read: ${own.fault}`];
  if ('fault' in source) return [`the English one cannot be read: ${source.fault}`];
  return [...argumentFaults(own, source), ...pluralFaults(tag, own)];
}

const kinds = {
  [TYPE.argument]: '',
  [TYPE.number]: ', number',
  [TYPE.date]: ', date',
  [TYPE.time]: ', time',
  [TYPE.tag]: ' as a tag',
} as const;

/** An argument with its type, as a translator writes it: `{total, number}`. Undefined for text. */
function argumentOf(element: MessageFormatElement): string | undefined {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return undefined;
    case TYPE.plural:
      return `{${element.value}, ${element.pluralType === 'ordinal' ? 'selectordinal' : 'plural'}, …}`;
    case TYPE.select:
      return `{${element.value}, select, ${Object.keys(element.options).sort().join(' … ')} …}`;
    default:
      return `{${element.value}${kinds[element.type]}}`;
  }
}

const argumentsOf = (elements: Elements): ReadonlySet<string> =>
  new Set(allElements(elements).flatMap((element) => argumentOf(element) ?? []));

function argumentFaults(own: Elements, source: Elements): string[] {
  const [has, needs] = [argumentsOf(own), argumentsOf(source)];
  return [
    ...[...needs].filter((one) => !has.has(one)).map((one) => `it lacks ${one}, which English has`),
    ...[...has].filter((one) => !needs.has(one)).map((one) => `it has ${one}, which English does not have`),
  ];
}

/** The categories of numbers in a language, such as `one few many other` in Russian. */
export function pluralCategories(tag: string, type: 'cardinal' | 'ordinal' = 'cardinal'): readonly string[] {
  const name = `${tag} ${type}`;
  const categories = known.get(name) ?? new Intl.PluralRules(tag, { type }).resolvedOptions().pluralCategories;
  known.set(name, categories);
  return categories;
}

/** To make rules takes longer than to check a message. */
const known = new Map<string, readonly string[]>();

/** The first numbers that each form of a plural is for: `one` is for 1, 21, 31 in Russian. Some forms are for fractions alone. */
export function pluralExamples(tag: string): ReadonlyMap<string, readonly number[]> {
  const rules = new Intl.PluralRules(tag);
  const examples = new Map<string, number[]>(pluralCategories(tag).map((form) => [form, []]));
  for (const number of [...Array(1_000).keys(), 1_000_000, 0.5, 1.5]) {
    const found = examples.get(rules.select(number));
    if (found && found.length < EXAMPLES && (Number.isInteger(number) || found.length === 0)) found.push(number);
  }
  return examples;
}
const EXAMPLES = 6;

const pluralFaults = (tag: string, elements: Elements): string[] =>
  allElements(elements)
    .filter((element): element is PluralElement => element.type === TYPE.plural)
    .flatMap(({ value, options, pluralType }) => {
      const needed = pluralCategories(tag, pluralType);
      const forms = Object.keys(options).filter((form) => !form.startsWith('='));
      return [
        ...needed
          .filter((form) => !forms.includes(form))
          .map((form) => `its plural of ${value} lacks the form “${form}”`),
        ...forms
          .filter((form) => !needed.includes(form))
          .map((form) => `its plural of ${value} has the form “${form}”, which the language does not have`),
      ];
    });
