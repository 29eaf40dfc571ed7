import { parseSync, Visitor } from 'oxc-parser';

/** A text of a source that people may read when a program runs. */
export interface PrintedText {
  /** From the root of the repository, with the line: `infra/stage.ts:12`. */
  readonly place: string;
  /** Each part that changes at run time is `Code`. */
  readonly text: string;
}

/** A text has two words or more, with blanks between them. A program for the shell is not a text. */
const isText = (text: string): boolean =>
  (text.match(/\p{L}{2,}/gu) ?? []).length >= 2 && /\p{L}[,.:;]? \p{L}/u.test(text) && !/\$[@\w]/.test(text);

/** Collects the texts of a source from all of its strings and templates, so that a new text needs no entry anywhere. */
export function printedTexts(file: string, source: string): PrintedText[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found: { start: number; text: string }[] = [];
  new Visitor({
    Literal({ start, value }) {
      if (typeof value === 'string') found.push({ start, text: value });
    },
    TemplateLiteral({ start, quasis }) {
      found.push({ start, text: quasis.map(({ value }) => value.cooked ?? '').join('Code') });
    },
  }).visit(program);
  return found
    .filter(({ text }) => isText(text))
    .map(({ start, text }) => ({ place: `${file}:${source.slice(0, start).split('\n').length}`, text }));
}

/** Names of functions and key rings that stand in a text without backticks. */
const NAMES = [
  /(?<=\blogs? of )[a-z]+( and [a-z]+)?\b/g,
  /(?<=\bfunction )[a-z]+\b/g,
  /\btoken, mail (and|or) pepper\b/g,
];

/**
 * A text as Markdown, for the rules of prose. Each column of a usage text is a paragraph, with the lines that continue it.
 */
export function markdownOf(text: string): string {
  const paragraphs: string[] = [];
  for (const line of text.split('\n')) {
    const isContinued = /^ {12,}\S/.test(line) || (/^\S/.test(line) && !line.startsWith('npm run '));
    const [first = '', ...rest] = line.trim().split(/ {2,}/);
    if (isContinued && paragraphs.length > 0) paragraphs.push(`${paragraphs.pop()} ${first}`.trim());
    else paragraphs.push(first);
    paragraphs.push(...rest);
  }
  return NAMES.reduce((markdown, name) => markdown.replaceAll(name, 'Code'), paragraphs.join('\n\n'));
}
