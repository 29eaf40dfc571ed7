import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type CampaignFile, campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { campaignChanges } from '../../../functions/core/campaigns/changes.ts';
import { checkCampaign } from '../../../functions/core/campaigns/faults.ts';
import { campaignYaml, parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { shapeOf } from '../../../functions/core/campaigns/schema.ts';
import { isList, type WordedSet, worded } from '../../../functions/core/campaigns/worded.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';

/** No path, code or address takes this, and every text does. */
const WORDS = 'Words: some of them';

/** The fields of a schema that take words, by the names that lead to them. */
const takingWords = (schema: z.core.$ZodType, within = ''): string[] =>
  Object.entries(shapeOf(schema)).flatMap(([field, one]) => {
    const name = `${within}${field}`;
    if (name === 'translations' || name === '$schema') return [];
    const inside = takingWords(one, `${name}.`);
    return z.safeParse(one, WORDS).success ? [name, ...inside] : inside;
  });

const namesIn = (set: WordedSet, within = ''): string[] =>
  Object.entries(set).flatMap(([field, one]) => {
    const name = `${within}${field}`;
    return one === 'text' ? [name] : namesIn(isList(one) ? one.entry : one, `${name}.`);
  });

it('lets every text of a campaign be translated, and nothing else', () => {
  expect(namesIn(worded).sort()).toEqual(takingWords(campaignFile).sort());
  expect(namesIn(worded)).toContain('cases.history.note');
});

const az = { title: 'Azad edin', demand: 'Hökumət onları buraxsın.' };
const withTexts = (translations: unknown, more: Partial<CampaignFile> = {}) => ({
  ...{ ...smallFile, ...more, translations },
});

const faultsOf = (file: unknown): string[] => {
  try {
    checkCampaign(file);
    return [];
  } catch (error) {
    return String((error as Error).message).split('\n');
  }
};

it('takes texts by the names of their entries', () => {
  const file: Partial<CampaignFile> = {
    references: [{ title: 'A report', url: 'https://example.org/report' }],
    handedOver: [{ on: '2026-03', to: 'The government' }],
    cases: [
      { id: 'ali', name: 'Ali', status: 'detained', history: [{ status: 'detained', on: '2025' }] },
      { name: 'Two others', status: 'detained', story: 'A story.' },
    ],
    updates: [
      { at: '2026-02-01T00:00:00Z', title: 'News', text: 'Some.' },
      { at: '2026-02-01T00:00:00Z', title: 'More news', text: 'More.' },
    ],
  };
  const texts = {
    ...az,
    targets: { 'The government': { name: 'Hökumət' } },
    references: { 'https://example.org/report': { title: 'Hesabat' } },
    handedOver: { '2026-03': { to: 'Hökumət' } },
    cases: { ali: { name: 'Əli' }, 'Two others': { story: 'Bir hekayə.' } },
    updates: {
      '2026-02-01T00:00:00Z': { title: 'Xəbər' },
      // Two may have one moment.
      '2026-02-01T00:00:00Z (2)': { title: 'Başqa xəbər' },
    },
  };
  expect(checkCampaign(withTexts({ az: texts }, file)).translations).toEqual({ az: texts });
});

it.each<[string, unknown, string]>([
  ['a language that nobody speaks', { xx: az }, 'translations › xx must be a BCP 47 tag'],
  ['a language that is written out', { german: az }, 'such as en, az or pt-BR (write de)'],
  ['a tag in another form', { 'pt-br': az }, 'translations › pt-br must be written as pt-BR'],
  ['a second original', { en: az }, 'translations › en is the language of the campaign itself'],
  ['a language without a demand', { az: { title: 'Azad edin' } }, 'translations › az › demand is missing'],
  [
    'a title that is too long',
    { az: { ...az, title: 'a'.repeat(121) } },
    'az › title must be 120 characters or shorter',
  ],
  ['a field that has no words', { az: { ...az, goal: 7 } }, 'translations › az › goal is not a field that'],
  [
    'a slip in a field',
    { az: { ...az, sumary: 'x' } },
    'translations › az › sumary is not a field that an entry of translations has: did you mean summary?',
  ],
  [
    'a text without an original',
    { az: { ...az, notice: 'x' } },
    'az › notice translates a text that the campaign does not have',
  ],
  [
    'a case that does not exist',
    { az: { ...az, cases: { Ali: { name: 'Əli' } } } },
    'az › cases › Ali is no entry of cases',
  ],
  [
    'a target with a slip',
    { az: { ...az, targets: { 'The goverment': { name: 'x' } } } },
    'did you mean The government?',
  ],
  ['an odd link', { az: { ...az, why: '[a](ftp://x)' } }, 'translations › az › why may not link to “ftp://x”'],
  ['texts of no language', { title: 'Azad edin' }, 'translations › title must be a set of fields'],
])('refuses %s, and names language and field', (_, translations, message) => {
  expect(faultsOf(withTexts(translations)).join('\n')).toContain(message);
});

it('asks for the names of entries where somebody writes a list, and says nothing else of it', () => {
  expect(faultsOf(withTexts({ az: { ...az, targets: [{ name: 'Hökumət' }] } }))).toEqual([
    'translations › az › targets must be entries by name, not a list',
  ]);
});

it.each([
  ['azerbaijani', 'language must be a BCP 47 tag of a language, such as en, az or pt-BR (write az)'],
  ['aze', 'language must be written as az'],
])('refuses the language %s of a campaign with translations as it does without', (language, fault) => {
  expect(faultsOf({ ...smallFile, language })).toEqual([fault]);
  expect(faultsOf(withTexts({ ru: az }, { language }))).toEqual([fault]);
});

it('refuses what a table cannot store', () => {
  const tags = ['ar', 'az', 'de', 'es', 'fr', 'hy', 'ka', 'ku', 'ru', 'tr', 'uk'];
  const in11 = Object.fromEntries(tags.map((tag) => [tag, az]));
  expect(faultsOf(withTexts(in11))).toEqual(['translations must have 10 languages at most']);
  const cases = Array.from({ length: 60 }, (_, i) => ({ name: `Case ${i}`, status: 'detained' as const, story: 'x' }));
  const targets = Array.from({ length: 20 }, (_, i) => ({ name: `Target ${i}` }));
  const { uk, ...in10 } = in11;
  expect(faultsOf(withTexts(in10, { cases, targets }))).toEqual([
    'translations leave no room: with 10 of them, targets, cases and updates may be 76 together (they are 80)',
  ]);
  const long = Object.fromEntries(cases.map(({ name }) => [name, { story: 'ա'.repeat(2_000) }]));
  const entries = Array.from({ length: 12 }, (_, i) => ({ status: 'detained' as const, on: `20${10 + i}`, note: 'x' }));
  const withHistory = cases.map((one) => ({ ...one, history: entries }));
  const notes = Object.fromEntries(entries.map(({ on }) => [on, { note: 'ա'.repeat(290) }]));
  const longer = Object.fromEntries(Object.entries(long).map(([name, one]) => [name, { ...one, history: notes }]));
  expect(faultsOf(withTexts({ hy: { ...az, cases: longer } }, { cases: withHistory }))[0]).toMatch(
    /^translations › hy is too long: the texts of a language may have 300 KB \(it has \d+\)$/,
  );
  const six = Object.fromEntries(tags.slice(0, 7).map((tag) => [tag, { ...az, cases: long }]));
  expect(faultsOf(withTexts(six, { cases }))).toEqual([
    expect.stringMatching(/^translations is too long: all translations together may have 1500 KB \(it has 1\d{3}\)$/),
  ]);
});

it('reads a campaign with translations from the YAML that it writes', () => {
  const campaign = campaignOf(withTexts({ az: { ...az, why: 'Bir.\n\nİki.' } }) as Partial<CampaignFile>);
  const { createdAt, ...file } = campaign;
  expect(parseCampaignFile(Buffer.from(campaignYaml(campaign)))).toEqual(file);
});

it('shows each text that a translation changes', () => {
  const before = campaignOf({ translations: { az, ru: { title: 'Р', demand: 'Т.' } } });
  const after = campaignOf({
    translations: { az: { ...az, title: 'Onları azad edin' }, fr: { title: 'L', demand: 'D.' } },
  });
  expect(campaignChanges(before, after)).toEqual([
    { what: 'translations › az › title', before: 'Azad edin', after: 'Onları azad edin' },
    { what: 'translations › fr › title', after: 'L' },
    { what: 'translations › fr › demand', after: 'D.' },
    { what: 'translations › ru › title', before: 'Р' },
    { what: 'translations › ru › demand', before: 'Т.' },
  ]);
});
