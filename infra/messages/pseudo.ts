import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import type { Messages } from './file.ts';
import { allOf, readLanguage } from './folders.ts';

/**
 * Languages that no person speaks, made of English, with the tags that CLDR keeps for them. In `en-XA` letters have accents,
 * and texts are about 40 % longer and stand in brackets: a text without them did not come from the catalogue, and one
 * without a bracket was cut. `en-XB` is written from right to left. In both, an English reader still finds the way.
 * @see https://unicode.org/reports/tr35/#Unicode_locale_identifier
 */
export const pseudoLanguages: readonly string[] = ['en-XA', 'en-XB'];

/** The words of a pseudo-language. Arguments, tags and plurals are those of English. */
export const pseudoMessages = (tag: string): Messages =>
  Object.fromEntries(
    Object.entries(allOf(readLanguage('en'))).map(([key, message]) => [key, pseudoMessage(tag, message)]),
  );

/** One message in a pseudo-language. */
export const pseudoMessage = (tag: string, message: string): string =>
  tag === 'en-XB'
    ? printAST(rewritten(parse(message), mirrored))
    : `⟦${printAST(rewritten(parse(message), accented))}⟧`;

/** The same elements with other text between them, also in each form of a plural. */
const rewritten = (
  elements: readonly MessageFormatElement[],
  text: (value: string) => string,
): MessageFormatElement[] =>
  elements.map((element): MessageFormatElement => {
    switch (element.type) {
      case TYPE.literal:
        return { ...element, value: text(element.value) };
      case TYPE.plural:
      case TYPE.select:
        return {
          ...element,
          options: Object.fromEntries(
            Object.entries(element.options).map(([form, option]) => [
              form,
              { ...option, value: rewritten(option.value, text) },
            ]),
          ),
        } as MessageFormatElement;
      case TYPE.tag:
        return { ...element, children: rewritten(element.children, text) };
      default:
        return element;
    }
  });

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀćďéƒĝĥíĵķĺɱñóƥɋŕšťúṽŵẋýžÁƁĆĎÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŤÚṼŴẊÝŽ'];

/** Each vowel twice, since German and Azerbaijani words are longer, not only more. */
const accented = (value: string): string =>
  value.replace(/[a-z]/gi, (letter) => {
    const other = ACCENTED[PLAIN.indexOf(letter)] ?? letter;
    return /[aeiou]/i.test(letter) ? `${other}${other.toLowerCase()}` : other;
  });

/** Right-to-left mark, and what lets letters run from right to left until its end. Each word has its own: lines break between. */
const [MARK, OVERRIDE, END] = ['\u200f', '\u202e', '\u202c'];
const mirrored = (value: string): string =>
  value.replace(/[\p{L}\p{N}’]+/gu, (word) => `${MARK}${OVERRIDE}${word}${END}${MARK}`);
