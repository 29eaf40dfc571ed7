import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultLines } from '../../../commands/campaign/print.ts';
import { FaultyCampaign } from '../../../functions/core/campaigns/faults.ts';
import { parseCampaignFile } from '../../../functions/core/campaigns/file.ts';

const good = `slug: free-them
title: Free them
demand: The government releases them.
summary: They are held for what they said.
why: Because.
goal: 10000
opensAt: 2026-01-01T00:00:00Z
targets:
  - name: The government
    role: It holds them.
cases:
  - name: Ali
    status: detained
sources: [newsletter]
`;

/** What `put` prints of a file, without its path. */
function saidOf(text: string): string[] {
  try {
    parseCampaignFile(Buffer.from(text));
  } catch (error) {
    if (error instanceof FaultyCampaign) return faultLines(error);
    throw error;
  }
  return [];
}

/** The good file, with other words in place of some. */
const withText = (from: string, to: string): string => {
  if (!good.includes(from)) throw new Error(`The file has no ${from}`);
  return good.replace(from, () => to);
};
const title = (words: string) => withText('Free them', words);

it('accepts the file that the others are made of', () => {
  expect(saidOf(good)).toEqual([]);
});

it.each<[what: string, text: string, said: string]>([
  [
    'a colon in a text',
    title('Bahrain: free them'),
    '2:1 The text has a colon. Type it in quotes: title: "Bahrain: free them"',
  ],
  ['a colon and a quote', title('She said: "free them"'), `title: 'She said: "free them"'`],
  ['an apostrophe in single quotes', title("'Don't hold them'"), `type: title: "Don't hold them"`],
  ['quotes in quotes', title('"The "good" ones"'), `type: title: 'The "good" ones'`],
  ['quotes around a part', title('"Free" them'), `type: title: '"Free" them'`],
  [
    'a double quote that never closes',
    title('"Free them'),
    '2:1 The text begins with " and has no " at its end. Type it there: title: "Free them"',
  ],
  ['a single quote that never closes', title("'Free them"), `2:1 The text begins with ' and has no ' at its end.`],
  [
    'a quote that closes at a later one',
    title('"Free them').replace('Because.', '"Because."'),
    '2:1 The text begins with " and has no " at its end.',
  ],
  ['a quote that never closes in the last line', `${good}notice: "Old`, '15:1 The text begins with " and has no "'],
  [
    'a line too far to the right',
    withText('    role', '     role'),
    '10:6 The line begins with too many blanks. Type 4 blanks before role, as for name in line 9.',
  ],
  [
    'a line not far enough',
    withText('    role', '   role'),
    '10:4 The line begins with 3 blanks, which fits no line above.',
  ],
  ['a first field with a blank', ` ${good}`, '2:1 The line begins with no blank, which fits no line above.'],
  [
    'a second field with a blank',
    withText('title', ' title'),
    '2:2 The line begins with too many blanks. Type no blank before title, as for slug in line 1.',
  ],
  ['a tab', withText('    role', '\trole'), '10:2 The line begins with a tab. Type blanks in its place'],
  ['a tab before an entry', withText('  - name: The', '\t- name: The'), '9:2 The line begins with a tab.'],
  ['a field twice', `${good}goal: 5\n`, '15:1 The field goal is here twice. Delete one of the two.'],
  [
    'a dash without a blank',
    withText('- name: Ali', '-name: Ali'),
    '12:3 A blank is missing after -. Type: - name: Ali',
  ],
  [
    'a colon without a blank',
    withText('goal: 10000', 'goal:10000'),
    '6:1 A field needs a colon and a blank after its name. Type: goal: 10000',
  ],
  ['an equals sign', withText('goal: 10000', 'goal = 10000'), 'Type: goal: 10000'],
  ['a wide colon', withText('goal: 10000', 'goal：10000'), 'Type: goal: 10000'],
  ['a text without a field', withText('title: Free them', 'Free them'), '2:1 The line has no field.'],
  ['a text that goes on at the left', withText('Because.', '|\nBecause.'), '6:1 The line has no field.'],
  [
    'a text behind |',
    withText('Because.', '| Because.'),
    '5:1 After | the text begins in the next line, with blanks before it. For one line type: why: "Because."',
  ],
  [
    'a list behind its field',
    withText('targets:\n  - name', 'targets: - name'),
    '8:1 A list begins in a line of its own.',
  ],
  ['a bracket that never closes', withText('[newsletter]', '[newsletter'), '14:1 The line opens [ and has no ].'],
  [
    'a second document',
    withText('title', '---\ntitle'),
    '2:1 A line that begins with --- or ... ends the campaign. Delete it.',
  ],
  ['a backslash in double quotes', title('"Free \\qthem"'), 'In double quotes \\ has a meaning of its own.'],
  [
    'brackets around a word',
    title('[Free] them'),
    '2:1 A text must not begin with [. Type it in quotes: title: "[Free] them"',
  ],
  ...['@', '`', '%', '&', '*', '!'].map((sign): [string, string, string] => [
    `a text that begins with ${sign}`,
    title(`${sign}free them`),
    `2:1 A text must not begin with ${sign}`,
  ]),
  ['stars around a word', title('*Free* them'), '2:1 A text must not begin with *'],
  [
    'a text cut by #',
    title('Free #Bahrain now'),
    '2:1 title ends before #, since the words behind it are a comment. If they are a part of the text, type: title: "Free #Bahrain now"',
  ],
  ['a text that is only a hashtag', title('#FreeThem'), '2:1 title ends before #'],
  [
    'a number with a dot',
    withText('10000', '10.000'),
    '6:1 goal must have digits alone: without dots, commas or blanks. Type: goal: 10000',
  ],
  ['a number with a comma', withText('10000', '10,000'), 'Type: goal: 10000'],
  ['a number with a blank', withText('10000', '10 000'), 'Type: goal: 10000'],
  ['a number with an apostrophe', withText('10000', '1’000’000'), 'Type: goal: 1000000'],
  ['a number with cents', withText('10000', '10.00'), 'Type: goal: 10'],
  ['people with a dot', withText('status:', 'people: 1.400\n    status:'), '13:5 people must have digits alone'],
  [
    'a blank from a web page',
    withText('    role', '\u00a0   role'),
    '10:5 The line begins with a blank of another kind.',
  ],
  [
    'a field with a slip',
    withText('opensAt', 'opensat'),
    '7:1 opensat is not a field that a campaign has: did you mean opensAt?',
  ],
  ['a field in other letters', withText('opensAt', 'opens_at'), 'did you mean opensAt?'],
  [
    'a field of an entry with a slip',
    withText('status', 'statos'),
    '13:5 cases › Ali › statos is not a field that an entry of cases has: did you mean status?',
  ],
  [
    'a field too far to the left',
    withText('    status', 'status'),
    'status is not a field that a campaign has. An entry of cases has it: does the line begin with too few blanks?',
  ],
  [
    'a field too far to the right',
    `${withText('sources: [newsletter]\n', '')}    goal: 5\n`,
    'A campaign has it: does the line begin with too many blanks?',
  ],
  ['a field that nothing has', `${good}colour: red\n`, '15:1 colour is not a field that a campaign has'],
  [
    'a status with a slip',
    withText('detained', 'Detaned'),
    '13:5 cases › Ali › status must be one of detained, released, died: did you mean detained?',
  ],
  ['a case without a name', withText('name: Ali', 'work: singer'), '12:5 cases › entry 1 › name is missing'],
  [
    'a text for a list',
    `${good}recipients: age1xyz\n`,
    '15:1 recipients must be a list, not "age1xyz" (write recipients: [age1xyz])',
  ],
  [
    'an entry for a list',
    withText('  - name: Ali\n    status', '  name: Ali\n  status'),
    '11:1 cases must be a list, not a set of fields (begin each entry with - and a blank)',
  ],
  [
    'a text for an entry',
    withText('  - name: Ali\n    status: detained', '  - Ali'),
    '12:5 cases › entry 1 must be a set of fields, not "Ali" (write name: Ali)',
  ],
  ['yes for true', `${good}showNames: yes\n`, '15:1 showNames must be true or false, not "yes" (write true)'],
  [
    'a language that is none',
    `${good}language: xx\n`,
    '15:1 language must be a BCP 47 tag of a language, such as en, az or pt-BR',
  ],
  ['a language by its name', `${good}language: English\n`, '(write en)'],
  ['a language by its own name', `${good}language: deutsch\n`, '(write de)'],
  ['a region that is none', `${good}language: en-QX\n`, '15:1 language must be a BCP 47 tag'],
  [
    'a country by its name',
    `${good}country: Azerbaijan\n`,
    '15:1 country must be an ISO 3166-1 alpha-2 code, such as AZ (write AZ)',
  ],
  ['a country as people say it', `${good}country: UK\n`, '(write GB)'],
])('explains %s', (_, text, said) => {
  expect(saidOf(text).join('\n')).toContain(said);
});

it.each(['az', 'az-Latn', 'pt-BR', 'zh-Hant-TW', 'ku', 'tzm', 'en-GB'])('knows the language %s', (tag) => {
  expect(saidOf(`${good}language: ${tag}\n`)).toEqual([]);
});

it('shows the line below a mistake, without what could command a terminal', () => {
  expect(saidOf(title('Free: \u001b[31mthem'))).toEqual([
    expect.stringMatching(/^2:1 /),
    '    2 | title: Free: \ufffd[31mthem',
  ]);
  expect(saidOf(title(`a: ${'x'.repeat(300)}`)).at(-1)?.length).toBeLessThan(120);
});

it('leaves comments where they cut nothing off', () => {
  expect(saidOf(withText('10000', '10000 # as last year'))).toEqual([]);
  expect(saidOf(title('"Free them" # for the list'))).toEqual([]);
  expect(saidOf(title('Free them\n# for the list'))).toEqual([]);
  expect(saidOf(withText('[newsletter]', '[newsletter] # a paper one'))).toEqual([]);
});

/** Words of programs, which no campaigner knows. */
const JARGON =
  /zod|YAML[A-Z]|Expected|Invalid input|implicit|compact mapping|scalar|flow |token|indicator|anchor|alias|node end|undefined|\[object/i;

const lines = good.split('\n');
/** A line that is still there after two were taken out. */
const at = fc.nat(lines.length - 3);
const piece = fc.constantFrom(
  ...[
    "'",
    '"',
    ':',
    ': ',
    ' #',
    '#',
    '-',
    '- ',
    '\t',
    ' ',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '|',
    '>',
    '&',
    '*',
    '!',
    '%',
    '@',
    '`',
  ],
  ...[
    '?',
    ',',
    '\\',
    '=',
    '---',
    '\u00a0',
    '\u2028',
    '\r',
    '\ufeff',
    '\u0000',
    '<<',
    '~',
    'null',
    '0x1',
    '1e5',
    '.inf',
  ],
);
const inLine = (change: (line: string, place: number) => string) =>
  fc.tuple(at, fc.nat(50)).map(
    ([n, place]) =>
      (text: string[]) =>
        text.with(n, change(text[n] ?? '', place)),
  );
const breaks = fc.oneof(
  piece.chain((some) =>
    inLine((line, place) => line.slice(0, place % (line.length + 1)) + some + line.slice(place % (line.length + 1))),
  ),
  piece.chain((some) => inLine((line) => line.replace(/(: |- )/, `$1${some.replaceAll('$', '$$$$')}`))),
  inLine((line, place) => line.slice(0, place % (line.length + 1)) + line.slice((place % (line.length + 1)) + 1)),
  inLine((line, place) => ' '.repeat(place % 4) + line),
  inLine((line) => line.trimStart()),
  inLine((line, place) => line.slice(0, place)),
  at.map((n) => (text: string[]) => text.toSpliced(n, 0, text[n] ?? '')),
  at.map((n) => (text: string[]) => text.toSpliced(n, 1)),
  fc.tuple(at, at).map(
    ([n, m]) =>
      (text: string[]) =>
        text.with(n, text[m] ?? '').with(m, text[n] ?? ''),
  ),
);

it('names a line or a field, in plain words, however a good file is broken', () => {
  fc.assert(
    fc.property(fc.array(breaks, { minLength: 1, maxLength: 3 }), (steps) => {
      const text = steps.reduce((broken, step) => step(broken), lines).join('\n');
      try {
        parseCampaignFile(Buffer.from(text));
      } catch (error) {
        if (!(error instanceof FaultyCampaign)) throw error;
        for (const { line, label, message, written } of error.faults) {
          expect(line ?? label, message).toBeDefined();
          // Between quotes stand words of the file itself.
          const own = message
            .replace(/"[^"]*"/g, '')
            .replace(/(Type( it there| it in quotes)?|type|write|one line type): .*$/, '');
          expect(own).not.toMatch(JARGON);
          expect(`${message}${written}`).not.toMatch(/\p{Cc}/u);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

it('never fails in another way at any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(piece, fc.constantFrom('a', 'slug', 'cases', '\n', 'ü')), maxLength: 40 }),
      (text) => {
        saidOf(text);
      },
    ),
    { numRuns: 2_000 },
  );
});
