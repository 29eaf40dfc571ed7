import { shortened } from '../shortened.ts';

/** Letters of a text that a message repeats with what it needs, such as quotes. Its writer has the rest. */
const REPEATED = 300;

/** The beginning of a text, as messages repeat it. */
export const begun = (text: string): string => shortened(text, REPEATED);

/** A text in the quotes that change nothing in it. Of a long one, it is the beginning. */
export function quoted(text: string): string {
  const words = begun(text);
  return words.includes('"') || words.includes('\\') ? `'${words.replaceAll("'", "''")}'` : `"${words}"`;
}

/** What a file may have without quotes, also in a list in brackets. */
const PLAIN = /^(?!(?:true|false|null)$)[\p{L}](?:[^:#,[\]{}"\s]|:(?=\S)|(?<=\S) (?=\S))*$/iu;

/** A text as somebody types it: in quotes only if it needs them. */
export const typed = (text: string): string => (PLAIN.test(text) ? text : quoted(text));

/** The parts of a line that are in quotes, and those that are not. */
const PARTS = /"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^"']+|["']/y;
const PARTS_BEHIND = /'(?:''|[^'])*'|[^"']+|["']/y;

function* partsOf(text: string): Generator<string> {
  let parts = PARTS;
  for (let at = 0; at < text.length; ) {
    parts.lastIndex = at;
    const part = parts.exec(text)?.[0] ?? text.slice(at);
    yield part;
    at += part.length;
    // Where no quote closes this one, none closes those behind it.
    if (part === '"') parts = PARTS_BEHIND;
  }
}

/** A value without the comment behind it. */
export function withoutComment(value: string): string {
  let before = '';
  for (const part of partsOf(value)) {
    const at = /^["']/.test(part) ? -1 : part.search(/\s#/);
    if (at >= 0) return `${before}${part.slice(0, at)}`.trimEnd();
    before += part;
  }
  return before;
}

/** A text without the blanks and brackets at its end. A pattern for them would begin anew at each of those in its middle. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s\])}]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The beginning of a list that somebody wrote in one line, with the brackets and quotes that it needs. A comma in quotes divides nothing. */
export function inBrackets(list: string): string {
  const inside = withoutEnd(begun(list).replace(/^[\s[({]+/, ''));
  const divider = inside.includes(',') ? ',' : ';';
  const entries = [...partsOf(inside)]
    .map((part) => (/^["']./.test(part) ? part : part.replaceAll(divider, '\n')))
    .join('')
    .split('\n')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return `[${entries.map((entry) => (/^(["']).*\1$/.test(entry) ? entry : typed(entry))).join(', ')}]`;
}
