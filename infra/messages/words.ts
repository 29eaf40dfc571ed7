import { ARGUMENT } from './texts.ts';
import type { Writing } from './writing.ts';

/** What a translation is held against. */
export interface Pair {
  readonly writing: Writing;
  readonly isRightToLeft: boolean;
  /** The texts that people may read of one message, and those of the English one. */
  readonly texts: readonly string[];
  readonly english: readonly string[];
  /** What translators are told about the message. */
  readonly note: string;
}

/** Rules for words, by the names under which a language lists its exceptions. Each finds what is wrong, in words. */
export const wordRules = {
  english: ({ texts, english, writing }) => {
    const source = english.join(' ');
    const isOfNames = (source.match(WORD) ?? []).every((word) => isName(word, source));
    if (!isOfNames && texts.join('|') === english.join('|')) return ['it is the English text'];
    const left =
      writing.script !== 'Latn'
        ? texts.flatMap((text) => text.match(WORD) ?? []).filter((word) => !isName(word, source))
        : texts
            .flatMap((text) => [
              ...(text.match(ENGLISH_ALONE) ?? []).filter((word) => !isQuoted(word, source)),
              ...keptWords(text, source).filter((word) => !isName(word, source)),
            ])
            .filter((word) => !writing.own.has(word.toLowerCase()));
    return [...new Set(left)].map((word) => `it has the English word “${word}”`);
  },
  words: ({ texts, writing }) => {
    const long = texts.flatMap(sentencesOf).find((sentence) => wordsIn(sentence) > writing.words);
    return long ? [`a sentence has ${wordsIn(long)} words, and may have ${writing.words}`] : [];
  },
  letters: ({ texts, note }) => {
    const most = LEEWAY * Number(/\bat most (\d+) letters/i.exec(note)?.[1] ?? Number.POSITIVE_INFINITY);
    const longest = Math.max(...texts.map((text) => lettersIn(text)));
    return longest > most ? [`it has ${longest} letters without its arguments, and room for ${Math.floor(most)}`] : [];
  },
  numbers: ({ texts, english }) => {
    const [own, source] = [numbersIn(texts), numbersIn(english)];
    return [
      ...[...source].filter((one) => !own.has(one)).map((one) => `it lacks the number ${one}`),
      ...[...own]
        .filter((one) => !source.has(one))
        .map((one) => `it has the number ${one}, which English does not have`),
    ];
  },
  end: ({ texts, english, writing: { ends } }) => {
    const [last = ''] = english.map(withoutClosing);
    const isRight = (end: RegExp) => texts.every((text) => end.test(withoutClosing(text)));
    if (/\.$/.test(last)) return isRight(ends.statement) ? [] : ['it does not end as a sentence of this language does'];
    if (/\?$/.test(last)) return isRight(ends.question) ? [] : ['it does not end as a question of this language does'];
    if (/:$/.test(last))
      return isRight(ends.before) ? [] : ['it does not end like a line before something that follows'];
    if (/…$/.test(last)) return isRight(/…$/) ? [] : ['it does not end with …'];
    return texts.some((text) => /[.։]$/u.test(text)) ? ['it ends with a full stop, and English does not'] : [];
  },
  marks: ({ texts, writing }) => {
    const all = texts.join('\n');
    return [
      ...(/['"]/.test(all) ? ['it has a straight quote or apostrophe'] : []),
      ...writing.wrong.flatMap(([form, words]) => (texts.some((text) => form.test(text)) ? [words] : [])),
      ...mixedWords(all).map((word) => `“${word}” mixes letters of two scripts`),
    ];
  },
  blanks: ({ texts }) => [
    ...(texts.some((text) => /[ \u00a0\u202f]{2}|[\t\n\r]/.test(text))
      ? ['it has two blanks, or another one than a space']
      : []),
    ...(texts.some((text) => /^\s|\s$/.test(text)) ? ['it begins or ends with a blank'] : []),
    ...(texts.some((text) => / [,.،։؛](?![\p{L}\d])/u.test(text))
      ? ['a blank stands before a comma or a full stop']
      : []),
  ],
  direction: ({ texts, isRightToLeft }) => {
    const all = texts.join('\n');
    if (/[\u202a-\u202e]/.test(all)) return ['it has a mark that turns the direction (U+202A to U+202E)'];
    if (!isRightToLeft) return /[\u200e\u200f\u2066-\u2069]/.test(all) ? ['it has a direction mark'] : [];
    return [
      ...(texts.some((text) => /^[\p{Script=Latin}]/u.test(text))
        ? ['it begins with Latin letters: a right-to-left mark (U+200F) must stand before them']
        : []),
      ...(texts.some((text) => SIGNED.test(text))
        ? ['a sign would stand behind its number: a left-to-right mark (U+200E) must stand before it']
        : []),
    ];
  },
} as const satisfies Record<string, (pair: Pair) => string[]>;

export type WordRule = keyof typeof wordRules;

/** A note knows English: another language may need a quarter more. Pages are tested with texts that are 40 % longer. */
const LEEWAY = 1.25;

/** English words that few languages with Latin letters have, too: “was” and “not” are German. A language names others (`own`). */
const ENGLISH_ALONE = /(?<![\p{L}-])(the|and|of|with|your|you|this|that|from|have|has|were|they|people)(?![\p{L}-])/giu;
/** A word in Latin letters, and what stands inside names. */
const WORD = /[A-Za-z][\w./+-]*\w/g;
/** Words of a text with three letters or more that stand in the English one, too. Of two with a hyphen, each may be one. */
function keptWords(text: string, english: string): string[] {
  const source = new Set(tokensIn(english).map((word) => word.toLowerCase()));
  const isKept = (word: string) => source.has(word.toLowerCase());
  return tokensIn(text).flatMap((word) => (isKept(word) ? [word] : word.split('-').filter(isKept)));
}
const tokensIn = (text: string): string[] =>
  (text.match(/\p{L}[\p{L}\p{N}_./+-]*[\p{L}\p{N}_]/gu) ?? []).filter((word) => /\p{L}{3}|^e-/iu.test(word));
/** Names that stay as they are in all scripts: of things, and of parameters. */
const NAMES = new Set([
  ...'Amparo Accept Allow Atom Signal Telegram Facebook Bluesky Mastodon Markdown Natural Equal Earth'.split(' '),
  ...'cookie cookies cursor maxwidth maxheight'.split(' '),
]);
/** Words of programs: they have capitals inside, or English writes them beside a mark that programs use. */
const isName = (word: string, source: string): boolean =>
  NAMES.has(word) ||
  isQuoted(word, source) ||
  (source.includes(word) && /[A-Z].*[A-Z]|[a-z][A-Z]|[./]|^(?![Ee]-mail)\w+-\w/.test(word)) ||
  [`=${word}`, `${word}=`, `.${word}`, `/${word}`, `${word}@`].some((part) => source.includes(part));
/** A word of the API, which English quotes, too. */
const isQuoted = (word: string, source: string): boolean => source.includes(`“${word}”`);

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?։؟…:])\s+/u);
const wordsIn = (text: string): number =>
  text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word) || word.includes(ARGUMENT)).length;
const lettersIn = (text: string): number =>
  [...new Intl.Segmenter('en').segment(text.replaceAll(ARGUMENT, '').trim())].length;

/** Numbers in digits of any script. A plural may write the small ones as words. */
const numbersIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts
      .flatMap((text) => text.match(/\p{Nd}+/gu) ?? [])
      .map((digits) => [...digits].map(latinOf).join(''))
      .filter((digits) => Number(digits) > 2),
  );
/** Digits of a script follow each other in Unicode, and begin at a multiple of 16, or 6 after one. */
const latinOf = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  return String(code < 0x660 ? code - 0x30 : code < 0x6f0 ? code - 0x660 : code - 0x6f0);
};

const withoutClosing = (text: string): string => text.replace(/[”“»’)\u202f\u00a0\u200e\u200f\s]+$/u, '');

const SCRIPTS = ['Latin', 'Cyrillic', 'Armenian', 'Arabic', 'Greek', 'Georgian', 'Hebrew'].map(
  (name) => new RegExp(`\\p{Script=${name}}`, 'u'),
);
const mixedWords = (text: string): string[] =>
  (text.match(/\p{L}+/gu) ?? []).filter((word) => SCRIPTS.filter((script) => script.test(word)).length > 1);

/** A sign at the beginning of a number, where no mark keeps it there. */
const SIGNED = new RegExp(`(?<![\\u200e\\p{L}\\d])[+−-](?=\\d|${ARGUMENT})`, 'u');
