import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod/mini';

/** How a language writes what all languages have. */
export interface Writing {
  /** ISO 15924. */
  readonly script: string;
  /** The most words in a sentence. */
  readonly words: number;
  /** The marks that end a statement, a question, and a line before something that follows. */
  readonly ends: Readonly<Record<End, RegExp>>;
  /** Marks and letters that do not belong to the language, each with what belongs there. */
  readonly wrong: readonly (readonly [RegExp, string])[];
  /** Words of the language that English has, too, in small letters. */
  readonly own: ReadonlySet<string>;
}

type End = keyof typeof ENDS;
/** The marks of many scripts, for a language whose folder names none. */
const ENDS = { statement: /[.։。]$/u, question: /[?؟？՞]$/u, before: /[:：]$/u };
/** As in what English says to signers. */
const WORDS = 25;

const expression = z.pipe(
  z.string('must be an expression'),
  z.transform((source, { issues }) => {
    try {
      return new RegExp(source, 'u');
    } catch (error) {
      issues.push({ code: 'custom', input: source, message: (error as Error).message });
      return z.NEVER;
    }
  }),
);

/** An unknown name, or another kind of value than one of ours. */
const known = (what: string) => ({
  error: ({ code, keys }: { code?: string; keys?: string[] }) =>
    code === 'unrecognized_keys' ? `there is no ${keys?.join(', ')}` : `must be ${what}`,
});

const file = z.strictObject(
  {
    words: z._default(z.int('must be a whole number'), WORDS),
    ends: z._default(
      z.strictObject(
        {
          statement: z._default(expression, ENDS.statement),
          question: z._default(expression, ENDS.question),
          before: z._default(expression, ENDS.before),
        },
        known('statement, question and before'),
      ),
      ENDS,
    ),
    wrong: z._default(
      z.record(z.string(), z.string('must be a reason'), 'must be expressions, each with its reason'),
      {},
    ),
    own: z._default(z.array(z.string(), 'must be a list of words'), []),
  },
  known('words, ends, wrong and own'),
);

/** Reads `writing.yaml` of a language. Without the file, the language is held to the rules that all languages share. */
export function readWriting(
  tag: string,
  folder: URL,
): { readonly writing: Writing; readonly faults: readonly string[] } {
  const url = new URL(`${tag}/writing.yaml`, folder);
  const read = file.safeParse((existsSync(url) && parse(readFileSync(url, 'utf8'))) || {});
  const { words, ends, wrong, own } = read.data ?? file.parse({});
  const marks = Object.entries(wrong).map(([form, reason]) => [expression.safeParse(form), reason] as const);
  return {
    writing: {
      script: new Intl.Locale(tag).maximize().script ?? '',
      words,
      ends,
      wrong: marks.flatMap(([form, reason]) => (form.success ? [[form.data, reason] as const] : [])),
      own: new Set(own.map((word) => word.toLowerCase())),
    },
    faults: [
      ...(read.error?.issues ?? []).map(({ path, message }) => [...path.map(String), message].join(', ')),
      ...marks.flatMap(([{ error }]) => (error?.issues ?? []).map(({ message }) => `wrong, ${message}`)),
    ],
  };
}
