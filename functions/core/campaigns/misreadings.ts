import { type Document, isAlias, isPair, isScalar, isSeq, type Pair, type Scalar, visit } from 'yaml';
import type * as z from 'zod/mini';
import { shortened } from '../shortened.ts';
import { oddBlanks } from './blanks.ts';
import type { FileFault } from './faults.ts';
import { begun, quoted } from './quoted.ts';
import { fieldsAlong, fieldsOf, isNumber, takesParagraphs, takesWords } from './schema.ts';
import { faultAt, type Written } from './syntax.ts';

/** A number with marks between its digits: `10.000` is ten for YAML. */
const grouped = /^\d{1,3}([.,' _\u00a0\u2009\u202f’]\d{3})+$|^\d+[.,]0+$/u;

/**
 * Finds what YAML reads in another way than people write it, without an error: words behind ` #`, a number with dots or
 * commas, a first word that begins with `&`, `*` or `!`, and blanks of other kinds than the one of the keyboard. No file needs a
 * name for a part (`&`), nor a part again by its name (`*`): a few of them in each other would be a file without end.
 */
export function misreadings(document: Document, { text, schema, placeOf }: Written): FileFault[] {
  const fields = new Map(fieldsOf(schema));
  const lines = text.split(/\r\n|[\n\r]/);
  const faults: FileFault[] = [];
  /** The lines of texts below the names of their fields. */
  const texts = new Set<number>();
  const say = (at: number, message: string) => void faults.push(faultAt(lines, placeOf(at).line, message));
  visit(document, {
    Alias(_, node) {
      say(node.range?.[0] ?? 0, 'A text must not begin with *. Put it in quotes.');
    },
    Node(_, node) {
      if (isAlias(node)) return;
      if (node.anchor) say(node.range?.[0] ?? 0, 'A text must not begin with &. Put it in quotes.');
      if (node.tag?.startsWith('!')) say(node.range?.[0] ?? 0, 'A text must not begin with !. Put it in quotes.');
    },
    Pair(_, pair, around) {
      if (!isScalar(pair.value)) return;
      const field = fields.get(fieldsAlong(pathIn(around, pair), schema).join('.'));
      const [begin, end] = pair.value.range ?? [0, 0];
      const own = isScalar(pair.key) ? placeOf(pair.key.range?.[0] ?? 0).line : 0;
      if (field && takesWords(field))
        for (let line = own + 1; line <= placeOf(Math.max(begin, end - 1)).line; line++) texts.add(line);
      const found = wordsOn(nameIn(pair), pair.value, field, text);
      if (found) say(pair.value.range?.[0] ?? 0, found);
    },
  });
  for (const { line, words } of oddBlanks(lines, schema, (one) => texts.has(one)))
    faults.push(faultAt(lines, line, words));
  return faults;
}

function wordsOn(key: string, scalar: Scalar, field: z.core.$ZodType | undefined, text: string): string | undefined {
  const { value, source = '', type, comment, commentBefore } = scalar;
  const [begin, end] = scalar.range ?? [0, 0];
  if (field && isNumber(field) && grouped.test(source))
    return `${key} must have digits alone: without dots, commas or blanks. Type: ${key}: ${begun(digitsOf(source))}`;
  const isFolded = type !== 'BLOCK_LITERAL' && typeof value === 'string' && /\S\n\S/.test(value);
  if (isFolded && /\n[ \t]*\r?\n/.test(text.slice(begin, end).trim()) && field && takesParagraphs(field))
    return `The paragraphs of ${key} become one. Type | behind ${key}: and begin the text in the line below, with blanks before each line.`;
  const behind = /^[ \t]+#(.*)/.exec(text.slice(end))?.[1]?.trimEnd();
  const cut = behind ?? (value === null ? (comment ?? commentBefore) : undefined);
  if (cut === undefined || cut === null || cut.includes('\n') || type?.startsWith('BLOCK')) return undefined;
  if (typeof value !== 'string' && value !== null) return undefined;
  // Behind a text in quotes stands a comment, unless it looks like a hashtag.
  if (isWhole(key, source, field) || (type !== 'PLAIN' && !/^[\p{L}\d_]/u.test(cut))) return undefined;
  const whole = `${source} #${cut}`.trim();
  return `${key} ends before #, since the words behind it are a comment. If they are a part of the text, type: ${key}: ${quoted(whole)}. A comment stands in a line of its own.`;
}

/** Whether a comment can cut nothing off: a value that is no words has no blanks, and the path of a picture has an end. */
const isWhole = (key: string, source: string, field: z.core.$ZodType | undefined): boolean =>
  key === '$schema' || (key === 'file' && /\.\w+$/.test(source)) || (field !== undefined && !takesWords(field));

/** `10.000` and `10 000` are ten thousand. `10.00` is ten. */
const digitsOf = (source: string): string =>
  /[.,]0+$/.test(source) && !/[.,]\d{3}$/.test(source) ? source.replace(/[.,]0+$/, '') : source.replace(/\D/g, '');

/** The keys that lead to a pair, and a number for each list between them. */
const pathIn = (around: readonly unknown[], pair: Pair): PropertyKey[] =>
  [...around, pair].flatMap((one): PropertyKey[] => (isPair(one) ? [nameIn(one)] : isSeq(one) ? [0] : []));

/** A longer name than that of a field is none. */
const nameIn = ({ key }: Pair): string => (isScalar(key) ? shortened(String(key.value)) : '');
