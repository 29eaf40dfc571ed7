import { expect, it } from 'vitest';
import { readSources } from '../rooms/imports.ts';
import { sentencesOf } from './markdown.ts';
import { longOf, notPlainIn } from './plain-words.ts';
import { markdownOf, type PrintedText, printedTexts } from './printed-texts.ts';

const texts = [...readSources()]
  .filter(([file]) => /^(commands|infra)\//.test(file))
  .flatMap(([file, source]) => printedTexts(file, source));

const faultsOf = ({ place, text }: PrintedText): string[] => {
  const sentences = sentencesOf(markdownOf(text));
  return [...longOf(sentences), ...notPlainIn(sentences)].map((fault) => `${place}: ${fault}`);
};

it('prints plain sentences in commands and in infra', () => {
  expect(texts.flatMap(faultsOf)).toEqual([]);
});

it.each([
  ['an error', "throw new CommandError('Whoever holds the key must not lose it.');", '“Whoever”'],
  ['an error of several lines', `new Refusal(\`Nothing here.\nWhat is there is \${path}.\`)`, '“What”'],
  ['an alarm', "alarm({ means: 'Confirmation mails wait in the queue.' })", '“mails”'],
  ['a reason', "reason: isLate ? 'The mail of today is late.' : undefined", '“mail”'],
  ['a usage', 'const usage = `npm run x -- put FILE       shows what is there, or else.`', '“else.”'],
  ['a long sentence', `print('${'word '.repeat(31)}.')`, '31 words'],
])('finds words that are not plain in %s', (_, source, found) => {
  expect(printedTexts('a.ts', source).flatMap(faultsOf).join('\n')).toContain(found);
});

it.each([
  "new CommandError('Set AMPARO_MAIL_FROM, or type `npm run mail` and look into the mailbox.')",
  "means: 'E-mails wait. See the log of mail.'",
  "new Misunderstood('The rings are token, mail and pepper.')",
  "import { what } from './whatever-else.ts';",
  `const program = 'while kill -0 $child; do wait $child; done; ${'word '.repeat(31)}'`,
  `const usage = \`npm run x -- put FILE       ${'word '.repeat(20)}\nnpm run x -- list           ${'word '.repeat(20)}\``,
])('finds nothing in %s', (source) => {
  expect(printedTexts('a.ts', source).flatMap(faultsOf)).toEqual([]);
});

it('reads the texts that people know', () => {
  const all = texts.map(({ text }) => text).join('\n');
  for (const known of [
    'npm run keys -- make',
    'There is no command',
    'AMPARO_STAGE is missing',
    'is in use by another',
  ])
    expect(all).toContain(known);
  expect(texts.length).toBeGreaterThan(150);
});
