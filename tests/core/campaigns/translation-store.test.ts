import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { CampaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { versionOf, versionsOf } from '../../../functions/core/campaigns/demands.ts';
import { getCampaignHead, listCampaignHeads } from '../../../functions/core/campaigns/head-store.ts';
import { carryOut, planCampaign, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { getCampaign, getOriginal, putCampaign } from '../../../functions/core/campaigns/store.ts';
import {
  getTranslatedHead,
  getTranslation,
  queryTranslations,
  translationsIn,
} from '../../../functions/core/campaigns/translation-store.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const { Campaigns: db } = await freshTables();
const az = {
  title: 'Azad edin',
  demand: 'Buraxın.',
  why: 'Çünki.',
  targets: { 'The government': { name: 'Hökumət' } },
};
const ru = { title: 'Свободу', demand: 'Освободите их.' };
const spoken = campaignOf({ slug: 'spoken', translations: { az, ru } });

const textsIn = async (slug: string) => {
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: `texts#${slug}` } } };
  return (await db.client.send(new QueryCommand({ TableName: db.table, ...query }))).Items?.map(({ sk }) => sk?.S);
};

it('gives back a campaign with its translations', async () => {
  await putCampaign(db, spoken);
  expect(await getCampaign(db, 'spoken')).toEqual(spoken);
  expect(await textsIn('spoken')).toEqual(['az', 'az#page', 'ru', 'ru#page']);
});

it('reads one language for a page, and less of it for a form', async () => {
  expect(await getTranslation(db, 'spoken', 'az')).toEqual({ language: 'az', texts: az });
  const { why, targets, ...head } = az;
  expect(await getTranslatedHead(db, 'spoken', 'az')).toEqual({ language: 'az', texts: head });
  expect(await getTranslation(db, 'spoken', 'fr')).toBeUndefined();
  expect(await getTranslatedHead(db, 'spoken', 'fr')).toBeUndefined();
  expect(translationsIn(await queryTranslations(db, 'spoken', { consistent: false }))).toEqual([
    { language: 'az', texts: az },
    { language: 'ru', texts: ru },
  ]);
});

it('costs a signer nothing: the head has the names of the languages alone', async () => {
  const { why, letter, references, targets, cases, updates, handedOver, translations, ...head } = spoken;
  expect(await getCampaignHead(db, 'spoken')).toEqual({ ...head, languages: ['az', 'ru'] });
  const long = campaignOf({
    slug: 'long-words',
    why: 'a'.repeat(8_000),
    translations: Object.fromEntries(
      ['ar', 'az', 'de', 'fr', 'hy', 'ru'].map((tag) => [
        tag,
        { title: 'ա'.repeat(120), demand: 'ա'.repeat(400), summary: 'ա'.repeat(300), why: 'ա'.repeat(8_000) },
      ]),
    ),
  });
  await putCampaign(db, long);
  expect(await unitsOf(db, () => getCampaignHead(db, 'long-words'))).toEqual([0.5]);
  expect(await unitsOf(db, () => getTranslatedHead(db, 'long-words', 'hy'))).toEqual([0.5]);
  expect((await unitsOf(db, () => getOriginal(db, 'long-words'))).toSorted()).toEqual([0.5, 1]);
  expect(await unitsOf(db, () => getTranslation(db, 'long-words', 'hy'))).toEqual([2.5]);
  expect(await unitsOf(db, () => listCampaignHeads(db))).toEqual([0.5]);
});

it('removes the texts of a language that a campaign no longer has', async () => {
  await putCampaign(db, { ...spoken, translations: { ru } });
  expect(await textsIn('spoken')).toEqual(['ru', 'ru#page']);
  const { translations, ...original } = spoken;
  await putCampaign(db, original);
  expect(await textsIn('spoken')).toEqual([]);
  expect(await getCampaign(db, 'spoken')).toEqual(original);
});

it('holds the most that a campaign may have', async () => {
  const entries = <Entry>(n: number, make: (i: number) => Entry) => Array.from({ length: n }, (_, i) => make(i));
  const tags = ['ar', 'az', 'de', 'es', 'fr', 'hy', 'ka', 'ru', 'tr', 'uk'];
  const texts = { title: 'ա', demand: 'ա', why: 'ա'.repeat(8_000), letter: 'ա'.repeat(8_000) };
  const former = { title: 'ա'.repeat(120), demand: 'ա'.repeat(400), until: '2026-02-01T00:00:00Z' };
  const file = campaignOf({
    slug: 'the-most',
    letter: 'x',
    cases: entries(58, (i) => ({
      name: `${i}`.padEnd(120, 'ա'),
      status: 'detained' as const,
      story: 'ա'.repeat(2_000),
    })),
    targets: entries(3, (i) => ({ name: `Target ${i}` })),
    updates: entries(15, (i) => ({ at: '2026-02-01T00:00:00Z', title: `${i}`, text: 'ա'.repeat(4_000) })),
    translations: Object.fromEntries(tags.map((tag) => [tag, texts])),
  });
  const formerTags = entries(20, (i) => `de-x-${i}`);
  const formerTranslations = Object.fromEntries(
    formerTags.map((tag) => [tag, { ...former, demands: entries(5, () => former) }]),
  );
  const most = { ...file, formerTranslations };
  await putCampaign(db, most);
  expect(await getCampaign(db, 'the-most')).toEqual(most);
});

it('numbers the versions of a demand in each language, and keeps the earlier ones', async () => {
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const deps = { campaigns: db, audit: anyTrail(), clock: () => time.now };
  const put = async (more: Partial<CampaignFile>) => {
    const { createdAt, ...file } = campaignOf({ slug: 'often-changed', ...more });
    await carryOut(deps, operator, await planCampaign(deps, operator, file));
  };
  await put({ translations: { az, ru } });
  for (let n = 1; n <= 7; n++) {
    time.now += 1_000;
    await put({ translations: { az: { ...az, demand: `Tələb ${n}.` }, ru } });
  }
  const [azNow, ruNow] = translationsIn(await queryTranslations(db, 'often-changed', { consistent: true }));
  const wordsOf = (texts: object) => texts as { title: string; demand: string };
  expect(versionOf(azNow ?? {})).toBe(8);
  expect(versionsOf({ ...wordsOf(azNow!.texts), demands: azNow!.demands })).toEqual([
    ...[2, 3, 4, 5, 6].map((n) => expect.objectContaining({ version: n + 1, demand: `Tələb ${n}.` })),
    { version: 8, title: 'Azad edin', demand: 'Tələb 7.' },
  ]);
  expect(ruNow?.demands).toBeUndefined();
  expect(versionOf((await getCampaignHead(db, 'often-changed')) ?? {})).toBe(1);
  expect((await getCampaign(db, 'often-changed'))?.translatedDemands?.az).toHaveLength(5);
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'often-changed' }));
  const { texts, demands } = (await getTranslation(db, 'often-changed', 'az')) ?? {};
  expect(texts).toEqual({ title: 'Azad edin', demand: 'Tələb 7.' });
  expect(demands?.at(-1)?.until).toBe(isoTime(time.now));
});
