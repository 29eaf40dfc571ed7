/**
 * How much a file may have of anything, before its rules look at it: they take time for each entry. A campaign of the most that its rules
 * allow, in all languages, has about 27,000 fields and entries, 60 in one place, 7 deep. Its longest name is the address of a reference, with 500
 * letters: each fault below a name repeats it.
 */
export const MOST = { values: 40_000, together: 200, deep: 20, marks: 40_000, name: 600 } as const;

/** What a file has too much of. The words follow the name of its place, or “The file”. */
export const tooMuch = {
  values: `has more than ${MOST.values.toLocaleString('en')} fields and entries`,
  together: `has more than ${MOST.together} fields or entries in one place`,
  deep: `has fields and lists in each other, more than ${MOST.deep} deep`,
  name: `has a name of more than ${MOST.name} letters`,
  marks: `has more than ${MOST.marks.toLocaleString('en')} lines, list entries and links in its texts`,
} as const;

/** What makes work for the parser of Markdown: ends of lines, marks of lists and links, backslashes. */
const MARKS = /[\n\r[\\]|(?:[-*+]|\d[.)])(?=\s)/g;
/** Each gets empty lines around it, before it is parsed. */
const HEADINGS = /^#{1,6} /gm;
const LINES_AROUND = 4;

const marksIn = (text: string): number =>
  (text.match(MARKS)?.length ?? 0) + LINES_AROUND * (text.match(HEADINGS)?.length ?? 0);

/** A place that has too much. */
export interface Excess {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Where a value has far more than a file ever has. */
export const excessIn = (file: unknown): Excess | undefined => excessInParts(file) ?? excessInTranslations(file);

/** It looks at each part once, without calling itself. */
function excessInParts(file: unknown): Excess | undefined {
  let [values, marks] = [0, 0];
  let level: [path: readonly PropertyKey[], value: object][] = isParted(file) ? [[[], file]] : [];
  for (let deep = 1; level.length > 0; deep++) {
    const below: typeof level = [];
    for (const [path, value] of level) {
      if (deep > MOST.deep) return { path: path.slice(0, 1), message: tooMuch.deep };
      const inside = Object.entries(value);
      values += inside.length;
      if (inside.length > MOST.together) return { path, message: tooMuch.together };
      if (values > MOST.values) return { path: [], message: tooMuch.values };
      for (const [key, one] of inside) {
        if (key.length > MOST.name) return { path, message: tooMuch.name };
        if (isParted(one)) below.push([[...path, Array.isArray(value) ? Number(key) : key], one]);
        if (typeof one === 'string') marks += marksIn(one);
      }
      if (marks > MOST.marks) return { path: [], message: tooMuch.marks };
    }
    level = below;
  }
  return undefined;
}

const isParted = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A campaign is stored in one transaction of DynamoDB: an item has 400 KB at most, and all items 4 MB. */
export const MOST_LANGUAGES = 10;
const MOST_BYTES = 300_000;
const MOST_BYTES_OF_ALL = 1_500_000;

function excessInTranslations(file: unknown): Excess | undefined {
  const translations = isParted(file) && 'translations' in file ? file.translations : undefined;
  return isParted(translations) && !Array.isArray(translations)
    ? excessOfLanguages(translations).next().value
    : undefined;
}

/** What translations have too much of. Also this comes before their rules: there is no end of invented languages, and the texts of each take time. */
export function* excessOfLanguages(translations: object): Generator<Excess, undefined> {
  const tags = Object.keys(translations);
  const path = ['translations'];
  if (tags.length > MOST_LANGUAGES) {
    yield { path, message: `must have ${MOST_LANGUAGES} languages at most` };
    return;
  }
  for (const [tag, texts] of Object.entries(translations)) {
    const bytes = bytesOf(texts);
    if (bytes > MOST_BYTES)
      yield { path: [...path, tag], message: tooLong('the texts of a language', bytes, MOST_BYTES) };
  }
  const bytes = bytesOf(translations);
  if (bytes > MOST_BYTES_OF_ALL)
    yield { path, message: tooLong('all translations together', bytes, MOST_BYTES_OF_ALL) };
}

const tooLong = (what: string, bytes: number, most: number): string =>
  `is too long: ${what} may have ${most / 1_000} KB (it has ${Math.ceil(bytes / 1_000)})`;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');
