import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { en } from '../../functions/ui/messages/en.ts';

/** Developers read these. */
const isForSigners = (key: string): boolean => !key.startsWith('docs.');

/** The texts of a message as people read them: with one of everything, and with several. */
function textsOf(message: string): string[] {
  const format = new IntlMessageFormat(message, 'en');
  const names = [...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name);
  return [1, 5].map((n) => String(format.format(Object.fromEntries(names.map((name) => [name, n])))));
}

const sentences = Object.entries(en as Record<string, string>)
  .filter(([key]) => isForSigners(key))
  .flatMap(([key, message]) =>
    textsOf(message).flatMap((text) => text.split(/(?<=[.!?:])\s+/).map((sentence) => ({ key, sentence }))),
  );
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

it('says nothing to signers in more than 25 words', () => {
  expect(sentences.length).toBeGreaterThan(400);
  expect(sentences.filter(({ sentence }) => wordsIn(sentence) > 25)).toEqual([]);
});

/** Words that readers with little English stumbled over, and the word for each. */
const hard: readonly (readonly [RegExp, string])[] = [
  [/\bmails?\b|\bmailed\b/i, 'e-mail'],
  [/\b(un)?sealed\b/i, 'encrypted'],
  [/\bin the open\b(?! data)/i, 'readable'],
  [/\btraces?\b/i, 'note'],
  [/\bmachines?\b/i, 'robots, or programs'],
  [/\bheld\b/i, 'stored, or in prison'],
];

it.each(hard)('does not say %s to signers, but %s', (word) => {
  // “e-mail” has a hyphen before it.
  const found = sentences.filter(({ sentence }) => word.test(sentence.replace(/\be-mails?\b/gi, '')));
  expect(found).toEqual([]);
});
