import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { faultLines } from '../../../commands/file.ts';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { checkCampaign, checkGroup, FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { group } from '../../../functions/core/campaigns/group.ts';
import { misreadings } from '../../../functions/core/campaigns/misreadings.ts';
import { fieldsOf, partsOf, shapeOf } from '../../../functions/core/campaigns/schema.ts';
import { countryNamed } from '../../../functions/core/campaigns/written-out.ts';
import { countries } from '../../../functions/core/country.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { sample } from '../../support/samples.ts';

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
    if (error instanceof FaultyFile) return faultLines(error);
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

const explained: readonly [what: string, text: string, said: string][] = [
  [
    'a colon in a text',
    title('Bahrain: free them'),
    '2:1 The text has a colon. Type it in quotes: title: "Bahrain: free them"',
  ],
  [
    'a colon in the second line of a long text',
    withText('Because.', 'Because they are held\n  and this: it matters'),
    '6:3 The text of why has a colon in this line. In line 5 type | behind why: and begin the text in the line below, with 2 blanks before each line.\n    6 |   and this: it matters',
  ],
  [
    'a colon after one word of a later line',
    withText('Because.', '\n  Because they are held.\n\n  Note: it matters.'),
    '8:3 The text of why has a colon in this line. In line 5 type |',
  ],
  [
    'a list in brackets that goes on into the next field',
    withText('[newsletter]', '[newsletter, vigil\nrecipients: []'),
    '14:1 The line opens [ and has no ]. Type it at its end: sources: [newsletter, vigil]',
  ],
  [
    'a letter in a quote that never closes',
    withText('Because.', '"They are held\n  for what they said.'),
    '5:1 The text begins with " and has no " at its end. Type | in place of ", and begin the text in the line below, with 2 blanks before each line.',
  ],
  [
    'paragraphs without |',
    withText('Because.', '\n  They are held.\n\n  They said it.'),
    '6:3 The paragraphs of why become one. Type | behind why: and begin the text in the line below',
  ],
  [
    'a text in place of a list of sets',
    withText('targets:\n  - name: The government\n    role: It holds them.', 'targets: The government'),
    '8:1 targets must be a list, not "The government" (write in the next line: - name: The government)',
  ],
  [
    'a colon in the second line of a title',
    title('Free them\n  now: all'),
    '3:3 The text of title has a colon in this line. In line 2 type: title: "Free them now: all"',
  ],
  [
    'a colon in the second line of an entry’s text',
    withText('It holds them.', 'It holds them,\n      and so: all'),
    '11:7 The text of role has a colon in this line. In line 10 type: role: "It holds them, and so: all"',
  ],
  [
    'a colon in both lines',
    title('Free them: all\n  and now'),
    '2:1 The text of title has a colon in this line. In line 2 type: title: "Free them: all and now"',
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
    '2:1 A line that begins with --- or ... ends the file. Delete it.',
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
    'a field of a set with a slip',
    `${good}won: { on: 2026, word: Free }\n`,
    'won › word is not a field that won has: did you mean words?',
  ],
  [
    'a field of a list in a list with a slip',
    `${good}    history: [{ status: detained, no: 2026 }]\n`.replace(/sources.*\n/, ''),
    'cases › Ali › history › entry 1 › no is not a field that an entry of history has: did you mean on?',
  ],
  [
    'a field that several parts have',
    `${good}name: Ali\n`,
    'Group or an entry of targets or an entry of cases has it: does the line begin with too few blanks?',
  ],
  [
    'a field that another list has',
    withText('role: It', 'sentence: It'),
    'targets › The government › sentence is not a field that an entry of targets has (it has name, role, country). An entry of cases has it.',
  ],
  [
    'a text for a picture',
    `${good}picture: a.jpg\n`,
    '15:1 picture must be a set of fields, not "a.jpg" (write file: a.jpg)',
  ],
  ['a text for a victory', `${good}won: All are free\n`, '(write words: All are free)'],
  ['a page for a source', `${good}references: [https://example.org/]\n`, '(write url: https://example.org/)'],
  ['a title for a source', `${good}references: [A report]\n`, '(write title: A report)'],
  ['a list for a set', `${good}won:\n  - on: 2026\n`, '(delete the - before its fields)'],
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
  ['a language in large letters', `${good}language: AZ\n`, '15:1 language must be written as az'],
  ['a language by a tag of old', `${good}language: iw\n`, '15:1 language must be written as he'],
  ['a language by its name', `${good}language: English\n`, '(write en)'],
  ['a language by its own name', `${good}language: deutsch\n`, '(write de)'],
  ['a region that is none', `${good}language: en-QX\n`, '15:1 language must be a BCP 47 tag'],
  [
    'a country by its name',
    `${good}country: Azerbaijan\n`,
    '15:1 country must be an ISO 3166-1 alpha-2 code, such as AZ (write AZ)',
  ],
  ['a country as people say it', `${good}country: UK\n`, '(write GB)'],
  ...['\u00a0', '\u3000', '\u2009'].flatMap((blank): [string, string, string][] => [
    ['another blank behind a colon', withText('goal: ', `goal:${blank}`), '6:1 Behind goal: the line has a blank of'],
    [
      'two blanks, one of them another',
      withText('goal: ', `goal: ${blank}`),
      '6:1 Behind goal: the line has a blank of',
    ],
    ['another blank at the end', withText('10000', `10000${blank}`), '6:1 goal must be a number, not'],
    ['another blank behind a text’s name', title('x').replace(': x', `:${blank}x`), '2:1 Behind title: the line has a'],
    ['another blank in an entry', withText('status: ', `status:${blank}`), '13:5 Behind status: the line has a blank'],
    [
      'another blank behind a dash',
      withText('- name: Ali', `-${blank}name: Ali`),
      '12:3 Behind - the line has a blank',
    ],
    [
      'another blank before a word',
      withText('[newsletter]', `\n  -${blank}newsletter`),
      '15:3 Behind - the line has a',
    ],
    [
      'other blanks at the beginning',
      withText('    status', `${blank.repeat(4)}status`),
      '13:5 The line begins with a',
    ],
    [
      'other blanks before a dash',
      withText('  - name: Ali', `${blank}${blank}- name: Ali`),
      '12:3 The line begins with',
    ],
  ]),
  ['an entry cut by #', withText('newsletter', 'newsletter, vigil #2'), '[newsletter, "vigil #2"]'],
  [
    'an entry cut by #, before another field',
    withText('[newsletter]', '[newsletter, vigil #2]\nrecipients: []'),
    '14:1 The list ends before #, since the words behind it are a comment. If they are a part of the entry, type: sources: [newsletter, "vigil #2"]',
  ],
  [
    'a comment in an open list',
    withText('[newsletter]', '[newsletter # paper\nrecipients: []'),
    'sources: [newsletter]',
  ],
  [
    'a bracket too many',
    withText('[newsletter]', '[newsletter, vigil]]'),
    '14:1 The line has more ] than [. Type: sources: [newsletter, vigil]',
  ],
  ['brackets around a word, and one at the end', title('[Free] them]'), 'Type it in quotes: title: "[Free] them]"'],
  ['a list without its first bracket', withText('[newsletter]', 'a, vigil]'), '(write sources: [a, vigil])'],
  ['a list in other brackets', withText('[newsletter]', '(a, b)'), '(write sources: [a, b])'],
  ['a list with semicolons', withText('[newsletter]', 'a; b'), '(write sources: [a, b])'],
  [
    'a text with a colon for a list of sets',
    withText('targets:\n  - name: The government\n    role: It holds them.', 'targets: "Baku: all"'),
    '(write in the next line: - name: "Baku: all")',
  ],
  ['a number in quotes', withText('10000', '"5000"'), 'not "5000" (write 5000 without quotes)'],
  ['true in quotes', `${good}showNames: "true"\n`, 'not "true" (write true without quotes)'],
  ['a slug in the quotes of a word processor', withText('free-them', '“free-them”'), 'hyphens (it has “: delete it)'],
  [
    'a goal in such quotes',
    withText('10000', '„5000“'),
    '6:1 goal must be a number, not "„5000“" (it has „: delete it)',
  ],
  [
    'a letter in a slug that nobody sees',
    withText('free-them', 'free-\u200bthem'),
    '1:1 slug must be small letters, digits and single hyphens (it has U+200B, which nobody sees: type it again)',
  ],
  ['a blank at the end of a slug', withText('free-them', '"free-them "'), '(it has a blank at an end)'],
  ['a case without a status', withText('    status: detained\n', ''), 'cases › Ali › status is missing'],
  [
    'an event without a date',
    withText('detained', 'detained\n    history: [{ status: detained }]'),
    'history › entry 1 › on is missing',
  ],
  ['a hashtag behind quotes', title('"Free them" #now'), 'title ends before #'],
  ['a hashtag before a comment', title('Free #now\n# for the list'), 'type: title: "Free #now"'],
  ['paragraphs behind >', withText('Because.', '>\n  One.\n\n  Two.'), '5:1 The paragraphs of why become one. Type |'],
  ['paragraphs in quotes', withText('Because.', '"One.\n\n  Two."'), '5:1 The paragraphs of why become one. Type |'],
  [
    'lines of npm',
    `\n> amparo@0.1.0 campaign\n> tsx commands/main.ts campaign show free-them\n\n${good}`,
    '2 The file begins with lines of npm, which > wrote into it. Delete each line that begins with >, or write the file again with --out FILE.\n    2 | > amparo@0.1.0 campaign',
  ],
];

it.each(explained)('explains %s', (_, text, said) => {
  expect(saidOf(text).join('\n')).toContain(said);
});

/** The file after somebody typed what a message says, if it says what to type. */
function followed(text: string, message: string): string | undefined {
  const [, place, words = ''] = /^(\d+):\d+ (.*)/.exec(message) ?? [];
  const at = Number(/In line (\d+) type/.exec(words)?.[1] ?? place) - 1;
  const written = text.split('\n');
  const line = written[at] ?? '';
  const [, indent = '', dash = '', key = ''] = /^(\s*)((?:- )*)(\w*)/.exec(line) ?? [];
  const whole = /(?:[Tt]ype|quotes|there|end|write): ((?:- )?\w+: .+?)(?:\. A comment .*)?$/.exec(words)?.[1];
  const inNext = /\(write in the next line: (.*)\)$/.exec(words)?.[1];
  const forKey = new RegExp(`\\(write (${key}: .*)\\)$`).exec(words)?.[1];
  const value = /\(write (\S+?)(?: without quotes)?\)$/.exec(words)?.[1];
  const typed = inNext
    ? `${indent}${dash}${key}:\n${indent}  ${inNext}`
    : whole
      ? `${indent}${whole}`
      : (forKey && `${indent}${dash}${forKey}`) || (value && `${indent}${dash}${key}: ${value}`);
  if (!typed) return undefined;
  const below = written.slice(at + 1);
  const rest = below.findIndex((one) => one.search(/\S/) <= indent.length + dash.length);
  return [...written.slice(0, at), typed, ...(whole ? below.slice(rest) : below)].join('\n');
}

it('advises nothing that is a mistake, too', () => {
  const advised = explained.flatMap(([what, text]) => {
    const [message = ''] = saidOf(text);
    const after = followed(text, message);
    return after === undefined ? [] : [{ what, message, after }];
  });
  expect(advised.length).toBeGreaterThan(40);
  for (const { what, message, after } of advised) {
    expect(parseDocument(after).errors, `${what}\n${after}`).toEqual([]);
    expect(saidOf(after), `${what}\n${after}`).not.toContain(message);
  }
});

it('leaves such blanks in texts, where they are letters', () => {
  const list = '|\n  Note:\n  -\u00a0one\n  \u3000goal:\u00a05';
  expect(saidOf(withText('Because.', list))).toEqual([]);
  expect(saidOf(withText('Because.', 'We ask\n  -\u00a0one'))).toEqual([]);
  // They are also no fault beside one.
  expect(saidOf(withText('Because.', list).replace('goal: 10000', 'goal 10000'))).toEqual([
    expect.stringMatching(/^9:1 The line has no field/),
    expect.anything(),
  ]);
});

it('leaves a text that is folded on purpose', () => {
  for (const text of ['>\n  One\n  more.', '>\n  One.\n\n\n  Two.', '"One.\\nTwo."', '"One\n  more."'])
    expect(saidOf(withText('Because.', text)), text).toEqual([]);
});

it.each([
  ['Palestine', 'PS'],
  ['Hong Kong', 'HK'],
  ['Turkey', 'TR'],
  ['Türkei', 'TR'],
  ['turkiye', 'TR'],
  ['USA', 'US'],
  ['The United States', 'US'],
  ['uk', 'GB'],
  ['Burma', 'MM'],
  ['Trinidad and Tobago', 'TT'],
  ["Cote d'Ivoire", 'CI'],
  ['Aserbaidschan', 'AZ'],
  ['Беларусь', 'BY'],
  ['az', 'AZ'],
])('knows %s as %s', (name, code) => {
  expect(saidOf(`${good}country: ${name}\n`)).toEqual([expect.stringContaining(` (write ${code})`)]);
});

it('knows every country by the names that the interface gives it', () => {
  const { country } = translatorOf('en');
  const short = new Intl.DisplayNames('en', { type: 'region', style: 'short' });
  for (const code of countries)
    for (const name of [country(code), short.of(code) ?? code])
      expect([name, countryNamed(name)]).toEqual([name, code]);
  expect(countryNamed('Nowhere')).toBeUndefined();
  expect(countryNamed('')).toBeUndefined();
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

it('leaves comments behind every value that has no blanks', () => {
  const values = {
    ...{ slug: 'free-them', language: 'en', country: 'AZ', status: 'detained', timeZone: 'Asia/Baku' },
    ...{ visibility: 'public', publish: 'careful', url: 'https://example.org/', date: '2026', on: '2026-03' },
    ...{ opensAt: '2026-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z', at: '2026-01-01', detainedOn: '2026' },
    ...{
      contact: 'ask@example.org',
      imprint: 'https://example.org/',
      file: 'faces/ali.jpg',
      id: '0123456789abcdef0123',
    },
    ...{ showNames: 'true', goal: '10', people: '2', keepMonths: '3', width: '10', height: '10' },
  } as Record<string, string>;
  for (const [name, field] of fieldsOf(campaignFile)) {
    const key = name.split('.').at(-1) ?? '';
    if (z.safeParse(field, 'Two words').success && !['file', '$schema'].includes(key)) continue;
    if (Object.keys(shapeOf(field)).length > 0) continue;
    const value = values[key] ?? 'true';
    const around = name.split('.').slice(0, -1);
    const depth = '  '.repeat(around.length);
    const text = [...around.map((one, i) => `${'  '.repeat(i)}${one}:`), `${depth}${key}: ${value} # local`].join('\n');
    expect(misreadingsIn(text), text).toEqual([]);
  }
  expect(misreadingsIn('picture:\n  file: photo #2.jpg')).toHaveLength(1);
});

/** What is said of words that are read in another way than they are written. */
function misreadingsIn(text: string) {
  const lines = new LineCounter();
  const placeOf = (at: number) => ({ line: lines.linePos(at).line, column: lines.linePos(at).col });
  return misreadings(parseDocument(text, { lineCounter: lines }), { text, schema: campaignFile, placeOf });
}

it.each([
  ['a campaign', campaignFile, checkCampaign],
  ['a group', group, checkGroup],
] as const)('suggests every field of every part of %s for a slip in it', (_, schema, check) => {
  const parts = partsOf(schema);
  for (const [part, { fields }] of parts)
    for (const field of fields.filter((one) => one !== '$schema')) {
      const slip = `${field.charAt(1)}${field.charAt(0)}${field.slice(2)}`;
      const names = part === '' ? [] : part.split('.');
      const file = names.reduceRight<unknown>(
        (inside, name, i) => {
          const { isEntry = false, isNamed = false } = parts.get(names.slice(0, i + 1).join('.')) ?? {};
          return { [name]: isNamed ? { az: inside } : isEntry ? [inside] : inside };
        },
        { [slip]: 1 },
      );
      expect(() => check(file), `${part} ${slip}`).toThrow(`${slip} is not a field that `);
      expect(() => check(file), `${part} ${slip}`).toThrow(`has: did you mean ${field}?`);
    }
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
        if (!(error instanceof FaultyFile)) throw error;
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
    { numRuns: sample({ quick: 300, whole: 3_000 }) },
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
    { numRuns: sample({ quick: 300, whole: 3_000 }) },
  );
});
