import { expect, it } from 'vitest';
import { anchorsOf, codeBlocksOf, lengthOf, linksOf, sentencesOf, wordsOf } from './markdown.ts';

const wordsIn = (text: string): string[] => sentencesOf(text).map(({ words }) => words);

it('reads a paragraph over several lines as its sentences', () => {
  expect(wordsIn('One thing\nand **another**. Then `npm start`; and more!\n\nA new one')).toEqual([
    'One thing and another.',
    'Then Code; and more!',
    'A new one',
  ]);
});

it('does not end a sentence at a number, an address, a colon or a semicolon', () => {
  expect(wordsIn('It has 2.04 units: one at example.org; one here.')).toHaveLength(1);
});

it('begins and ends a sentence with each heading, list item and table cell', () => {
  const text =
    '# A heading\nText\n- an item\n  that goes on\n1. a step\n\n| a | b, and c |\n|---|---|\n| d | e. And f |\n';
  expect(wordsIn(text)).toEqual([
    'A heading',
    'Text',
    'an item that goes on',
    'a step',
    'a',
    'b, and c',
    'd',
    'e.',
    'And f',
  ]);
});

it('reads links by their words, and neither code, quotes nor blocks of code', () => {
  const text = 'See [the page](other.md#part) and “what a test says”.\n\n```sh\nwhoever tells\n```\n';
  expect(wordsIn(text)).toEqual(['See the page and Quote.']);
  expect(wordsOf(text)).toBe(12);
  expect(linksOf(`${text}\n\`[no](link)\``)).toEqual(['other.md#part']);
  expect(codeBlocksOf(text)).toEqual([{ language: 'sh', lines: ['whoever tells'] }]);
});

it('counts each part with a letter or a digit as a word', () => {
  expect(sentencesOf('One, 2 – three | *four*').map(lengthOf)).toEqual([4]);
});

it('knows the names that GitHub gives to headings', () => {
  expect([...anchorsOf('# What `site` may do\n## A, b & c\n## A, b & c\n')]).toEqual([
    'what-site-may-do',
    'a-b--c',
    'a-b--c-1',
  ]);
});
