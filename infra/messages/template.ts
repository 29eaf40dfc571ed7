import { type MessageFormatElement, type PluralElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import { WAITING } from './folders.ts';
import { pluralCategories } from './structure.ts';

/** An English message as a translator of a language begins with it: marked, and with the forms of plurals that the language has. */
export const templateOf = (tag: string, english: string): string =>
  `${WAITING}${printAST(withForms(tag, parse(english)))}`;

const withForms = (tag: string, elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
  elements.map((element): MessageFormatElement => {
    switch (element.type) {
      case TYPE.plural:
        return { ...element, options: formsOf(tag, element) };
      case TYPE.select:
        return {
          ...element,
          options: Object.fromEntries(
            Object.entries(element.options).map(([name, option]) => [
              name,
              { ...option, value: withForms(tag, option.value) },
            ]),
          ),
        };
      case TYPE.tag:
        return { ...element, children: withForms(tag, element.children) };
      default:
        return element;
    }
  });

/** Numbers that English names alone (`=0`) stay. A form that English does not have begins as its general one. */
function formsOf(tag: string, { options, pluralType }: PluralElement): PluralElement['options'] {
  const general = options.other ?? { value: [], location: null };
  const named = Object.keys(options).filter((form) => form.startsWith('='));
  return Object.fromEntries(
    [...named, ...pluralCategories(tag, pluralType)].map((form) => {
      const option = options[form as keyof typeof options] ?? general;
      return [form, { ...option, value: withForms(tag, option.value) }];
    }),
  ) as PluralElement['options'];
}
