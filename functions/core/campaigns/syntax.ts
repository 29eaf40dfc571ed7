import type { YAMLError } from 'yaml';
import type * as z from 'zod/mini';
import { shortened } from '../shortened.ts';
import { blockTexts, oddBlanks } from './blanks.ts';
import { type FileFault, harmless, type Place } from './faults.ts';
import { begun, inBrackets, quoted, withoutComment } from './quoted.ts';
import { fieldNamed, takesParagraphs, takesWords } from './schema.ts';

/** A file as it is written, and what it should be. */
export interface Written {
  readonly text: string;
  readonly schema: z.core.$ZodType;
  readonly placeOf: (at: number) => Place;
}

/** What a line of a file says, as far as one line can: `- key: value`. */
interface Line {
  readonly indent: number;
  readonly dash: string;
  readonly key: string;
  readonly value: string;
}

/** Letters of a line that a message shows. */
const SHOWN = 100;
/** Letters of a message. What it repeats is shorter (`begun`), so this cuts nothing that a message needs. */
const LONGEST = 1_500;

/**
 * Says in words of every day what keeps a text from being YAML, and what to type. It judges by the lines themselves:
 * YAML's own message is about its grammar, and often about a later line than the one with the mistake.
 */
export function syntaxFault({ code, pos, message }: YAMLError, { text, schema, placeOf }: Written): FileFault {
  const lines = text.split(/\r\n|[\n\r]/);
  const { line } = placeOf(Math.min(pos[0], Math.max(0, text.length - 1)));
  const found =
    oddBlanks(lines, schema, blockTexts(lines))[0] ??
    unclosed(lines, line, message, schema) ??
    unclosedList(lines, line) ??
    tab(lines, line, code) ??
    colonBelow(lines, line, schema) ??
    bySort(lines, line, code);
  return faultAt(lines, found.line, found.words);
}

/** A fault of a line, with the line as it is written. */
export const faultAt = (lines: readonly string[], line: number, message: string): FileFault => {
  const written = lines[line - 1] ?? '';
  const begin = written.length - written.trimStart().length;
  return { line, column: begin + 1, message: harmless(shortened(message, LONGEST)), written: shown(written) };
};

interface Found {
  readonly line: number;
  readonly words: string;
}

/** A quote that no other closes takes the lines below it into its text, so that YAML fails there. */
function unclosed(lines: readonly string[], last: number, message: string, schema: z.core.$ZodType): Found | undefined {
  for (let line = last; line > 0; line--) {
    const { indent, key, value } = read(lines[line - 1]);
    const quote = value.charAt(0);
    if (!/^["']/.test(quote) || afterQuoted(value) !== undefined) continue;
    const next = nextWritten(lines, line);
    const isNextAField = next !== undefined && read(next).key !== '' && read(next).indent <= indent;
    if (!isNextAField && !message.startsWith('Missing closing')) continue;
    const field = fieldNamed(key, schema);
    const isShort = isNextAField || next === undefined || !field || !takesParagraphs(field);
    const type = isShort
      ? `Type it there: ${suggested(lines[line - 1], quoted(value.slice(1)))}`
      : `Type | in place of ${quote}, and begin the text in the line below, with ${blanks(indent + 2)} before each line.`;
    return { line, words: `The text begins with ${quote} and has no ${quote} at its end. ${type}` };
  }
  return undefined;
}

/** The first line with a word, after a number of lines. */
function nextWritten(lines: readonly string[], after: number): string | undefined {
  let at = after;
  while (lines[at]?.trim() === '') at++;
  return lines[at];
}

/** A list in brackets that goes on below, where the next field begins. */
function unclosedList(lines: readonly string[], last: number): Found | undefined {
  const isOpen = ({ value }: Line) => /^(?:\[[^\]]*|\{[^}]*)$/.test(withoutComment(value));
  const line = lines.slice(0, last).findLastIndex((one) => isOpen(read(one))) + 1;
  if (line === 0) return undefined;
  const { indent, value } = read(lines[line - 1]);
  const below = nextWritten(lines, line);
  const next = read(below);
  if (below !== undefined && (next.key === '' || next.indent > indent)) return undefined;
  const close = value.startsWith('[') ? ']' : '}';
  if (value.startsWith('[') && value.endsWith(close)) {
    const type = suggested(lines[line - 1], inBrackets(value));
    return {
      line,
      words: `The list ends before #, since the words behind it are a comment. If they are a part of the entry, type: ${type}`,
    };
  }
  return {
    line,
    words: `The line opens ${value.charAt(0)} and has no ${close}. Type it at its end: ${suggested(lines[line - 1], `${begun(withoutComment(value).replace(/,$/, ''))}${close}`)}`,
  };
}

function tab(lines: readonly string[], line: number, code: string): Found | undefined {
  const at = lines.slice(0, line).findIndex((one) => /^ *\t/.test(one)) + 1;
  if (at === 0 || (code !== 'TAB_AS_INDENT' && at !== line)) return undefined;
  return { line: at, words: 'The line begins with a tab. Type blanks in its place: two for each step.' };
}

/** A colon in a later line of a text, which YAML takes for the name of a field. */
function colonBelow(lines: readonly string[], line: number, schema: z.core.$ZodType): Found | undefined {
  const isField = (one: string) => fieldNamed(read(one).key, schema) !== undefined;
  const at = lines.slice(0, line).findLastIndex(isField);
  const { indent, key, value } = read(lines[at]);
  const field = fieldNamed(key, schema);
  if (!field || !takesWords(field) || /^["'|>[{]/.test(value)) return undefined;
  const below = lines.slice(at + 1);
  const end = below.findIndex((one) => one.trim() !== '' && (isField(one) || read(one).indent <= indent));
  const text = [value, ...(end < 0 ? below : below.slice(0, end))];
  const colon = text.findIndex((one) => /^(?!\s*#).*:(\s|$)/.test(one));
  if (colon < 0 || text.slice(1).every((one) => one.trim() === '')) return undefined;
  const begin = takesParagraphs(field)
    ? `type | behind ${key}: and begin the text in the line below, with ${blanks(indent + 2)} before each line.`
    : `type: ${suggested(
        lines[at],
        quoted(
          text
            .map((one) => one.trim())
            .filter(Boolean)
            .join(' '),
        ),
      )}`;
  return { line: at + 1 + colon, words: `The text of ${key} has a colon in this line. In line ${at + 1} ${begin}` };
}

function bySort(lines: readonly string[], line: number, code: string): Found {
  const written = lines[line - 1] ?? '';
  const { key } = read(written);
  if (code === 'DUPLICATE_KEY')
    return { line, words: `The field ${key || 'of this line'} is here twice. Delete one of the two.` };
  if (code === 'MULTIPLE_DOCS' || /^(---|\.\.\.)/.test(written))
    return { line, words: 'A line that begins with --- or ... ends the file. Delete it.' };
  const words = inLine(written);
  if (words) return { line, words };
  return (
    indentOf(lines, line) ?? {
      line,
      words:
        'This line cannot be read. Look for a colon, a quote or blanks at its beginning that are missing or too many, here and in the line above.',
    }
  );
}

/** What is wrong with a line by itself. */
function inLine(line: string): string | undefined {
  const { dash, key, value } = read(line);
  const bare = line.trim();
  if (/^-[^\s-]/.test(bare) && !/^-?\d/.test(bare))
    return `A blank is missing after -. Type: ${begun(bare.replace('-', '- '))}`;
  if (key !== '') return inValue(line, value);
  const [, name, rest = ''] = /^(?:- +)?([A-Za-z]+)\s*(?:=|：|:(?=\S))\s*(\S.*)?$/.exec(bare) ?? [];
  if (name) return `A field needs a colon and a blank after its name. Type: ${begun(`${dash}${name}: ${rest}`)}`;
  return undefined;
}

function inValue(line: string, value: string): string | undefined {
  const first = value.charAt(0);
  if (first === '"' || first === "'") {
    const after = afterQuoted(value);
    if (first === '"' && after === '') return 'In double quotes \\ has a meaning of its own. Type \\\\ for each \\.';
    if (!after) return undefined;
    const inner = value.endsWith(first) ? value.slice(1, -1) : value;
    const mark = first === "'" ? 'apostrophe' : 'quote';
    return `The text ends at its second ${first}, and more follows. If the ${mark} is a part of the text, type: ${suggested(line, quoted(inner))}`;
  }
  if ((first === '>' || first === '|') && !/^[>|][-+\d]*(\s+#.*)?$/.test(value))
    return `After ${first} the text begins in the next line, with blanks before it. For one line type: ${suggested(line, quoted(value.slice(1).trim()))}`;
  if (first === '[' || first === '{') {
    const close = first === '[' ? ']' : '}';
    if (!value.includes(close))
      return `The line opens ${first} and has no ${close}. Type ${close} at its end, or put a text in quotes: ${suggested(line, quoted(value))}`;
    const list = withoutComment(value);
    const whole = list.slice(0, list.indexOf(close) + 1);
    // Where lists are in lists, a message about one of them would be a guess.
    if (whole === list || (/["'[{]/.test(whole.slice(1)) && list.endsWith(close))) return undefined;
    return /^[\]}\s]+$/.test(list.slice(whole.length))
      ? `The line has more ${close} than ${first}. Type: ${suggested(line, `${begun(whole.slice(0, -1))}${close}`)}`
      : `A text must not begin with ${first}. Type it in quotes: ${suggested(line, quoted(value))}`;
  }
  if (/^-\s/.test(value))
    return 'A list begins in a line of its own. Type each - in a new line, with two blanks before it.';
  if (/^[@`%&*!?|>,\]}#]/.test(value))
    return `A text must not begin with ${first}. Type it in quotes: ${suggested(line, quoted(value))}`;
  if (/:(\s|$)/.test(value)) return `The text has a colon. Type it in quotes: ${suggested(line, quoted(value))}`;
  return undefined;
}

/** What is wrong with the blanks at the beginning of a line, compared with the lines before and after it. */
function indentOf(lines: readonly string[], line: number): Found | undefined {
  // YAML also names the line before the one that is indented too far.
  const next = lines.findIndex((one, at) => at >= line && one.trim() !== '') + 1;
  const here = read(lines[line - 1]);
  const there = read(lines[next - 1]);
  if (here.key !== '' && here.value !== '' && next > 0 && there.key !== '' && there.indent > here.indent)
    return {
      line: next,
      words: `The line begins with too many blanks. Type ${blanks(here.indent)} before ${there.key}, as for ${here.key} in line ${line}.`,
    };
  if (here.key === '' && here.dash === '')
    return {
      line,
      words:
        'The line has no field. Begin it with the name of a field and a colon. If it goes on with the text above, type two blanks more than there before it.',
    };
  const before = lines.slice(0, line - 1).findLastIndex((one) => one.trim() !== '') + 1;
  if (before === 0) return undefined;
  const above = read(lines[before - 1]);
  return {
    line,
    words: `The line begins with ${blanks(here.indent - here.dash.length)}, which fits no line above. Fields of one thing begin below each other: ${above.key || 'the line above'} begins after ${blanks(above.indent)}.`,
  };
}

function read(line = ''): Line {
  const [, before = '', dash = '', key = '', value = ''] =
    /^(\s*)((?:- +)*)(?:([\w$-]+|"[^"]*")\s*:(?=\s|$)(.*))?/s.exec(line) ?? [];
  return { indent: before.length + dash.length, dash, key: shortened(key), value: value.trim() };
}

/** What follows a text in quotes, without a comment. @returns undefined if its quote is not closed. */
function afterQuoted(value: string): string | undefined {
  const whole = value.startsWith('"') ? /^"(?:\\.|[^"\\])*"/ : /^'(?:''|[^'])*'/;
  const [quotes] = whole.exec(value) ?? [];
  return quotes === undefined
    ? undefined
    : value
        .slice(quotes.length)
        .replace(/^\s+#.*/, '')
        .trim();
}

/** The line again, with another value. */
function suggested(line = '', value: string): string {
  const { dash, key } = read(line);
  return `${begun(dash)}${key}: ${value}`;
}

const blanks = (n: number): string => (n === 0 ? 'no blank' : n === 1 ? '1 blank' : `${n} blanks`);

/** The beginning of a line, without anything that could command a terminal. */
export const shown = (line: string): string => harmless(shortened(line, SHOWN).replace(/\t/g, '→'));
