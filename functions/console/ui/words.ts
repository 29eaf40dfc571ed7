import { IntlMessageFormat } from 'intl-messageformat';
import pages from '../messages/en/pages.json' with { type: 'json' };
import signIn from '../messages/en/sign-in.json' with { type: 'json' };

/**
 * The words of the console: ICU messages, in English alone (docs/decisions/054). They are in files of their own, as those of pages for
 * signers are, so that another language can be another folder.
 */
const words = { ...pages, ...signIn };

export type Word = keyof typeof words;

const formats = new Map<Word, IntlMessageFormat>();

/** The words for a key. @param values what stands in its gaps. */
export function t(key: Word, values?: Readonly<Record<string, string | number>>): string {
  if (!values) return words[key];
  const format = formats.get(key) ?? new IntlMessageFormat(words[key], 'en');
  formats.set(key, format);
  return String(format.format(values));
}
