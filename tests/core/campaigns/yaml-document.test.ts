import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { yamlDocument } from '../../../functions/core/campaigns/yaml-document.ts';
import { smallYaml } from '../../support/campaign.ts';

const read = (text: string) => yamlDocument(text, new LineCounter());

/** The faults of a file that is refused. */
function faultsOf(text: string) {
  try {
    parseCampaignFile(Buffer.from(text));
  } catch (error) {
    if (error instanceof FaultyFile) return error.faults;
    throw error;
  }
  throw new Error('The file is not refused.');
}

const times = (n: number, part: string) => part.repeat(n);

describe('stops at the first faults, and says the first of them:', () => {
  it.each([
    [
      'letters that no backslash may have',
      `"${times(100_000, '\\q')}"`,
      'In double quotes \\ has a meaning of its own.',
    ],
    ['codes of two digits', `"${times(100_000, '\\x')}"`, 'In double quotes \\ has a meaning of its own.'],
    ['codes of four digits', `"${times(100_000, '\\uZZZZ')}"`, 'In double quotes \\ has a meaning of its own.'],
    ['commas in lists in lists', `[${times(190, `[${times(190, ',')}],`)}]`, 'The line begins with no blank'],
    ['brackets that close nothing', `a${times(30_000, '\n]')}`, 'The line has no field.'],
    ['texts in one', `a\n${times(30_000, '...\n')}`, 'A line that begins with --- or ... ends the file.'],
  ])('%s', (_, why, said) => {
    const text = `${smallYaml}notice: ${why}`;
    expect(read(text).errors.length).toBeLessThanOrEqual(1_000);
    const [first, ...others] = faultsOf(text);
    expect([others, first?.message]).toEqual([[], expect.stringContaining(said)]);
  });

  it('and collects no warnings of what it reads', () => {
    const { document } = read(`a: [${times(190, `[${times(190, '!a b,')}],`)}]`);
    expect([document?.errors, document?.warnings]).toEqual([[], []]);
  });
});

it('reads every other text as YAML does', () => {
  const parts = [
    'a',
    'b: ',
    '- ',
    '\n',
    '\n  ',
    '"',
    "'",
    '\\',
    '\\x',
    '[',
    ']',
    '{',
    '}',
    ',',
    ': ',
    '#',
    ' ',
    '\t',
    '---\n',
  ];
  const more = ['...\n', '|\n', '&a ', '!b ', '%c\n', '? ', '>', '@', 'b: 1\n'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts, ...more), { maxLength: 20 }), (some) => {
      const text = some.join('');
      const own = read(text);
      const all = parseDocument(text, { prettyErrors: false });
      const toldOf = (errors: readonly { code: string; pos: [number, number] }[]) =>
        errors.map(({ code, pos }) => [code, pos[0]]);
      expect(toldOf(own.errors)).toEqual(toldOf(all.errors));
      if (all.errors.length === 0) expect(own.document?.toString()).toBe(all.toString());
    }),
    { numRuns: 500 },
  );
});

describe('a fault repeats the beginning of a long line, and no more:', () => {
  const LONG = 100_000;
  it.each<[what: string, wrong: string]>([
    ['a quote that does not close', `why: "${times(LONG, '<')}`],
    ['an apostrophe that does not close', `why: '${times(LONG, '"')}`],
    ['a quote that does not close in a line of its own', `notice: "${times(LONG, '<')}\ngoal: 1`],
    ['a comment', `why: a ${times(LONG, '<')} #b`],
    ['a long comment', `why: a #${times(LONG, '<')}`],
    ['a text that ends at its second quote', `why: "a"${times(LONG, 'b')}`],
    ['a text that ends at its second apostrophe', `why: 'a'${times(LONG, '"')}`],
    ['a text behind a list', `why: [a]${times(LONG / 2, ' b')}`],
    ['a list with too many ends', `why: [${times(LONG, 'a')}]]`],
    ['a list without an end', `why: [${times(LONG, 'a')}`],
    ['a list without an end before a field', `why: [${times(LONG, 'a')}\ngoal: 1`],
    ['a list that ends before a comment', `sources: [a${times(LONG, 'b')} #c]\ngoal: 1`],
    ['a text behind >', `why: > ${times(LONG, 'b')}`],
    ['a colon', `why: a: ${times(LONG, '<')}`],
    ['a colon in a later line', `title: a\n  b: ${times(LONG, '<')}`],
    ['a field without a blank behind its colon', `${times(LONG, 'a')}:b\n[`],
    ['an equals sign', `why = ${times(LONG, '<')}`],
    ['an entry without a blank', `-a${times(LONG, '<')}`],
    ['a field that is there twice', `${times(LONG, 'a')}: 1\n${times(LONG, 'a')}: 1`],
    ['a quoted field that is there twice', `"${times(LONG, '<')}": 1\n"${times(LONG, '<')}": 1`],
    ['fields after blanks', `${times(LONG, 'a')}: 1\n  ${times(LONG, 'b')}: 1`],
    ['many dashes', `${times(15, '- ')}${times(LONG, 'a')}: '`],
    ['a number with dots', `goal: 1${times(LONG / 4, '.000')}`],
    ['a comment behind a long name', `${times(LONG, 'a')}: b #c`],
    ['a line of npm', `> a@1${times(LONG, '<')}`],
    ...['@', '`', '%', '&', '*', '!', '!<', '?', '|', ',', ']', '}', '!!timestamp ', '!!binary '].map(
      (sign): [string, string] => [`a text that begins with ${sign}`, `why: ${sign}${times(LONG, '<')}`],
    ),
  ])('%s', (what, wrong) => {
    const begin = what === 'a line of npm' ? '' : smallYaml.replace(/^(why|goal|title|sources):.*\n/gm, '');
    for (const { message, written = '', label = '', field = '' } of faultsOf(`${begin}${wrong}\n`))
      expect([message, written, label, field].join('').length).toBeLessThan(2_000);
  });
});

it('shows all of a suggestion for a text of usual length, and closes a longer one', () => {
  const suggested = (words: string) => faultsOf(`${smallYaml}notice: @${words}\n`)[0]?.message.split('in quotes: ')[1];
  expect(suggested('word '.repeat(50).trim())).toBe(`notice: "@${'word '.repeat(50).trim()}"`);
  expect(suggested('a'.repeat(900))).toBe(`notice: "@${'a'.repeat(299)}…"`);
});
