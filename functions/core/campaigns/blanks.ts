import type * as z from 'zod/mini';
import { fieldNamed, takesWords } from './schema.ts';

/** Blanks of other kinds than the one of the keyboard: web pages and word processors bring them. YAML takes them for letters. */
const ODD = '\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff';

const atBeginning = new RegExp(`^[ \\t]*[${ODD}][\\s${ODD}]*(?:-[ ${ODD}]|[\\w$]+\\s*:)`);
const afterDash = new RegExp(`^ *(?:- +)*-[${ODD}]`);
const afterColon = new RegExp(`^ *(?:- +)*([\\w$]+) *:( *)[${ODD}]`);

/** @param isText whether a line belongs to a text, in which such blanks are letters like all others. */
export function oddBlanks(
  lines: readonly string[],
  schema: z.core.$ZodType,
  isText: (line: number) => boolean,
): { readonly line: number; readonly words: string }[] {
  return lines.flatMap((written, i) => {
    const place = isText(i + 1) ? undefined : placeIn(written, schema);
    const words = `${place} a blank of another kind. Delete it, and type blanks with the space bar.`;
    return place === undefined ? [] : [{ line: i + 1, words }];
  });
}

function placeIn(line: string, schema: z.core.$ZodType): string | undefined {
  if (atBeginning.test(line)) return 'The line begins with';
  if (afterDash.test(line)) return 'Behind - the line has';
  const [, key = '', blanks] = afterColon.exec(line) ?? [];
  const field = fieldNamed(key, schema);
  // Behind a blank of the keyboard, it is taken off the text.
  return field && (blanks === '' || !takesWords(field)) ? `Behind ${key}: the line has` : undefined;
}

/** Finds the lines of texts that begin with | or >, in a file that YAML cannot read. */
export function blockTexts(lines: readonly string[]): (line: number) => boolean {
  const found = new Set<number>();
  let indent: number | undefined;
  lines.forEach((line, i) => {
    const own = line.search(/[^ ]/);
    if (indent !== undefined && (own < 0 || own > indent)) found.add(i + 1);
    else indent = /:\s+[|>][-+\d]*\s*(?:#|$)/.test(line) ? line.search(/[^ -]/) : undefined;
  });
  return (line) => found.has(line);
}
