import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { caseIds, withCaseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { campaignYaml, parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { carryOut, planCampaign } from '../../../functions/core/campaigns/plan.ts';
import { putSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { planUndo, undoCampaign } from '../../../functions/core/campaigns/versions.ts';
import { caseSeen } from '../../../functions/core/cases/case.ts';
import { changeCase } from '../../../functions/core/cases/change.ts';
import { casesSeen } from '../../../functions/core/cases/list.ts';
import { textsOf } from '../../../functions/core/overview/entry.ts';
import { casesIn } from '../../../functions/core/overview/spoken.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { storedEntryOf } from '../../support/overview.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const slug = smallFile.slug;
const people = { name: '14 people', people: 14, status: 'detained' } as const;
const translations = {
  fr: { title: 'Libérez-les', demand: 'Libres.', cases: { '14 people': { name: '14 personnes' } } },
};
const sent = { ...smallFile, cases: [people], translations };
const [id = ''] = caseIds(slug, [people]);
const bytesOf = (file: object) => new TextEncoder().encode(JSON.stringify(file));

let deps: ReturnType<typeof organiseDeps>;
beforeEach(async () => {
  deps = organiseDeps((await freshTables()).Campaigns, time);
});
const stored = () => getCampaign(deps.campaigns, slug);
const put = async (file: object) => {
  const plan = await planCampaign(deps, operator, parseCampaignFile(bytesOf(file)));
  if (plan.changes.length > 0) await carryOut(deps, operator, plan);
  return plan.changes;
};

it.each([
  ['a request', () => createCampaign(deps, operator, sent)],
  ['a command', () => put(sent)],
])('makes a case without an id a thing of its own, under the address that it has, by %s', async (_, make) => {
  await make();
  expect((await caseSeen(deps, operator, id)).record.fields).toMatchObject({ name: '14 people', people: 14 });
  expect((await casesSeen(deps, operator, { limit: 5 })).cases.map((one) => one.id)).toEqual([id]);
  const campaign = await stored();
  expect(campaign).toMatchObject({
    cases: [{ id }],
    translations: { fr: { cases: { [id]: { name: '14 personnes' } } } },
  });
  expect(campaignYaml(campaign as NonNullable<typeof campaign>)).toContain(`id: ${id}`);
});

it('finds such a case by the overview, too', async () => {
  await createCampaign(deps, operator, sent);
  const { entry } = storedEntryOf({ slug, cases: (await stored())?.cases ?? [] });
  const organised = async () => ({ entries: [entry], bySlug: new Map(), waiting: new Map(), isWhole: true });
  const found = await casesSeen({ ...deps, organised }, operator, { q: 'people', limit: 5 });
  expect(found.cases.map((one) => one.id)).toEqual([id]);
});

it('finds the same case again when the same file comes again', async () => {
  await put(sent);
  expect(await put(sent)).toEqual([]);
  const again = await putSentFile(deps, operator, { slug, bytes: bytesOf(sent), seen: undefined });
  expect(again.campaign.cases).toMatchObject([{ id }]);
  expect((await caseSeen(deps, operator, id)).record.revision).toBe(1);
});

it('gives a case of an older campaign its id with the next change', async () => {
  await putCampaign(deps.campaigns, campaignOf({ slug, cases: [people], translations }), 0);
  await expect(caseSeen(deps, operator, id)).rejects.toThrow('case-unknown');
  await changeCampaign(deps, operator, { slug, patch: { goal: 200 }, seen: undefined });
  expect((await caseSeen(deps, operator, id)).record.fields.name).toBe('14 people');
  expect(await stored()).toMatchObject({ translations: { fr: { cases: { [id]: { name: '14 personnes' } } } } });
});

it('finds a case that was renamed by its name of now and by that of its file', async () => {
  await createCampaign(deps, operator, { ...smallFile, cases: [people] });
  const { record } = await caseSeen(deps, operator, id);
  await changeCase(deps, operator, { id, patch: { name: 'Fifteen people' }, seen: record.revision });
  const renamed = { ...people, name: 'Fifteen people' };
  expect(await put({ ...smallFile, visibility: 'draft', cases: [renamed] })).toEqual([]);
  await put({ ...smallFile, cases: [people] });
  expect((await caseSeen(deps, operator, id)).record.fields.name).toBe('14 people');
});

it('lets a change name a case by its name, with its words in other languages', async () => {
  await createCampaign(deps, operator, sent);
  const patch = {
    cases: [{ ...people, work: 'Poets' }],
    translations: { fr: { cases: { '14 people': { name: 'Quatorze personnes' } } } },
  };
  const { campaign } = await changeCampaign(deps, operator, { slug, patch, seen: undefined });
  expect(campaign.cases).toMatchObject([{ id, work: 'Poets' }]);
  expect(campaign.translations?.fr?.cases).toEqual({ [id]: { name: 'Quatorze personnes' } });
});

it('keeps namesakes apart, and gives no address twice', () => {
  const two = { ...smallFile, cases: [people, { ...people, work: 'Poets' }] };
  const ids = caseIds(slug, two.cases);
  expect(withCaseIds(slug, two, undefined).cases.map((one) => (one as { id?: string }).id)).toEqual(ids);
  const first = { id, ...people };
  const [, second] = withCaseIds(slug, { cases: [first, people] }, { cases: [first] }).cases as { id?: string }[];
  expect(second?.id).toBe(ids[1]);
});

it.each([[[null]], [[{ name: 3 }]], ['no list'], [[{ name: 'x', id: null }]]])(
  'leaves to the check what cannot be read: %j',
  (cases) => {
    expect(withCaseIds(slug, { cases, translations: { fr: 1 } }, undefined)).toEqual({
      cases,
      translations: { fr: 1 },
    });
  },
);

it('brings back a version from before the case had an id as the same case', async () => {
  await putCampaign(deps.campaigns, campaignOf({ slug, cases: [people] }), 0);
  await changeCampaign(deps, operator, { slug, patch: { cases: [{ ...people, work: 'Poets' }] }, seen: undefined });
  await undoCampaign(deps, operator, { slug, revision: 1, what: 'texts', seen: undefined });
  expect((await stored())?.cases).toEqual([{ id, ...people }]);
  const again = await planUndo(deps, operator, { slug, revision: 1, what: 'texts', seen: undefined });
  expect(again.changes).toEqual([]);
});

it('shows the words of a translation in lists, by the name as by the id', () => {
  for (const name of ['14 people', id]) {
    const cases = name === id ? [{ id, ...people }] : [people];
    const entry = { ...storedEntryOf({ slug, cases: [people] }).entry, ...textsOf(campaignOf({ slug, cases })) };
    const texts = { title: 'Libérez-les', cases: { [name]: { name: '14 personnes' } } };
    expect(casesIn(entry, { language: 'fr', texts })).toMatchObject([{ id, name: '14 personnes' }]);
  }
});
