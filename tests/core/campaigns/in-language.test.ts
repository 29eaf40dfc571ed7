import { expect, it } from 'vitest';
import { type CampaignFile, campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import {
  hasUntranslated,
  inLanguage,
  languagesOf,
  translationFor,
  unspokenLanguages,
} from '../../../functions/core/campaigns/in-language.ts';
import { campaignOf } from '../../support/campaign.ts';

const original = campaignOf({
  language: 'en',
  notice: 'A notice.',
  cases: [
    { id: 'ali', name: 'Ali', status: 'detained', story: 'A story.', history: [{ status: 'detained', on: '2025' }] },
    { name: 'Others', status: 'detained', work: 'Students' },
  ],
});
const texts = {
  ...{ title: 'Azad edin', demand: 'Buraxın.', summary: 'Xülasə.', why: 'Çünki.' },
  cases: { ali: { name: 'Əli' }, gone: { name: 'Heç kim' } },
};

it('gives each text in the language, and names those that are not in it', () => {
  const before = structuredClone(original);
  const campaign = inLanguage(original, { language: 'az', texts });
  expect(original).toEqual(before);
  expect(campaign).toMatchObject({ language: 'en', translatedTo: 'az', title: 'Azad edin', notice: 'A notice.' });
  expect(campaign).toHaveProperty('untranslated', ['notice']);
  const [ali, others] = campaign.cases;
  expect(ali).toMatchObject({ id: 'ali', name: 'Əli', story: 'A story.', untranslated: ['story'] });
  expect(others).toMatchObject({ name: 'Others', untranslated: ['name', 'work'] });
  expect(campaign.targets).toEqual([{ name: 'The government', untranslated: ['name'] }]);
  expect(campaign.cases).toHaveLength(2);
  expect(hasUntranslated(campaign)).toBe(true);
});

it('is whole if every text is there', () => {
  const { notice, cases, ...whole } = original;
  const named = { ...texts, cases: {}, targets: { 'The government': { name: 'Hökumət' } } };
  const campaign = inLanguage({ ...whole, cases: [] }, { language: 'az', texts: named });
  expect(hasUntranslated(campaign)).toBe(false);
});

it('begins the translated demand for a summary that nobody wrote, as the original does', () => {
  const { summary, ...without } = texts;
  const first = 'Buraxın onları bu gün. ';
  const demand = `${first}${'Çox söz. '.repeat(40)}`.trim();
  const campaign = inLanguage(original, { language: 'az', texts: { ...without, demand } });
  expect(campaign.summary.startsWith(first)).toBe(true);
  expect(campaign.summary.length).toBeLessThanOrEqual(300);
  expect(campaign).toHaveProperty('untranslated', ['notice']);
  const card = { language: 'en', title: 'Free them', summary: 'Theirs.' };
  expect(inLanguage(card, { language: 'az', texts: without })).toMatchObject({ summary: 'Buraxın.' });
  // A list of titles has read no more of the translation.
  expect(inLanguage(card, { language: 'az', texts: { title: 'Azad edin' } })).toMatchObject({
    ...{ summary: 'Theirs.', untranslated: ['summary'] },
  });
});

it('works on a head, and has the earlier demands of its language', () => {
  const head = { slug: 'a', language: 'en', title: 'Free them', demands: [{ demand: 'Old.', until: '2026-01-01' }] };
  const demands = [{ title: 'Azad edin', demand: 'Köhnə.', until: '2026-02-01' }];
  expect(inLanguage(head, { language: 'az', texts, demands })).toMatchObject({ title: 'Azad edin', demands });
  expect(inLanguage(head, { language: 'az', texts }).demands).toBeUndefined();
  expect(inLanguage(head, undefined)).toBe(head);
});

it.each([
  ['az', 'az'],
  ['az-AZ', 'az'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['az-Arab', undefined],
  ['en-GB', undefined],
  ['en', undefined],
  ['de', undefined],
])('finds for %s the translation to %s', (locale, found) => {
  expect(translationFor({ language: 'en', languages: ['az', 'pt-BR'] }, locale)).toBe(found);
});

it('prefers the very language, and the original to one that is only near', () => {
  expect(translationFor({ language: 'en', languages: ['en-GB'] }, 'en-GB')).toBe('en-GB');
  expect(translationFor({ language: 'en-US', languages: ['en-GB'] }, 'en')).toBeUndefined();
});

it('knows the languages of a campaign, the original first', () => {
  const translations = { az: { title: 'A', demand: 'B' } } satisfies CampaignFile['translations'];
  expect(languagesOf(campaignOf({ translations }))).toEqual(['en', 'az']);
  expect(languagesOf({ language: 'ru', languages: ['hy'] })).toEqual(['ru', 'hy']);
  expect(languagesOf(campaignOf())).toEqual(['en']);
  expect(Object.keys(campaignFile.shape)).toContain('translations');
});

it.each([
  [['en', 'az'], { original: false, translations: ['es'] }],
  [['az', 'es-MX'], { original: true, translations: [] }],
  // Pages in English show the original.
  [['en-GB'], { original: false, translations: ['az', 'es'] }],
])('knows which of its languages no page speaks where pages speak %s', (languages, unspoken) => {
  expect(unspokenLanguages({ language: 'en', languages: ['az', 'es'] }, languages)).toEqual(unspoken);
});
