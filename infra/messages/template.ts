import { type MessageFormatElement, type PluralElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import { WAITING } from './folders.ts';
import { pluralCategories, pluralExamples } from './structure.ts';
import { allElements, type Elements } from './texts.ts';

/** An English message as a translator of a language begins with it: marked, and with the forms of plurals that the language has. */
export const templateOf = (tag: string, english: string): string =>
  `${WAITING}${printed(withForms(tag, parse(english)))}`;

/** Elements as people write them: the printer of Format.JS leaves no space around the forms of a plural. */
const printed = (elements: readonly MessageFormatElement[]): string =>
  elements
    .map((element) => {
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return printAST([element]);
      const kind = element.type === TYPE.select ? 'select' : pluralKindOf(element);
      const forms = Object.entries(element.options).map(([form, { value }]) => `${form} {${printed(value)}}`);
      return `{${element.value}, ${kind}, ${forms.join(' ')}}`;
    })
    .join('');

const pluralKindOf = ({ pluralType }: PluralElement): string => (pluralType === 'ordinal' ? 'selectordinal' : 'plural');

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

/**
 * Numbers that English names alone (`=0`) stay. A form that English does not have begins as its general one. So does a form
 * without a number if the language has it for several: `one` of Russian is for 21, too, and English says “one day” there.
 */
function formsOf(tag: string, { options, pluralType }: PluralElement): PluralElement['options'] {
  const general = options.other ?? { value: [], location: null };
  const named = Object.keys(options).filter((form) => form.startsWith('='));
  const examples = pluralExamples(tag);
  const isForSeveral = (form: string) => (examples.get(form)?.length ?? 0) > 1;
  return Object.fromEntries(
    [...named, ...pluralCategories(tag, pluralType)].map((form) => {
      const own = options[form as keyof typeof options] ?? general;
      const option = isForSeveral(form) && hasNumber(general) && !hasNumber(own) ? general : own;
      return [form, { ...option, value: withForms(tag, option.value) }];
    }),
  ) as PluralElement['options'];
}

const hasNumber = ({ value }: { readonly value: Elements }): boolean =>
  allElements(value).some(({ type }) => type === TYPE.pound);
