import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { checkCampaign, checkCase, checkGroup, FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { campaignYaml, parseCampaignFile, parseGroupFile } from '../../../functions/core/campaigns/file.ts';
import { shapeOf } from '../../../functions/core/campaigns/schema.ts';
import { excessIn } from '../../../functions/core/campaigns/size.ts';
import { excessInText } from '../../../functions/core/campaigns/text-size.ts';
import { countryNamed, languageNamed } from '../../../functions/core/campaigns/written-out.ts';
import { smallFile, smallYaml } from '../../support/campaign.ts';
import { codePoint } from '../../support/code-point.ts';
import { sample } from '../../support/samples.ts';

/** The faults of what a check refuses, and how many more there are. Any other error is thrown. */
function refusedBy(check: () => unknown): { said: string[]; more: number } {
  try {
    check();
  } catch (error) {
    if (!(error instanceof FaultyFile)) throw error;
    const said = error.faults.map(({ label, message }) => [label, message].filter(Boolean).join(' '));
    return { said, more: error.more };
  }
  return { said: [], more: 0 };
}
const ofText = (text: string) => refusedBy(() => parseCampaignFile(Buffer.from(text)));
const ofFields = (fields: object) => refusedBy(() => checkCampaign({ ...smallFile, ...fields }));

const times = <Entry>(n: number, entry: (i: number) => Entry): Entry[] => Array.from({ length: n }, (_, i) => entry(i));

/** Milliseconds of the processor that some work takes. Nobody is answered meanwhile. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** About twenty times what it takes. What grew with the square took far longer. */
const MOST_COST = 10_000;

const VALUES = 'The file has more than 40,000 fields and entries. Is it the right file?';
const TOGETHER = 'The file has more than 200 fields or entries in one place. Is it the right file?';
const DEEP = 'The file has fields and lists in each other, more than 20 deep. Is it the right file?';

describe('a text that is far larger than any campaign is refused before YAML understands it:', () => {
  it.each<[what: string, text: string, said: string]>([
    ['thousands of fields', `${smallYaml}${times(5_000, (i) => `a${i}: 1\n`).join('')}`, TOGETHER],
    ['thousands of fields in braces', `a: {${times(5_000, (i) => `a${i}: 1`).join(', ')}}`, TOGETHER],
    ['thousands of entries', `related:\n${times(5_000, (i) => `- abc${i}\n`).join('')}`, TOGETHER],
    [
      'many entries in many lists',
      times(190, (i) => `a${i}: [${'b,'.repeat(190)}b,[],[${'c,'.repeat(190)}]]\n`).join(''),
      VALUES,
    ],
    ['thousands of repeats of a part', `slug: &a x\nb: [${'*a, '.repeat(5_000)}]`, TOGETHER],
    ['lists in lists', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, DEEP],
    ['lists in lists without an end', `a: ${'['.repeat(5_000)}`, DEEP],
    ['fields in fields', times(300, (i) => `${' '.repeat(i)}a:\n`).join(''), DEEP],
    ['names on names in one line', `{${'"a":'.repeat(20_000)}1}`, DEEP],
    ['a million brackets', `a: ${'['.repeat(1_000_000)}`, VALUES],
    ['a hundred thousand texts in one', '---\n'.repeat(100_000), VALUES],
    ['a hundred thousand tags', `a: ${'!a '.repeat(100_000)}b`, VALUES],
    ['a hundred thousand brackets too many', `a: b\n${']'.repeat(100_000)}`, VALUES],
  ])('%s', (_, text, said) => {
    expect(excessInText(text)).toBeDefined();
    expect(costOf(() => expect(ofText(text)).toEqual({ said: [said], more: 0 }))).toBeLessThan(MOST_COST);
  });

  it('with the line of the first entry that is too many', () => {
    const check = () => parseCampaignFile(Buffer.from(times(5_000, (i) => `a${i}: 1\n`).join('')));
    expect(check).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ line: 201 })] }));
  });
});

describe('a text of one megabyte is refused with what to do, in little time:', () => {
  const big = (unit: string) => unit.repeat(1_000_000 / unit.length);
  it.each([
    ['empty comments before a mistake', `slug: x\n${'#\n'.repeat(60_000)}title: [`],
    ['open quotes', `slug: x\n${'a: "\n\n'.repeat(190)}title: [`],
    ['blanks in a line', `slug: x\na: b${big(' ')}c\ntitle: [`],
    ['blanks before a separator of lines', `slug: x\na:${big(' ')}\u2028x\ntitle: [`],
    ['quotes that a backslash keeps open', `slug: x\na: "${big('\\"')}\ntitle: [`],
    ['a list that closes many times', `${smallYaml}sources: a${big(']')}x`],
    ['empty lines in brackets', `title: [\n${'\n'.repeat(200_000)}b: }`],
    ['a word of blanks of another kind', `slug: x\n${big('\u00a0')}x [`],
    ['a country with a long name', `${smallYaml}country: ${big('Azer ')}`],
  ])('%s', (_, text) => {
    const cost = costOf(() => expect(ofText(text).said.length).toBeGreaterThan(0));
    expect(cost).toBeLessThan(MOST_COST);
  });
});

it('names no part of a file and repeats none, so that no file is without end', () => {
  const { said } = ofText(`${smallYaml}notice: &here Now\nletter: *here\n`);
  expect(said).toEqual([
    'A text must not begin with &. Put it in quotes.',
    'A text must not begin with *. Put it in quotes.',
  ]);
});

describe('fields that a program sends are refused before each of them is looked at:', () => {
  const translation = { title: 'a', demand: 'b' };
  const named = (n: number, value: unknown) => Object.fromEntries(times(n, (i) => [`x-${i}`, value]));
  it.each<[what: string, fields: object, said: string]>([
    [
      'thousands of languages',
      { translations: named(5_000, translation) },
      'translations has more than 200 fields or entries in one place',
    ],
    [
      'a hundred languages, before the texts of any',
      { translations: named(100, { why: 'A [link](javascript:x)' }) },
      'translations must have 10 languages at most',
    ],
    [
      'a language that no table stores, before its texts',
      { translations: { xx: { why: 'a'.repeat(320_000) } } },
      'translations › xx is too long: the texts of a language may have 300 KB (it has 321)',
    ],
    ['a hundred languages', { translations: named(100, translation) }, 'translations must have 10 languages at most'],
    ['thousands of fields', named(5_000, 1), 'the file has more than 200 fields or entries in one place'],
    [
      'thousands of cases',
      { cases: times(5_000, () => ({ name: 'x' })) },
      'cases has more than 200 fields or entries in one place',
    ],
    [
      'many fields in many fields',
      { why: named(190, named(190, { a: 1 })) },
      'the file has more than 40,000 fields and entries',
    ],
    [
      'lists in lists',
      { related: JSON.parse(`${'['.repeat(400_000)}${']'.repeat(400_000)}`) },
      'related has fields and lists in each other, more than 20 deep',
    ],
    [
      'lists in texts',
      { cases: times(60, () => ({ name: 'x', status: 'detained', story: '- - - - - a\n'.repeat(160) })) },
      'the file has more than 40,000 lines, list entries and links in its texts',
    ],
  ])('%s', (_, fields, said) => {
    expect(costOf(() => expect(ofFields(fields)).toEqual({ said: [said], more: 0 }))).toBeLessThan(MOST_COST);
  });

  it('of each language, names of nothing beside long names cost little, and no answer repeats these', () => {
    const cases = times(60, (i) => ({ id: `${i}${'ab cd '.repeat(1_900)}`, name: 'x', status: 'detained' }));
    const tags = ['ar', 'az', 'de', 'es', 'fa', 'fr', 'hy', 'it', 'ru', 'tr'];
    const texts = { ...translation, cases: named(190, {}) };
    const fields = (n: number) => ({
      cases: cases.slice(0, n),
      translations: Object.fromEntries(tags.map((tag) => [tag, texts])),
    });
    expect(costOf(() => expect(ofFields(fields(60)).more).toBeGreaterThan(1_800))).toBeLessThan(MOST_COST);
    expect(ofFields(fields(2)).said.join('').length).toBeLessThan(10_000);
  });

  it('and so does a name without end, which each fault below it would repeat', () => {
    const translations = { de: { ...translation, cases: { ['x'.repeat(900_000)]: named(190, 1) } } };
    const said = ['translations › de › cases has a name of more than 600 letters'];
    expect(costOf(() => expect(ofFields({ translations })).toEqual({ said, more: 0 }))).toBeLessThan(MOST_COST);
  });

  it('and a wrong country in each target costs little', () => {
    const targets = times(20, (i) => ({ name: `t${i}`, country: `Nowhere ${i}` }));
    expect(costOf(() => expect(ofFields({ targets }).said).toHaveLength(20))).toBeLessThan(MOST_COST);
  });
});

it('says at most 50 faults, the first ones, and how many more there are', () => {
  const { said, more } = ofText(`${smallYaml}${times(120, (i) => `a${i}: 1\n`).join('')}`);
  expect([said.length, more]).toEqual([50, 70]);
  expect([said[0], said[49]]).toEqual([
    'a0 is not a field that a campaign has',
    'a49 is not a field that a campaign has',
  ]);
});

it('has room for all that the rules of a campaign allow, in eleven languages', () => {
  const history = times(12, (i) => ({ status: 'detained' as const, on: `${2000 + i}`, note: 'n' }));
  const made = { id: 'a'.repeat(20), width: 960, height: 960, widths: [960, 640, 320] };
  const cases = times(60, (i) => ({
    ...{ id: `case-${i}`, name: 'n', work: 'w', charge: 'c', sentence: 's', status: 'detained' as const },
    ...{ history, story: '- a\n- b', picture: { made, alt: 'a', credit: 'c' } },
  }));
  const texts = {
    name: 'n',
    work: 'w',
    charge: 'c',
    sentence: 's',
    story: '- a\n- b',
    picture: { alt: 'a', credit: 'c' },
  };
  const translated = Object.fromEntries(
    cases.map(({ id }) => [
      id,
      { ...texts, history: Object.fromEntries(history.map(({ on }) => [on, { note: 'n' }])) },
    ]),
  );
  const tags = ['ar', 'az', 'de', 'es', 'fa', 'fr', 'hy', 'it', 'ru', 'tr'];
  const file = checkCampaign({
    ...{ ...smallFile, cases },
    updates: times(15, (i) => ({ at: `2026-01-${10 + i}T00:00:00Z`, title: 't', text: 'x' })),
    references: times(20, (i) => ({ title: 't', url: `https://example.org/${i}` })),
    translations: Object.fromEntries(tags.map((tag) => [tag, { title: 't', demand: 'd', cases: translated }])),
  });
  expect(excessIn(file)).toBeUndefined();
  const yaml = campaignYaml({ ...file, createdAt: '2026-01-01T00:00:00.000Z' });
  expect(excessInText(yaml)).toBeUndefined();
});

/** What each object of JavaScript has, whatever a file says. */
const INHERITED = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__'];

it.each(INHERITED)('takes %s for the name of a field that no campaign has', (name) => {
  expect(ofText(`${smallYaml}${name}: 1\n`).said).toEqual([`${name} is not a field that a campaign has`]);
  const inside = JSON.parse(`{"title":"t","demand":"d","${name}":"x"}`);
  expect(ofFields({ translations: { de: inside } }).said).toEqual([
    expect.stringContaining(`translations › de › ${name} is not a field`),
  ]);
  expect([countryNamed(name), languageNamed(name)]).toEqual([undefined, undefined]);
});

describe('whatever a file says, it is read or refused, and no other error comes of it:', () => {
  const fields = Object.keys(shapeOf(campaignFile));
  const name = fc.oneof(
    fc.constantFrom(...INHERITED, ...fields, 'id', 'name', 'de', 'history', 'made', '', '0', '<<', '$schema'),
    fc.string({ maxLength: 4 }),
  );
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.oneof(name, fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: codePoint }), fc.double()),
      fc.dictionary(name, tie('any'), { maxKeys: 4 }),
      fc.array(tie('any'), { maxLength: 4 }),
    ),
  })).any;
  const deep = (one: unknown, steps: number) =>
    times(steps, (i) => i).reduce<unknown>((all, i) => (i % 2 ? [all] : { a: all }), one);
  const file = fc
    .tuple(
      fc.dictionary(fc.oneof(fc.constantFrom(...fields), name), value, { maxKeys: 8 }),
      fc.nat({ max: 40 }),
      fc.boolean(),
    )
    .map(([some, steps, isDeep]) => ({ ...smallFile, ...some, ...(isDeep && { related: deep(1, steps) }) }));
  const numRuns = sample({ quick: 60, whole: 1_500 });

  it('as fields', () => {
    fc.assert(
      fc.property(file, (one) => {
        for (const check of [checkCampaign, checkGroup, checkCase]) refusedBy(() => check(one));
      }),
      { numRuns },
    );
  });

  /** A file as somebody may write it: as JSON, with a slip at a place, as its end alone, or without what JSON needs. */
  const ways = [
    (text: string) => text,
    (text: string, at: number, slip: string) => `${text.slice(0, at)}${slip}${text.slice(at)}`,
    (text: string, at: number) => text.slice(at),
    (text: string) => text.replaceAll(/[{}",]/g, ''),
  ];
  const slip = fc.constantFrom('[', '{', '"', '\n', '\t', ': ', '- ', '&a ', '*a', '!', '|\n', '? ');

  it('as text', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...ways), fc.nat(), slip, (one, written, at, mark) => {
        const text = JSON.stringify(one, null, 1);
        const bytes = Buffer.from(written(text, at % text.length, mark));
        for (const parse of [parseCampaignFile, parseGroupFile]) refusedBy(() => parse(bytes));
      }),
      { numRuns },
    );
  });
});
