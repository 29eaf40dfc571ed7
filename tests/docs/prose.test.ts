import { expect, it } from 'vitest';
import { documents, lengthOf, sentencesOf, textOf, wordsOf } from './markdown.ts';

const LONGEST = 30;
const README_WORDS = 1_500;

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

it.each(documents)('says one thing in a sentence of %s', (document) => {
  const long = sentencesOf(textOf(document)).filter((sentence) => lengthOf(sentence) > LONGEST);
  expect(long.map((sentence) => `${lengthOf(sentence)} words: ${sentence.words}`)).toEqual([]);
});

it.each(documents)('uses plain words in %s', (document) => {
  const found = sentencesOf(textOf(document)).flatMap(({ words, isHeading }) =>
    AVOIDED.flatMap(([pattern, instead]) => {
      const [word] = isHeading && pattern.source.startsWith('(^|') ? [] : (pattern.exec(words) ?? []);
      return word === undefined ? [] : [`“${word.trim()}” (better: ${instead}): ${words}`];
    }),
  );
  expect(found).toEqual([]);
});

it('keeps README short enough to be read', () => {
  expect(wordsOf(textOf('README.md'))).toBeLessThanOrEqual(README_WORDS);
});
