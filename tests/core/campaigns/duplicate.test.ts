import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { fileOf } from '../../../functions/core/campaigns/as-file.ts';
import { caseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { duplicateCampaign } from '../../../functions/core/campaigns/duplicate.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { campaignYaml, parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { olderTranslations } from '../../../functions/core/campaigns/older-demands.ts';
import { changeCampaign } from '../../../functions/core/campaigns/organise.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { filesOf, logoName, pictureName } from '../../../functions/core/pictures/address.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { freshTables } from '../../support/tables.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
let deps: ReturnType<typeof organiseDeps>;
const made = { id: 'a'.repeat(20), width: 960, height: 640, widths: [960] };
/** What a case without an id gets in the copy. */
const [id = ''] = caseIds('free-her', [{ name: 'Leyla' }]);
const full = {
  ...{ letter: 'Dear Sir.', closesAt: '2026-02-01T00:00:00Z', timeZone: 'Asia/Baku', goal: 7, showNames: true },
  picture: { made, alt: 'A square' },
  group: { name: 'Friends', contact: 'ask@friends.example', logo: { made } },
  won: { on: '2026-02-02', words: 'She is free.' },
  handedOver: [{ on: '2026-02-01', to: 'The court' }],
  updates: [{ at: '2026-01-02T00:00:00Z', title: 'News', text: 'Text.' }],
  cases: [{ name: 'Leyla', status: 'detained' as const, picture: { made, alt: 'Leyla' } }],
  translations: {
    ru: {
      ...{ title: 'Т', demand: 'Д', why: 'Потому.', won: { words: 'Она свободна.' }, picture: { alt: 'Площадь' } },
      handedOver: { '2026-02-01': { to: 'Суд' } },
      updates: { '2026-01-02T00:00:00Z': { title: 'Новости' } },
      cases: { Leyla: { name: 'Лейла', picture: { alt: 'Лейла' } } },
    },
  },
};
beforeEach(async () => {
  time.now = start;
  deps = organiseDeps((await freshTables()).Campaigns, time);
  await putCampaign(deps.campaigns, { ...campaignOf(full), pausedAt: '2026-01-20T00:00:00Z' });
});
const duplicate = (actor = operator, as = { slug: 'free-her', title: 'Free her' }) =>
  duplicateCampaign(deps, actor, { slug: 'free-them', as });

it('makes a draft with the texts, in each language, and without what has happened since, or pictures that are gone', async () => {
  await duplicate();
  const { campaign, revision } = (await getStoredCampaign(deps.campaigns, 'free-her')) ?? {};
  expect(revision).toBe(1);
  expect(campaign).toEqual({
    ...campaignOf({ ...smallFile, letter: 'Dear Sir.', timeZone: 'Asia/Baku', goal: 7, showNames: true }),
    ...{ slug: 'free-her', title: 'Free her', visibility: 'draft' },
    ...{ opensAt: '2026-03-01T16:00:00.000+04:00', createdAt: '2026-03-01T12:00:00.000Z' },
    group: { name: 'Friends', contact: 'ask@friends.example', legalBasis: expect.any(String) },
    cases: [{ id, name: 'Leyla', status: 'detained', people: 1 }],
    translations: { ru: { title: 'Т', demand: 'Д', why: 'Потому.', cases: { [id]: { name: 'Лейла' } } } },
  });
  expect(deps.relisted).toEqual(['free-her']);
});

it('takes the pictures along, with their words, from where everybody sees them', async () => {
  const names = filesOf(made).map((file) => pictureName('free-them', file));
  for (const name of [...names, logoName(made)]) await deps.pictures.put(name, new Uint8Array([1]));
  await duplicate();
  const { campaign } = (await getStoredCampaign(deps.campaigns, 'free-her')) ?? {};
  expect(campaign).toMatchObject({
    ...{ picture: full.picture, cases: full.cases, group: { logo: { made } } },
    translations: { ru: { picture: { alt: 'Площадь' }, cases: { [id]: { picture: { alt: 'Лейла' } } } } },
  });
  for (const name of names) expect(deps.pictures.names()).toContain(`kept/${name.split('/').at(-1)}`);
});

describe('a translated demand that is older than the original', () => {
  const former = [{ demand: 'Release them.', until: '2026-01-10T00:00:00Z' }];
  const copy = async () => (await getStoredCampaign(deps.campaigns, 'free-her'))!.campaign;
  const change = (patch: Record<string, unknown>) =>
    changeCampaign(deps, operator, { slug: 'free-her', patch, seen: undefined });
  beforeEach(async () => {
    await putCampaign(deps.campaigns, { ...campaignOf(full), demands: former });
    await duplicate();
  });

  it('is so in the copy, and in a copy of that', async () => {
    expect(olderTranslations(await copy())).toEqual(['ru']);
    await duplicateCampaign(deps, operator, { slug: 'free-her', as: { slug: 'third', title: 'Third' } });
    expect(olderTranslations((await getStoredCampaign(deps.campaigns, 'third'))!.campaign)).toEqual(['ru']);
  });

  it('stays so until it is changed, or the language is removed', async () => {
    await change({ goal: 8, translations: { ru: { title: 'Новое' } } });
    expect(olderTranslations(await copy())).toEqual(['ru']);
    await change({ translations: { ru: { demand: 'Новое' } } });
    expect(olderTranslations(await copy())).toEqual([]);
    await duplicateCampaign(deps, operator, { slug: 'free-them', as: { slug: 'third', title: 'Third' } });
    await changeCampaign(deps, operator, { slug: 'third', patch: { translations: { ru: null } }, seen: undefined });
    expect((await getStoredCampaign(deps.campaigns, 'third'))!.campaign).not.toHaveProperty('olderDemands');
  });

  it('is said in the file beside its language, which reads as before', async () => {
    const yaml = campaignYaml(await copy());
    expect(yaml).toMatch(/^translations:\n {2}# The demand is older than the original\. People .*\n {2}ru:$/m);
    expect(parseCampaignFile(new TextEncoder().encode(yaml))).toEqual(fileOf(await copy()));
    await change({ translations: { ru: { demand: 'Новое' } } });
    expect(campaignYaml(await copy())).not.toContain('#');
  });
});

it('is for those who make campaigns, and refuses a short name that is taken or wrong', async () => {
  const owner = organiserActor({ campaigns: { 'free-them': 'owner' } });
  await expect(duplicate(owner)).rejects.toMatchObject({ kind: 'not-allowed' });
  const admin = organiserActor({ isAdmin: true });
  await expect(duplicate(admin, { slug: 'free-them', title: 'X' })).rejects.toMatchObject({ kind: 'slug-taken' });
  await expect(duplicate(admin, { slug: 'Free Her', title: '' })).rejects.toBeInstanceOf(FaultyFile);
  await expect(
    duplicateCampaign(deps, admin, { slug: 'nothing', as: { slug: 'other', title: 'X' } }),
  ).rejects.toMatchObject({ kind: 'campaign-unknown' });
});
