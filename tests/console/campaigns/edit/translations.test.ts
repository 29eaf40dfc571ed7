import { beforeAll, expect, it } from 'vitest';
import {
  originalsOf,
  pagesOf,
  patchBetween,
  withTexts,
} from '../../../../functions/console/campaigns/edit/sections/translated-texts.ts';
import { sectionNamed } from '../../../../functions/console/campaigns/edit/sections.ts';
import { mergePatch } from '../../../../functions/core/campaigns/merge-patch.ts';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { type CampaignChanges, campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { fullOfEvents } from '../../../support/full-campaign.ts';
import { fieldsOf, headingOf, organiserBrowser } from '../../../support/organiser-browser.ts';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
});
const put = (slug: string, more: CampaignChanges = {}) =>
  putCampaign(console_.db.Campaigns, campaignOf({ slug, visibility: 'draft', ...more }));
const stored = async (slug: string) =>
  (await getStoredCampaign(console_.db.Campaigns, slug, { consistent: true }))?.campaign;
const at = (slug: string, language = '') =>
  `/organise/campaigns/${slug}/edit/translations${language && `.${language}`}`;

it('begins a language by its name, and writes each text beside its original', async () => {
  const references = [{ title: 'A report', url: 'https://example.org/a.b?c=d' }];
  await put('spoken', { references, targets: [{ name: 'The king', role: 'Head' }] });
  const editor = await organiserBrowser(console_, { spoken: 'editor' });
  const begun = await editor.fill(at('spoken'), { 'new-language': 'Arabic' });
  expect([begun.status, begun.at]).toEqual([303, at('spoken', 'ar')]);
  const { html } = await editor.see(at('spoken', 'ar'));
  expect(headingOf(html)).toBe('Translation: Arabic');
  expect(html).toMatch(/<p class="as-typed" lang="en" dir="auto">\s*The king\s*<\/p>/);
  expect(html).toMatch(/<input[^>]* name="title"[^>]*lang="ar" dir="rtl"/);
  const saved = await editor.fill(at('spoken', 'ar'), {
    ...{ title: 'العنوان', demand: 'المطلب', 'targets/The%20king/role': 'رأس' },
    'references/https%3A%2F%2Fexample%2Eorg%2Fa%2Eb%3Fc%3Dd/title': 'تقرير',
  });
  expect(saved.at).toBe(`${at('spoken')}?saved=translations.ar`);
  expect((await stored('spoken'))?.translations?.ar).toEqual({
    ...{ title: 'العنوان', demand: 'المطلب', targets: { 'The king': { role: 'رأس' } } },
    references: { 'https://example.org/a.b?c=d': { title: 'تقرير' } },
  });
  // What is emptied goes, and no empty set stays.
  await editor.fill(at('spoken', 'ar'), { 'targets/The%20king/role': ' ' });
  expect((await stored('spoken'))?.translations?.ar).not.toHaveProperty('targets');
});

it('says in the list of tasks how many texts are missing', async () => {
  const targets = [{ name: 'The king', role: 'Head' }];
  const full = { title: 'Ad', demand: 'Tələb', why: 'Çünki', targets: { 'The king': { name: 'Kral', role: 'Baş' } } };
  await put('half', { targets, translations: { az: full, de: { title: 'Frei', demand: 'Frei.' } } });
  await put('whole', { targets, translations: { az: full } });
  const editor = await organiserBrowser(console_, { half: 'editor', whole: 'editor' });
  const rowOf = async (slug: string) => {
    const { html } = await editor.see(`/organise/campaigns/${slug}`);
    return /id="task-translations">(.*?)<\/p>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '');
  };
  expect(await rowOf('half')).toBe('3 texts are missing');
  // The beginning of the demand stands for a summary that nobody wrote.
  expect(await rowOf('whole')).toBe('Done');
  const list = (await editor.see(at('half'))).html.replace(/<[^>]+>/g, ' ');
  expect(list).toMatch(/Azerbaijani\s+Done\s+German\s+3 texts are missing/);
});

it('says at the field what a translation lacks', async () => {
  await put('lacking', { targets: [{ name: 'A.B' }] });
  const editor = await organiserBrowser(console_, { lacking: 'editor' });
  const { status, html } = await editor.fill(at('lacking', 'az'), {
    title: 'Ad',
    'targets/A%2EB/name': 'x'.repeat(161),
  });
  expect(status).toBe(422);
  for (const words of ['Fill in “Demand”', '“A.B, Name” must be 160 characters or shorter'])
    expect(html.split(words).length - 1, words).toBe(2);
  expect(html).toContain('href="#field-demand"');
  expect(html).toContain('href="#field-targets/A%2EB/name"');
});

it.each([
  ['Klingon', 'must be a language'],
  ['en', 'must be another one'],
  ['English', 'must be another one'],
])('refuses %s as a further language', async (typed, words) => {
  await put(`refuses-${typed.toLowerCase()}`);
  const editor = await organiserBrowser(console_, 'admin');
  const { status, html } = await editor.fill(at(`refuses-${typed.toLowerCase()}`), { 'new-language': typed });
  expect(status).toBe(422);
  expect(html).toContain(words);
});

it('removes a language, and asks first if people may have signed its words', async () => {
  await put('removes', { visibility: 'public', translations: { az: { title: 'Ad', demand: 'Tələb' } } });
  const owner = await organiserBrowser(console_, { removes: 'owner' });
  const asked = await owner.fill(at('removes'), { 'removed-languages': 'az' });
  expect(headingOf(asked.html)).toBe('Check before you save');
  expect(asked.html).toContain('A language disappears.');
  const { at: next } = await owner.send(at('removes'), { ...fieldsOf(asked.html), step: 'send' });
  expect(next).toBe('/organise/campaigns/removes?saved=translations');
  const now = await stored('removes');
  expect(now?.formerTranslations).toMatchObject({ az: { title: 'Ad' } });
  expect(now?.translations?.az).toBeUndefined();
});

it('lets no editor remove a language that people may have signed, and says who can', async () => {
  const translations = { az: { title: 'Ad', demand: 'Tələb' } };
  await put('keeps', { visibility: 'public', translations });
  await put('still-draft', { translations });
  const editor = await organiserBrowser(console_, { keeps: 'editor', 'still-draft': 'editor' });
  const form = await editor.see(at('keeps'));
  expect(form.html).toContain('Only an owner or an admin can remove a language');
  expect(form.html).not.toContain('removed-languages');
  const sent = await editor.send(at('keeps'), { ...fieldsOf(form.html), 'removed-languages': 'az' });
  expect([sent.status, sent.html.includes('you need another role in this campaign: Owner')]).toEqual([403, true]);
  expect((await stored('keeps'))?.translations).toEqual(translations);
  expect((await editor.fill(at('still-draft'), { 'removed-languages': 'az' })).status).toBe(303);
  expect((await stored('still-draft'))?.formerTranslations).toBeUndefined();
});

it('asks before the words of a translation change that people may have signed', async () => {
  await put('signed-in-az', { visibility: 'public', translations: { az: { title: 'Ad', demand: 'Tələb' } } });
  const editor = await organiserBrowser(console_, { 'signed-in-az': 'editor' });
  const asked = await editor.fill(at('signed-in-az', 'az'), { demand: 'Başqa tələb' });
  expect(headingOf(asked.html)).toBe('People may have signed the old words');
  expect(asked.html).toMatch(/lang="az" dir="auto">\s*Tələb/);
});

it('has no page for what is no language', () => {
  for (const name of ['translations.xx-nonsense-', 'translations.AZ', 'translations.', 'translations.az.0', 'nothing'])
    expect(sectionNamed(name), name).toBeUndefined();
});

it('gives a large campaign several pages, on which each text is once', async () => {
  const large = campaignOf({
    ...{ slug: 'large', visibility: 'draft', why: 'w'.repeat(8_000), letter: 'l'.repeat(8_000) },
    ...fullOfEvents({ until: Date.parse('2026-02-01T00:00:00Z'), days: 1_000 }),
  });
  await putCampaign(console_.db.Campaigns, large);
  const originals = originalsOf(large, true);
  const pages = pagesOf(originals);
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.flat()).toEqual(originals);
  expect(new Set(originals.map(({ name }) => name)).size).toBe(originals.length);
  const admin = await organiserBrowser(console_, 'admin');
  await admin.fill(at('large', 'az'), { title: 'Ad', demand: 'Tələb' });
  const last = at('large', `az.${pages.length}`);
  const field = pages.at(-1)?.at(-1)?.name ?? '';
  expect((await admin.fill(last, { [field]: 'Sonuncu' })).status).toBe(303);
  expect(fieldsOf((await admin.see(last)).html)[field]).toBe('Sonuncu');
  expect(await stored('large')).toMatchObject({ translations: { az: { title: 'Ad' } } });
});

it('makes patches that turn one tree of texts into another', () => {
  const before = { title: 'a', why: 'b', targets: { x: { name: 'c', role: 'd' }, y: { name: 'e' } } };
  const after = withTexts(before, [
    [['why'], ''],
    [['targets', 'x', 'role'], 'new'],
    [['targets', 'y', 'name'], ''],
    [['won', 'words'], 'f'],
  ]);
  expect(after).toEqual({ title: 'a', targets: { x: { name: 'c', role: 'new' } }, won: { words: 'f' } });
  expect(mergePatch(before, patchBetween(before, after))).toEqual(after);
});

it('has the words of the group for those who may publish, and keeps them when others save', async () => {
  const group = { name: 'Free Voices', contact: 'ask@free-voices.example', controller: 'Free Voices, Baku' };
  const de = { title: 'Frei', demand: 'Frei.', group: { controller: 'Freie Stimmen' } };
  await put('of-a-group', { group, translations: { de } });
  const [editor, owner] = [
    await organiserBrowser(console_, { 'of-a-group': 'editor' }),
    await organiserBrowser(console_, { 'of-a-group': 'owner' }),
  ];
  const fields = async (browser: typeof editor) =>
    Object.keys(fieldsOf((await browser.see(at('of-a-group', 'de'))).html)).filter((name) => name.startsWith('group'));
  expect(await fields(editor)).toEqual([]);
  expect(await fields(owner)).toEqual(['group/name', 'group/controller', 'group/legalBasis']);
  // A form may have any field.
  expect((await editor.fill(at('of-a-group', 'de'), { title: 'Alle', 'group/controller': 'Ich' })).status).toBe(303);
  expect((await stored('of-a-group'))?.translations?.de).toEqual({ ...de, title: 'Alle' });
  const missing = async (browser: typeof editor) =>
    /(\d+) texts? (?:is|are) missing/.exec((await browser.see(at('of-a-group'))).html)?.[1];
  expect(Number(await missing(owner)) - Number(await missing(editor))).toBe(2);
  await owner.fill(at('of-a-group', 'de'), { 'group/controller': 'Freie Stimmen e. V.' });
  expect((await stored('of-a-group'))?.translations?.de?.group).toEqual({ controller: 'Freie Stimmen e. V.' });
});

it('names the languages whose demand stays when that of a signed campaign changes, until they change, too', async () => {
  const az = { title: 'Ad', demand: 'Tələb' };
  await put('left', { visibility: 'public', translations: { az, de: { title: 'Frei', demand: 'Frei.' } } });
  const editor = await organiserBrowser(console_, { left: 'editor' });
  const texts = '/organise/campaigns/left/edit/texts';
  const older = /These translations still have the old demand: Azerbaijani, German\./;
  const asked = await editor.fill(texts, { demand: 'Release all of them.' });
  expect(asked.html).toMatch(older);
  await editor.fill(texts, { ...fieldsOf(asked.html), step: 'send' });
  const textOf = async (path: string) => (await editor.see(path)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  expect(await textOf('/organise/campaigns/left')).toContain('older than the original: Azerbaijani, German');
  expect((await textOf(at('left'))).split('The demand is older than the original')).toHaveLength(3);
  const hint = 'The original has changed since.';
  expect((await textOf(at('left', 'az'))).split(hint)).toHaveLength(2);
  const translated = await editor.fill(at('left', 'az'), { demand: 'Hamısını buraxın.' });
  expect(translated.html).toContain('This translation still has the old demand: German.');
  await editor.fill(at('left', 'az'), { ...fieldsOf(translated.html), step: 'send' });
  expect(await textOf('/organise/campaigns/left')).toContain('older than the original: German');
  expect(await textOf(at('left', 'az'))).not.toContain(hint);
});
