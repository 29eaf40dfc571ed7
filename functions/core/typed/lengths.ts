import { trimPasted } from '../pasted.ts';

/**
 * How long the texts of a form may be, and how they are counted. The browser and the server use this one module: a text that
 * one of them takes is never refused by the other for its length.
 */

/**
 * The most characters of each field: code points of the tidied text, as JSON Schema counts them. An address that is longer
 * cannot be delivered (RFC 5321, 4.5.3.1.3).
 */
export const MOST = { name: 100, publicName: 100, email: 254, comment: 500 } as const;
export type TextField = keyof typeof MOST;

/** Forms send a line end as CR LF. It counts as one character, as it does in the field. */
const lineEnds = (typed: string): string => typed.replace(/\r\n?/g, '\n');

/** A letter and a mark over it count as one character where Unicode has one for both. */
const composed = (text: string): string => text.normalize('NFC');

/** A name of unseen characters alone stays what it is, so that it is refused. */
const tidyName = (typed: string): string => composed(trimPasted(lineEnds(typed)) || lineEnds(typed).trim());

const tidiers: Record<TextField, (typed: string) => string> = {
  name: tidyName,
  publicName: tidyName,
  email: trimPasted,
  comment: (typed) => composed(lineEnds(typed).trim()),
};

/** A text as it is kept: without what was pasted along, and as Unicode composes it. */
export const tidied = (field: TextField, typed: string): string => tidiers[field](typed);

/** Whether a tidied text is longer than its field may be. An address is counted as it is written into an e-mail. */
export const isTooLong = (field: TextField, text: string): boolean =>
  [...text].length > MOST[field] || (field === 'email' && lengthInMail(text) > MOST.email);

/** A domain in other letters is longer in an e-mail: `bücher.example` is `xn--bcher-kva.example` there. */
function lengthInMail(address: string): number {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  try {
    return at + new URL(`http://${domain}/`).hostname.length;
  } catch {
    return at + domain.length;
  }
}
