import { lengthOf, type Sentence } from './markdown.ts';

const LONGEST = 30;

/** Words that readers would have to read twice, and what to write instead. */
const AVOIDED: readonly (readonly [RegExp, string])[] = [
  [/\b(who|what|which)ever\b/i, 'name the person or the thing'],
  [/(^|[;:] )(who|what) (?!.*\?$)/i, 'name the person or the thing that is the subject'],
  [/\b(tells?|telling|told)\b/i, 'show, return, report, say or write'],
  [/\belse([.,;:)]|$)/i, 'name what remains'],
  [
    /\b(by|of|to|from|in|with) (which|whom|those)\b[^,.;]*\b(by|of|to|from|in|with) (which|whom|those)\b/i,
    'two sentences',
  ],
  [/\b(by which|of those)\b/i, 'a sentence of its own'],
  [/\bsuch as\b.*\bsuch as\b/i, 'two sentences'],
  [/\bmachines\b|\bmachine['’]s\b/i, 'robots, computers or programs'],
  [/(?<!-)\bmails?\b/i, 'e-mail'],
  [/\bheld\b/i, 'kept, stored, checked or limited'],
  [/\btraces?\b/i, 'say what remains'],
  [/\bin the open\b/i, 'in plain text, or in public'],
  [/\btaken\b/i, 'accepted, used or captured'],
];

/** The sentences that say more than one thing, each with its length. */
export const longOf = (sentences: readonly Sentence[]): string[] =>
  sentences
    .filter((sentence) => lengthOf(sentence) > LONGEST)
    .map((sentence) => `${lengthOf(sentence)} words: ${sentence.words}`);

/** The words of sentences that are not plain, each with a better one. */
export const notPlainIn = (sentences: readonly Sentence[]): string[] =>
  sentences.flatMap(({ words, isHeading }) =>
    AVOIDED.flatMap(([pattern, instead]) => {
      const [word] = isHeading && pattern.source.startsWith('(^|') ? [] : (pattern.exec(words) ?? []);
      return word === undefined ? [] : [`“${word.trim()}” (better: ${instead}): ${words}`];
    }),
  );
