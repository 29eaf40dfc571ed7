import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { messagesIn } from '../../commands/messages/command.ts';
import { messagesFolder } from '../../infra/messages/folders.ts';

const directory = mkdtempSync(join(tmpdir(), 'amparo-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A folder with English alone, for each test. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(directory, 'messages-'));
  cpSync(join(fileURLToPath(messagesFolder), 'en'), join(folder, 'en'), { recursive: true });
});

async function run(...args: string[]) {
  const [printed, complained]: string[][] = [[], []];
  const terminal = {
    print: (line: string) => void printed?.push(line),
    complain: (line: string) => void complained?.push(line),
    dataDir: '',
    clock: () => 0,
  };
  const code = await messagesIn(pathToFileURL(`${folder}/`))(args, terminal);
  return { code, printed: printed ?? [], complained: complained ?? [] };
}

type Messages = Record<string, string>;
const read = (file: string): Messages => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const write = (file: string, messages: Messages) => writeFileSync(join(folder, file), JSON.stringify(messages));
/** Puts what a translator writes into a file of a language. */
const change = (file: string, changes: Messages) => write(file, { ...read(file), ...changes });

/** Makes a language in which each message counts as translated: it has the English words, without the mark. */
async function translate(tag: string): Promise<void> {
  await run('new', tag);
  for (const file of readdirSync(join(folder, tag)).filter((name) => name.endsWith('.json'))) {
    const path = `${tag}/${file}`;
    write(path, Object.fromEntries(Object.entries(read(path)).map(([key, text]) => [key, text.replace('⟦en⟧ ', '')])));
  }
}

it('finds no fault in the words that there are', async () => {
  const { code, printed, complained } = await run('check');
  expect([code, complained]).toEqual([0, []]);
  expect(printed[0]).toMatch(/^No fault in \d+ messages of en$/);
});

it('makes the folder of a language, with its own forms of plurals, all of it to be translated', async () => {
  const { code, printed } = await run('new', 'ru');
  expect(code).toBe(0);
  expect(printed.join(' ')).toContain('npm run messages -- check ru');
  const files = readdirSync(join(folder, 'ru'));
  expect(files.filter((name) => !name.endsWith('.json'))).toEqual([
    'checked.md',
    'exceptions.yaml',
    'glossary.md',
    'writing.yaml',
  ]);
  const glossary = readFileSync(join(folder, 'ru/glossary.md'), 'utf8');
  expect(glossary).toContain('| `one` | 1, 21, 31, 41, 51, 61 … |');
  expect(glossary).toContain('| `other` | 0.5 |');
  expect(files.filter((name) => name.endsWith('.json'))).toEqual(
    readdirSync(join(folder, 'en')).filter((name) => name.endsWith('.json')),
  );
  expect(read('ru/sign.json')['sent.wait.minutes']).toBe(
    '⟦en⟧ Many people are signing right now. Your e-mail should arrive in about {minutes, plural, one {# minutes} few {# minutes} many {# minutes} other {# minutes}}.',
  );
  expect(Object.keys(read('ru/sign.json'))).toEqual(Object.keys(read('en/sign.json')));
  expect(read('ru/site.json')['campaign.days-left']).toMatch(/\{days, plural, =0 \{today is the last day\} one \{/);
});

it.each([
  ['en', 'There is a folder of en already.'],
  ['en-XA', 'en-XA is made of English, and has no folder.'],
  ['PT-br', 'Write the tag as “pt-BR”.'],
  ['klingon', '“klingon” is no language that Node knows.'],
  ['../en', '“../en” is no language that Node knows.'],
])('refuses to make %s, and says why', async (tag, words) => {
  const { code, complained } = await run('new', tag);
  expect(code).toBe(1);
  expect(complained.join(' ')).toContain(words);
  expect(readdirSync(folder)).toEqual(['en']);
  expect(existsSync(join(directory, 'en'))).toBe(false);
});

it('shows what is missing, with the English text and the note for translators', async () => {
  await run('new', 'ru');
  const { printed } = await run('missing', 'ru');
  const at = printed.indexOf('  ru/sign.json: sign.title (a signer needs it)');
  expect(printed.slice(at + 1, at + 3)).toEqual([
    '    Sign this petition',
    `    ${read('en/notes/sign.json')['sign.title']}`,
  ]);
  expect(printed).toContain('  ru/charts.json: dashboard.title');
  await translate('de');
  expect((await run('missing', 'de')).printed).toEqual(['de: nothing is missing']);
});

it('finds what waits for its translation, where a signer needs it', async () => {
  await run('new', 'ru');
  const { code, complained } = await run('check', 'ru');
  expect(code).toBe(1);
  expect(complained).toContain('ru/sign.json: sign.title: it is not translated, and a signer needs it');
  expect(complained.some((line) => line.startsWith('ru/charts.json'))).toBe(false);
});

it('says that a signer finds all words, and in which files English ones stay', async () => {
  cpSync(join(fileURLToPath(messagesFolder), 'de'), join(folder, 'de'), { recursive: true });
  const { 'countries.title': _, ...charts } = read('de/charts.json');
  write('de/charts.json', charts);
  const { code, printed } = await run('check', 'de');
  const messages = 1 + Object.keys(read('en/organise.json')).length;
  expect([code, printed.at(-1)]).toEqual([
    0,
    `de: all that a signer needs is translated. ${messages} messages of charts.json, organise.json stay English`,
  ]);
});

it('names language, file, key and reason of each fault, and has them found by a second reader, too', async () => {
  await translate('de');
  change('de/sign.json', {
    'sign.title': 'Sign this petition',
    'sent.wait.hours': 'Etwa {hours, plural, other {# Stunden}}.',
    'sign.email.meant': 'Meinen Sie {adress}?',
    'sign.whim': 'Laune',
  });
  const { complained } = await run('check', 'de');
  expect(complained).toEqual(
    expect.arrayContaining([
      'de/sign.json: sign.title: it is the English text (english)',
      'de/sign.json: sent.wait.hours: its plural of hours lacks the form “one”',
      'de/sign.json: sign.email.meant: it lacks {address}, which English has',
      'de/sign.json: sign.whim: English does not have this key',
      // formatjs
      'sign.email.meant: Missing variable address in message',
      'sign.whim',
    ]),
  );
});

it.each([
  ['[]', 'it is no object with keys and texts'],
  ['{"countries.title": "Länder"', 'it is no JSON: '],
  ['\ufeff{}', 'it begins with a byte order mark: save it as UTF-8 without one'],
  ['{"countries.title": {"one": "x"}}', 'countries.title: its value is no text'],
  ['{"countries.title": "A", "countries.title": "B"}', 'countries.title: the file has it twice'],
])('names file, key and reason of a file that holds %s, whatever is asked', async (content, words) => {
  await translate('de');
  for (const [file, asked] of [
    ['de/charts.json', [['check'], ['check', 'de'], ['missing']]],
    ['en/charts.json', [['check'], ['check', 'de'], ['missing'], ['new', 'fr']]],
    ['en/notes/charts.json', [['check'], ['check', 'de'], ['missing']]],
  ] as const) {
    const path = join(folder, file);
    const before = readFileSync(path);
    writeFileSync(path, content);
    for (const args of asked) {
      const { code, complained } = await run(...args);
      const lines = complained
        .join('\n')
        .split('\n')
        .filter((line) => !line.endsWith('docs/guides/translating.md'));
      expect([file, args, code, lines]).toEqual([file, args, 1, [expect.stringContaining(`${file}: ${words}`)]]);
    }
    writeFileSync(path, before);
  }
});

it('finds a list of exceptions that is none', async () => {
  await translate('de');
  for (const [content, words] of [
    ['english: [a', 'it is no YAML: '],
    ['- english', 'it is no list of keys and reasons by rule'],
    ['english: sign.title', 'it is no list of keys and reasons by rule'],
  ]) {
    writeFileSync(join(folder, 'de/exceptions.yaml'), content ?? '');
    const { code, complained } = await run('check', 'de');
    expect([code, complained]).toEqual([
      1,
      expect.arrayContaining([expect.stringContaining(`de/exceptions.yaml: ${words}`)]),
    ]);
  }
});

it('finds a file that English does not have', async () => {
  await translate('de');
  write('de/whims.json', { 'sign.title': 'Laune', 'sign.whim': 'Laune' });
  const { complained } = await run('check', 'de');
  expect(complained.filter((line) => line.startsWith('de/whims.json'))).toEqual([
    'de/whims.json: English has no file of this name',
  ]);
});

it('takes an exception that has a reason, and finds one that nothing needs', async () => {
  await translate('de');
  const before = (await run('check', 'de')).complained;
  const fault = 'de/sign.json: sign.title: it is the English text (english)';
  expect(before).toContain(fault);
  const file = join(folder, 'de/exceptions.yaml');
  writeFileSync(file, 'english:\n  sign.title: This is a test.\n  sign.whim: Nothing is there.\n');
  const after = (await run('check', 'de')).complained;
  expect(after).not.toContain(fault);
  expect(after).toContain('de/exceptions.yaml: english, sign.whim: nothing needs this exception');
  writeFileSync(file, 'english:\n  sign.title:\nspelling:\n  sign.title: a word\n');
  const wrong = (await run('check', 'de')).complained;
  expect(wrong).toContain('de/exceptions.yaml: english, sign.title: an exception needs a reason');
  expect(wrong.join('\n')).toContain('de/exceptions.yaml: there is no rule spelling: english, words');
});

it('reads how a language is written from its folder, and finds what it cannot read there', async () => {
  await translate('de');
  change('de/sign.json', { 'sign.title': 'Petition “zeichnen”' });
  const file = join(folder, 'de/writing.yaml');
  writeFileSync(file, "wrong:\n  '[”«»]': quotes are „ and “\n");
  expect((await run('check', 'de')).complained).toContain('de/sign.json: sign.title: quotes are „ and “ (marks)');
  writeFileSync(file, "letters: 10\nends: { question: '[?' }\n");
  expect((await run('check', 'de')).complained.filter((line) => line.startsWith('de/writing.yaml'))).toEqual([
    expect.stringMatching(/^de\/writing\.yaml: ends, question, .*\[\?/),
    'de/writing.yaml: there is no letters',
  ]);
  writeFileSync(file, "words: many\nown: has\nwrong: { '(': an open bracket }\n");
  expect((await run('check', 'de')).complained.filter((line) => line.startsWith('de/writing.yaml'))).toEqual([
    'de/writing.yaml: words, must be a whole number',
    'de/writing.yaml: own, must be a list of words',
  ]);
  writeFileSync(file, "wrong: { '(': an open bracket }\n");
  expect((await run('check', 'de')).complained).toContainEqual(
    expect.stringMatching(/^de\/writing\.yaml: wrong, .*\(/),
  );
});

it('finds a key that has no note for translators, and a note that has no key', async () => {
  const { 'sign.title': _, ...notes } = read('en/notes/sign.json');
  write('en/notes/sign.json', { ...notes, 'sign.whim': 'A whim.' });
  expect((await run('check')).complained).toEqual(
    expect.arrayContaining([
      'en/notes/sign.json: sign.title: translators have no note',
      'en/notes/sign.json: sign.whim: English does not have this key',
    ]),
  );
});

it('prints the pseudo-languages, and writes them into a folder', async () => {
  const { printed } = await run('pseudo');
  expect(printed).toHaveLength(2);
  expect(JSON.parse(printed[0] ?? '')['sign.title']).toBe('⟦Šííĝñ ťĥííš ƥééťííťííóóñ⟧');
  const out = join(folder, 'out');
  await run('pseudo', out);
  expect(readdirSync(out)).toEqual(['en-XA.json', 'en-XB.json']);
});

it('says which languages there are, if asked for another', async () => {
  for (const verb of ['check', 'missing']) {
    const { code, complained } = await run(verb, 'xx');
    expect([code, complained]).toEqual([
      1,
      ['There is no language xx. There are en. To begin one: npm run messages -- new xx'],
    ]);
  }
});
