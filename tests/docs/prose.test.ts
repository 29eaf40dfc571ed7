import { expect, it } from 'vitest';
import { documents, sentencesOf, textOf, wordsOf } from './markdown.ts';
import { longOf, notPlainIn } from './plain-words.ts';

const README_WORDS = 1_500;

it.each(documents)('says one thing in a sentence of %s', (document) => {
  expect(longOf(sentencesOf(textOf(document)))).toEqual([]);
});

it.each(documents)('uses plain words in %s', (document) => {
  expect(notPlainIn(sentencesOf(textOf(document)))).toEqual([]);
});

/** A word that somebody meant to replace: capitals with an underscore, or braces. */
const PLACEHOLDER = /\b[A-Z]+(?:_[A-Z]+)+\b|\{[^}]*\}/;

it.each(documents)('leaves no placeholder in %s', (document) => {
  const found = sentencesOf(textOf(document)).filter(({ words }) => PLACEHOLDER.test(words));
  expect(found.map(({ words }) => words)).toEqual([]);
});

it('knows a placeholder by its form, but not in code', () => {
  const found = (text: string) => sentencesOf(text).some(({ words }) => PLACEHOLDER.test(words));
  expect(['It costs READ_COST.', 'It has {n} items.', 'See {…}.'].map(found)).toEqual([true, true, true]);
  expect(['Set `READ_COST`.', 'It answers `{"n": 1}`.', 'AWS and SQL.'].map(found)).toEqual([false, false, false]);
});

it('keeps README short enough to be read', () => {
  expect(wordsOf(textOf('README.md'))).toBeLessThanOrEqual(README_WORDS);
});
