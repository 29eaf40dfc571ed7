import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { getCampaignHead } from '../../functions/core/campaigns/head-store.ts';
import { carryOut, planCampaign, planDeletion } from '../../functions/core/campaigns/plan.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { queryTranslations, signedTranslationsIn } from '../../functions/core/campaigns/translation-store.ts';
import { exportSignatures } from '../../functions/core/handover/export.ts';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import type { MyData } from '../../functions/sign/my-data.ts';
import { anyTrail } from '../support/records.ts';
import { attemptOf, campaign, open, postForm, postJson, startSign } from '../support/sign.ts';

/** Stories of words that change after somebody has signed them. */

const { app, db, deps, mail, time } = await startSign({ limits: 'off' });
const organising = { campaigns: db.Campaigns, audit: anyTrail(), clock: () => time.now };
const group = { name: 'Free Voices', contact: 'ask@free-voices.example' };
const en = { title: 'Free them', demand: 'Release them.' };
const ar = { title: 'أطلقوا سراحهم', demand: 'أفرجوا عنهم.' };
const otherAr = { title: 'أطلقوا سراح الجميع', demand: 'أفرجوا عن الجميع.' };
const ru = { title: 'Свободу им', demand: 'Освободите их.' };

let slug = '';
let signers = 0;
beforeEach(() => {
  slug = `words-${++signers}`;
});

async function put(more: Partial<CampaignFile>) {
  time.now += SECOND;
  const { createdAt, ...file } = campaign({ slug, ...en, group, ...more });
  const plan = await planCampaign(organising, operator, file);
  await carryOut(organising, operator, plan);

  time.now += SECOND;
  return plan.dangers;
}

/** Sends the form in a language. @returns the tokens of the e-mail, and the words that it shows. */
async function attempt(locale: string) {
  const form = attemptOf(`words-${++signers}@example.org`, { locale });
  expect((await postJson(app, `/api/campaigns/${slug}/signatures`, form)).status).toBe(202);
  return mail();
}

async function sign(locale: string) {
  const mailed = await attempt(locale);
  await postForm(app, '/api/confirmations', { token: mailed.confirmToken });
  return mailed;
}

/** What a signer is told that they signed: its name, and the demand on each page of their links. */
async function signed({ withdrawToken }: { withdrawToken: string }) {
  const data = (await (await postJson(app, '/api/my-data', { token: withdrawToken })).json()) as MyData;
  const page = await (await open(app, `/withdraw?token=${withdrawToken}`)).text();
  const html = await (await postForm(app, '/my-data', { token: withdrawToken })).text();
  for (const one of [page, html]) expect(one).toContain(data.demand);
  return [data.values.words, data.demand];
}

async function readme() {
  const files = new Map<string, string>();
  const folder = { append: (name: string, text: string) => void files.set(name, text), discard: () => files.clear() };
  const items = await queryTranslations(db.Campaigns, slug, { consistent: true });
  await exportSignatures(
    { ...organising, signatures: db.Signatures, folder, clock: deps.clock, nameDecision: () => undefined },
    operator,
    {
      ...{ campaign: (await getCampaignHead(db.Campaigns, slug))!, translations: signedTranslationsIn(items) },
      ...{ all: false, from: 'a test', progress: () => undefined },
    },
  );
  return (files.get('README.txt') ?? '').split('\n').filter((line) => /^[a-z]{2}\.\d+: /.test(line));
}

it('shows a signer what they signed in a language that was removed, and came back with another demand', async () => {
  await put({ translations: { ar } });
  const first = await sign('ar');
  const unconfirmed = await attempt('ar');
  expect(await put({})).toEqual(['translation-removed']);
  expect(await signed(first)).toEqual(['ar.1', ar.demand]);
  const page = await (await open(app, `/confirm?token=${unconfirmed.confirmToken}`)).text();
  expect(page).toContain(ar.demand);
  expect(page).not.toContain(en.demand);
  await put({ goal: 777 });
  await put({ translations: { ar: otherAr } });
  const second = await sign('ar');
  expect([await signed(first), await signed(second)]).toEqual([
    ['ar.1', ar.demand],
    ['ar.2', otherAr.demand],
  ]);
  expect(await readme()).toEqual([
    `en.1: ${en.title} – ${en.demand}`,
    `ar.1: ${ar.title} – ${ar.demand}`,
    `ar.2: ${otherAr.title} – ${otherAr.demand}`,
  ]);
  await put({});
  expect(await readme()).toHaveLength(3);
  await put({ translations: { ar: otherAr } });
  expect(await signed(await sign('ar'))).toEqual(['ar.2', otherAr.demand]);
});

it('keeps each signer’s words when another language becomes the original', async () => {
  await put({ translations: { ru } });
  const [english, russian] = [await sign('en'), await sign('ru')];
  const later = { title: 'Free all', demand: 'Release all of them.' };
  await put({ ...later, translations: { ru } });
  // No word changes in any language, and none is removed.
  expect(await put({ language: 'ru', ...ru, translations: { en: later } })).toEqual([]);
  expect([await signed(english), await signed(russian)]).toEqual([
    ['en.1', en.demand],
    ['ru.1', ru.demand],
  ]);
  expect((await readme()).toSorted()).toEqual([
    `en.1: ${en.title} – ${en.demand}`,
    `en.2: ${later.title} – ${later.demand}`,
    `ru.1: ${ru.title} – ${ru.demand}`,
  ]);
  await put({ language: 'ru', ...ru });
  expect(await signed(english)).toEqual(['en.1', en.demand]);
  await put({ translations: { ru } });
  expect(await signed(await sign('en'))).toEqual(['en.3', en.demand]);
  expect(await signed(english)).toEqual(['en.1', en.demand]);
});

it('gives no number twice to a campaign that opens a second time', async () => {
  const opensLater = { opensAt: new Date(time.now + 100 * MINUTE).toISOString() };
  await put({});
  const first = await sign('en');
  await put(opensLater);
  await put({ ...opensLater, demand: 'Release all of them.' });
  await put({ demand: 'Release all of them.' });
  expect([await signed(first), await signed(await sign('en'))]).toEqual([
    ['en.1', en.demand],
    ['en.2', 'Release all of them.'],
  ]);
});

it('keeps no words that nobody could sign', async () => {
  const opensLater = { opensAt: new Date(time.now + 100 * MINUTE).toISOString() };
  await put({ ...opensLater, translations: { ar } });
  await put(opensLater);
  await put({ ...opensLater, translations: { ar: otherAr } });
  expect(await getCampaign(db.Campaigns, slug)).not.toHaveProperty('formerTranslations');
  await put({ translations: { ar: otherAr } });
  expect(await signed(await sign('ar'))).toEqual(['ar.1', otherAr.demand]);
});

it('keeps the words of former languages with a deleted campaign', async () => {
  await put({ translations: { ar } });
  const first = await sign('ar');
  await put({});
  await carryOut(organising, operator, await planDeletion(organising, operator, { slug }));
  time.now += SECOND;
  expect(await signed(first)).toEqual(['ar.1', ar.demand]);
});

it('says so before the words of too many languages have no room', async () => {
  const words = { title: 'ა'.repeat(120), demand: 'ა'.repeat(400) };
  const demands = Array.from({ length: 5 }, () => ({ ...words, until: '2026-01-01T00:00:00Z' }));
  const tags = Array.from({ length: 30 }, (_, i) => `ar-x-${i}`);
  const formerTranslations = Object.fromEntries(tags.map((tag) => [tag, { ...words, demands, until: '2026-02-01' }]));
  await putCampaign(db.Campaigns, { ...campaign({ slug, translations: { ru: words } }), formerTranslations });
  await put({ translations: { ru: words } });
  const later = { title: 'Free all', demand: 'Release all of them.' };
  for (let n = 0; n < 5; n++) await put({ translations: { ru: { ...words, title: `${n}`.padEnd(120, words.title) } } });
  await expect(put(later)).rejects.toMatchObject({ faults: [{ field: 'translations' }] });
});
