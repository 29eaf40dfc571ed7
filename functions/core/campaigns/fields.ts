import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { isCountry } from '../country.ts';
import { shortened } from '../shortened.ts';
import { hasPairedMarks } from './direction-marks.ts';
import { LISTS_DEEP, linkFault, oddMarkdown } from './markdown.ts';
import { isRecipient, recipientPattern } from './recipient.ts';
import { SLUG_LENGTH, slugPattern } from './values.ts';
import { isWebAddress, mustBe } from './web-address.ts';
import { countryNamed, languageNamed } from './written-out.ts';

/**
 * The kinds of values that a campaign is made of. A line is plain text: pages show it as it is. Only `markdown` may have
 * links, lists, line breaks, strong words, emphasis and headings.
 */

export const ABOUT_TEXTS =
  'An empty line begins a new paragraph. As in Markdown: [words](https://…), - entry, **strong**, *emphasis*, ## heading, \\ at the end of a line.';

/**
 * `/{language}/confirm` is a page of the sign function: CloudFront and the HTTP API would also read `/campaigns/confirm` so. `new` is
 * a page of the console: the form of a new campaign, case or update.
 */
const TAKEN: readonly string[] = ['confirm', 'withdraw', 'new'];

/** Whether a page of Amparo has an address in place of a campaign, a case or an update. */
export const isTaken = (text: string): boolean => TAKEN.includes(text);
export const TAKEN_WORDS = 'is the address of a page of Amparo: choose another one';

/**
 * Whether each object of JavaScript has a member of this name, such as `constructor`. A map with such a key is read as something else, by
 * the client of DynamoDB above all.
 */
export const isOfObjects = (text: string): boolean => text in Object.prototype;
export const OF_OBJECTS_WORDS = 'is a word that programs need themselves: write another one';
const notOfObjects = z.refine<string>((text) => !isOfObjects(text), OF_OBJECTS_WORDS);

export const slug = z.string().check(
  z.minLength(SLUG_LENGTH.min),
  z.maxLength(SLUG_LENGTH.max),
  z.regex(slugPattern, 'must be small letters, digits and single hyphens'),
  z.refine((text) => !isTaken(text), TAKEN_WORDS),
  notOfObjects,
);

/**
 * Control characters, the overrides of writing direction that can make a text read as something else, and what is no
 * character at all: halves of pairs, and code points that XML does not allow.
 */
const unprintable = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202D\u202E]/u;

const pairedMarks = z.refine<string>(
  hasPairedMarks,
  'must end each direction of writing that it begins, and no other: U+2066 to U+2068 by U+2069, U+202A and U+202B by U+202C',
);

/** A text of one line. Bounds are in characters (code points), as zod and JSON Schema count them. */
export const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => !unprintable.test(text), 'must be one line without control characters'),
    pairedMarks,
  );

/** A line that is the key of a map: translations know an entry by it. */
export const name = (max: number) => line(max).check(notOfObjects);

/** Where a signer may come from, as links say it. */
export const source = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,20}$/, 'must be 1 to 20 small letters, digits or hyphens'), notOfObjects);

/** A text of paragraphs; an empty line begins a new one. */
const prose = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => !unprintable.test(text.replace(/[\n\t]/g, '')), 'must be without control characters'),
    pairedMarks,
  );

const tooMuchWords = {
  'lists-too-deep': `may have lists in lists, but only ${LISTS_DEEP} deep`,
  'too-many-parts': 'has too many list entries, links and line ends for so few words',
};

/** A text of paragraphs that may have links, lists, line breaks, strong words, emphasis and headings (`markdown.ts`). */
export const markdown = (max: number) =>
  prose(max).check(
    z.superRefine((text, context) => {
      // It has a fault already, and the parser takes long for a text that is far too long, or full of line ends of other kinds.
      if (context.issues.length > 0) return;
      for (const message of markdownFaults(text)) context.addIssue({ code: 'custom', message });
    }),
  );

/** Wrong links of one text that are named. */
const MOST_LINKS = 10;

/**
 * What was found in texts, by their hashes: no text stays in memory, except the beginnings of odd addresses. One change of a campaign checks each of its texts several times, and to
 * parse one takes long.
 */
const found = new Map<string, readonly string[]>();
/** More than the texts of a campaign in all its languages. */
const MOST_FOUND = 2_000;

/** What is wrong with the lists and links of a text. Each follows the name of its field. */
export function markdownFaults(text: string): readonly string[] {
  const hash = createHash('sha256').update(text).digest('base64');
  const faults = found.get(hash) ?? findFaults(text).map(copied);
  if (found.size >= MOST_FOUND) found.clear();
  found.set(hash, faults);
  return faults;
}

/** The same letters in memory of their own: a part of a text keeps all of it. */
const copied = (part: string): string => Buffer.from(part, 'utf16le').toString('utf16le');

function findFaults(text: string): string[] {
  const { tooMuch, links } = oddMarkdown(text);
  return tooMuch ? [tooMuchWords[tooMuch]] : links.slice(0, MOST_LINKS).map(linkWords);
}

const linkWords = (address: string): string =>
  address === '' ? 'has a link without an address' : `may not link to “${shortened(address)}”: ${linkFault(address)}`;

/** The years that a date may have. Charts draw each month between two of them, and a slip such as 0026 is no year at all. */
const OF_CAMPAIGNS = { from: 1900, to: 2200 };
/** A report or an arrest may be older than any campaign. */
const OF_HISTORY = { from: 1000, to: 2200 };

/** What begins with no year is wrong for another reason. */
const isBetween = (text: string, { from, to }: typeof OF_CAMPAIGNS): boolean =>
  !(Number(text.slice(0, 4)) < from || Number(text.slice(0, 4)) >= to);

const wordsOf = ({ from, to }: typeof OF_CAMPAIGNS): string => `in one of the years ${from} to ${to - 1}`;

/** A moment with any offset. It stays as it is written: pages show the date that the organiser wrote. */
export const moment = z.iso
  .datetime({
    offset: true,
    error: ({ code }) =>
      code === 'invalid_format'
        ? 'must be a moment such as 2026-10-09T08:00:00Z or 2026-10-09T12:00:00+04:00'
        : undefined,
  })
  .check(z.refine((text) => isBetween(text, OF_CAMPAIGNS), `must be ${wordsOf(OF_CAMPAIGNS)}`));

/** A date, or a month or year where the day is not known. YAML reads a bare year as a number. */
export const day = z
  .pipe(
    z.union(
      [
        z.iso.date(),
        z.string().check(z.regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)),
        z.int().check(z.minimum(OF_HISTORY.from), z.maximum(9999)),
      ],
      'must be a date (2013-10-09), a month (2013-10) or a year (2013)',
    ),
    z.transform(String),
  )
  .check(z.refine((text) => isBetween(text, OF_HISTORY), `must be ${wordsOf(OF_HISTORY)}`));

/** A page of the web. */
export const webAddress = z.string().check(
  z.maxLength(500),
  z.refine(isWebAddress, {
    error: ({ input }) => mustBe('the address of a page, such as https://example.org/report', String(input)),
  }),
);

export const country = z.string().check(
  z.refine(isCountry, {
    error: ({ input }) => `must be an ISO 3166-1 alpha-2 code, such as AZ${toWrite(countryNamed(String(input)))}`,
  }),
);

/** A language, by the one tag that all programs write for it: `az`, and not `AZ` or `aze`. */
export const language = z.string().check(
  z.maxLength(35),
  z.refine(isLanguage, {
    error: ({ input }) =>
      `must be a BCP 47 tag of a language, such as en, az or pt-BR${toWrite(languageNamed(String(input)))}`,
    abort: true,
  }),
  z.refine((tag) => usualTag(tag) === tag, {
    error: ({ input }) => `must be written as ${usualTag(String(input))}`,
  }),
);

/** The tag that all programs write for a language. What is no tag stays as it is. */
export const usualTag = (tag: string): string => canonical(tag) ?? tag;

/** Whether a text can be the tag of a language, in large or small letters. */
export const isTag = (text: string): boolean => canonical(text) !== undefined;

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

export const timeZone = z
  .string()
  .check(z.refine(isTimeZone, 'must be a time zone such as Asia/Baku, Europe/Berlin or America/New_York'));

export const recipient = z
  .string()
  .check(
    z.regex(recipientPattern, { error: 'must be an age public key: age1 and 58 characters', abort: true }),
    z.refine(isRecipient, 'is not an age public key: its checksum is wrong, so it has a typing mistake'),
  );

/** A list without repeats, also if some of its entries are wrong. @param keyOf gives the key of an entry, which no other entry may have. */
export const unique = <Entry>(keyOf: (entry: Entry) => string) =>
  z.superRefine<Entry[]>(
    (entries, context) => {
      const wrong = new Set(context.issues.map(({ path }) => path?.[0]));
      const seen = new Set<string>();
      entries.forEach((entry, i) => {
        if (wrong.has(i)) return;
        const key = keyOf(entry);
        if (seen.has(key)) context.addIssue({ code: 'custom', path: [i], message: 'is in the list already' });
        seen.add(key);
      });
    },
    { when: ({ value }) => Array.isArray(value) },
  );

export function isTimeZone(name: string): boolean {
  // Newer versions of Node also know offsets as zones. They are written with each moment.
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a tag is well formed, and its language, script and region are known to this program. */
function isLanguage(tag: string): boolean {
  try {
    const { language, script, region } = new Intl.Locale(tag);
    return [['language', language] as const, ['script', script] as const, ['region', region] as const].every(
      ([type, code]) => code === undefined || nameIn(type, code) !== undefined,
    );
  } catch {
    return false;
  }
}

/** They are costly to make, and a file may name many languages. */
const names = new Map<Intl.DisplayNamesType, Intl.DisplayNames>();

function nameIn(type: Intl.DisplayNamesType, code: string): string | undefined {
  const known = names.get(type) ?? new Intl.DisplayNames(['en'], { type, fallback: 'none' });
  names.set(type, known);
  return known.of(code);
}

const toWrite = (code: string | undefined): string => (code === undefined ? '' : ` (write ${code})`);
