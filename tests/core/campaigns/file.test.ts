import { readFile } from 'node:fs/promises';
import { generateX25519Identity } from 'age-encryption';
import { expect, it } from 'vitest';
import { campaignDangers } from '../../../functions/core/campaigns/dangers.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { campaignJsonSchema, campaignYaml, parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { campaignStatus } from '../../../functions/core/campaigns/status.ts';
import { campaignOf, smallYaml as good } from '../../support/campaign.ts';

const sample = 'infra/local/sample/azerbaijan-prisoners-of-conscience.yaml';

const parse = (text: string) => parseCampaignFile(Buffer.from(text));

/** A line for each fault of a file: its place, its field, its message. */
function faultsOf(text: string | Uint8Array): string[] {
  try {
    parseCampaignFile(Buffer.from(text));
  } catch (error) {
    if (!(error instanceof FaultyFile)) throw error;
    return error.faults.map(({ line, column, label, message }) =>
      [[line, column].filter(Boolean).join(':'), label, message].filter(Boolean).join(' '),
    );
  }
  return [];
}

it('reads the sample: historical, open on any day, and live', async () => {
  const { $schema, ...file } = parseCampaignFile(await readFile(sample));
  expect(file.slug).toBe('azerbaijan-prisoners-of-conscience');
  expect(file.notice).toContain('historical');
  expect(file.cases.map(({ people }) => people)).toEqual([14]);
  expect(campaignStatus(file, Date.parse('2099-01-01T00:00:00Z'))).toBe('open');
  const campaign = { ...file, createdAt: '2026-01-01T00:00:00.000Z' };
  expect(campaignDangers(undefined, campaign, [], Date.parse('2026-01-01T00:00:00Z'))).toEqual([
    'recipients-of-the-group',
    'live-from-now',
  ]);
});

it('reads the file that docs/reference/campaign-file.md shows', async () => {
  const text = /```yaml\n(.*?)```/s.exec(await readFile('docs/reference/campaign-file.md', 'utf8'))?.[1] ?? '';
  expect(parse(text).why.split('\n\n')).toHaveLength(2);
});

it('shows a campaign as YAML that reads as the same campaign', async () => {
  const { $schema, ...file } = parseCampaignFile(await readFile(sample));
  const yaml = campaignYaml({ ...file, createdAt: '2026-01-01T00:00:00.000Z' });
  expect(yaml).not.toContain('createdAt');
  expect(parse(yaml)).toEqual(file);
});

it('writes paragraphs as they are, and breaks other lines after about 120 letters', () => {
  const summary = 'word '.repeat(23).trim();
  const demand = 'word '.repeat(40).trim();
  const yaml = campaignYaml(campaignOf({ summary, demand, why: `One.\n\n${demand}` }));
  expect(yaml).toContain(`\nwhy: |-\n  One.\n\n  ${demand}\n`);
  expect(yaml).toContain(`\nsummary: ${summary}\n`);
  expect(yaml).toMatch(/\ndemand: [word ]+\n {2}[word ]+\n/);
});

it('reads JSON as well, indented with tabs', () => {
  const json = JSON.stringify(parse(good), null, '\t');
  expect(parse(json).slug).toBe('free-them');
});

it('names every fault of a file at once, in the order of its lines', () => {
  const bad = `${good.replace('goal: 100', 'goal: many').replace('title: Free them', 'titel: Free them')}country: UK
cases:
  - name: Ali
    status: gone
  - status: detained
    detainedon: 2011
updates:
  - at: soon
    title: ""
    text: 5
sources: [a, a, B C]
recipients: [age1abc]
showNames: sometimes
`;
  expect(faultsOf(bad)).toEqual([
    '1:1 title is missing',
    '2:1 titel is not a field that a campaign has: did you mean title?',
    '6:1 goal must be a number, not "many"',
    '9:1 country must be an ISO 3166-1 alpha-2 code, such as AZ (write GB)',
    '12:5 cases › Ali › status must be one of detained, released, died',
    '13:5 cases › entry 2 › name is missing',
    '14:5 cases › entry 2 › detainedon is not a field that an entry of cases has: did you mean detainedOn?',
    '16:5 updates › entry 1 › at must be a moment such as 2026-10-09T08:00:00Z or 2026-10-09T12:00:00+04:00',
    '17:5 updates › entry 1 › title must not be empty',
    '18:5 updates › entry 1 › text must be a text, not 5 (write "5" in quotes)',
    '19:14 sources › entry 2 is in the list already',
    '19:17 sources › entry 3 must be 1 to 20 small letters, digits or hyphens',
    '20:14 recipients › entry 1 must be an age public key: age1 and 58 characters',
    '21:1 showNames must be true or false, not "sometimes"',
  ]);
});

it.each([
  ['is a list', '- a\n', ['1:1 the file must be a set of fields, not a list']],
  ['is empty', '# nothing\n', ['is empty.']],
  ['repeats a field', `${good}goal: 5\n`, ['9:1 The field goal is here twice. Delete one of the two.']],
  [
    'has a title that is too long',
    good.replace('Free them', 'x'.repeat(121)),
    ['2:1 title must be 120 characters or shorter (it is 121)'],
  ],
  ['has no target', good.replace('[{ name: The government }]', '[]'), ['8:1 targets must have an entry']],
  ['lacks a moment', good.replace(/^opensAt.*$/m, ''), ['1:1 opensAt is missing']],
  ['aims at nothing', good.replace('100', '0'), ['6:1 goal must be 1 or more']],
  ['has half a signature in its goal', good.replace('100', '1.5'), ['6:1 goal must be a whole number, not 1.5']],
  ['aims at more than all people', good.replace('100', '8e9'), ['6:1 goal must be 1000000000 or less']],
  ['aims at a number that is not exact', good.replace('100', '1e300'), ['6:1 goal must be 1000000000 or less']],
  ['leaves its goal empty', good.replace('100', ''), ['6:1 goal must be a number, not empty']],
  ['has a slug that is too short', good.replace('free-them', 'ab'), ['1:1 slug must be 3 characters or longer']],
  [
    'has yes or no for a title',
    good.replace('Free them', 'true'),
    ['2:1 title must be a text, not true (write "true" in quotes)'],
  ],
  ['has fields in its title', good.replace('Free them', '{ a: b }'), ['2:1 title must be a text, not a set of fields']],
  [
    'shows names to a long word',
    `${good}showNames: ${'x'.repeat(39)}\n`,
    [`9:1 showNames must be true or false, not "${'x'.repeat(39)}…`],
  ],
  [
    'shows names to a shorter word',
    `${good}showNames: ${'x'.repeat(38)}\n`,
    [`9:1 showNames must be true or false, not "${'x'.repeat(38)}"`],
  ],
  [
    'has too many sources',
    `${good}sources: [${Array.from({ length: 21 }, (_, i) => `s${i}`).join()}]\n`,
    ['9:1 sources must have 20 entries at most'],
  ],
  [
    'has a case that stands for nobody',
    `${good}cases: [{ name: Ali, status: detained, people: 0 }]\n`,
    ['9:40 cases › Ali › people must be more than 0'],
  ],
  [
    'lacks a field, at its first field',
    `# Made by hand.\n${good.replace(/^opensAt.*\n/m, '')}`,
    ['2:1 opensAt is missing'],
  ],
  [
    'has some faults in one line',
    good.replace('[{ name: The government }]', '[{ role: 5, name: 5, country: 5 }]'),
    [
      '8:13 targets › entry 1 › role must be a text, not 5 (write "5" in quotes)',
      '8:22 targets › entry 1 › name must be a text, not 5 (write "5" in quotes)',
      '8:31 targets › entry 1 › country must be a text, not 5 (write "5" in quotes)',
    ],
  ],
])('refuses a file that %s', (_, text, said) => {
  expect(faultsOf(text)).toEqual(said);
});

it('knows a private key anywhere in a file, and does not repeat it', async () => {
  const secret = await generateX25519Identity();
  for (const line of [
    `recipients: [${secret}]`,
    `recipients: ${secret}`,
    `${secret}: x`,
    `notice: ${secret}`,
    `"${secret}`,
  ]) {
    const said = faultsOf(`${good}${line}\n`);
    expect(said).toEqual([expect.stringMatching(/^9 holds a private key .*make a new pair/)]);
    expect(said.join()).not.toContain(secret.slice(16, 30));
  }
});

it('says of a file of another kind so, and of many repeats how many more there are', async () => {
  expect(faultsOf(await readFile('README.md', 'utf8'))).toEqual([
    '1 is no file of a campaign: it has no slug, title or demand.',
  ]);
  const eightTimes = 'title: One\n'.repeat(8);
  expect(faultsOf(eightTimes)).toHaveLength(5);
  expect(() => parse(eightTimes)).toThrow(expect.objectContaining({ more: 2 }));
});

it('refuses a file whose quotes never close, and one of parts that multiply', () => {
  expect(faultsOf('title: "Free')[0]).toMatch(/^1:1 The text begins with " and has no " at its end/);
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe']) bomb.push(`${name}: &${name} [${`*${of}, `.repeat(10)}]`);
  bomb.push('g: *f');
  expect(faultsOf(bomb.join('\n'))[0]).toBe('1:1 A text must not begin with &. Put it in quotes.');
});

it('refuses a file that is not in UTF-8, or too large', () => {
  expect(faultsOf(Buffer.from('title: Libert\xe9', 'latin1'))).toEqual([
    '1 The line has a letter that is not in UTF-8. Save the file as UTF-8.',
  ]);
  for (const file of [
    Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'),
    Buffer.from('%PDF-1.7\n%\xe2\xe3\x07', 'latin1'),
    Buffer.from('\ufefftitle: x', 'utf16le'),
  ])
    expect(faultsOf(file)).toEqual(['is no text file. It must be YAML or JSON, saved as UTF-8.']);
  expect(faultsOf(Buffer.alloc(4_000_001, ' '))).toEqual(['is too large: it may have 4 MB at most.']);
  expect(faultsOf(Buffer.alloc(4_000_000, ' '))).toEqual(['is empty.']);
});

it('lists the faults in its own message, too', () => {
  const messageOf = (text: string) => {
    try {
      return parse(text);
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(messageOf(good.replace('goal: 100', 'goal: many').replace(/^why.*$/m, 'why: 5'))).toBe(
    'line 5: why must be a text, not 5 (write "5" in quotes)\nline 6: goal must be a number, not "many"',
  );
  expect(messageOf('')).toBe('is empty.');
});

it('keeps the schema in docs as the domain makes it: `npm run campaign -- schema --yes --out docs/reference/campaign.schema.json`', async () => {
  expect(await readFile('docs/reference/campaign.schema.json', 'utf8')).toBe(campaignJsonSchema());
});
