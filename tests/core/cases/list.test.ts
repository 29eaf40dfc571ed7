import { type QueryCommand, type QueryCommandOutput, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { type Actor, operator } from '../../../functions/core/access/actor.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { fileOf } from '../../../functions/core/campaigns/as-file.ts';
import {
  forgetSpeaker,
  getIndexed,
  putIndexed,
  queryAlone,
  querySpeakers,
} from '../../../functions/core/campaigns/case-index.ts';
import { indexOnce, noteSpokenFor } from '../../../functions/core/campaigns/case-speakers.ts';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { changeCase, removeCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { casesSeen } from '../../../functions/core/cases/list.ts';
import type { Organised } from '../../../functions/core/overview/organised.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { organiseDeps } from '../../support/organise.ts';
import { storedEntryOf } from '../../support/overview.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const person = (id: string, name: string, work = 'journalist') =>
  ({ id, name, work, status: 'detained', people: 1 }) as const;
const campaigns = {
  'first-one': [
    person('ali', 'Ali'),
    person('ali-karimov', 'Ali Karimov'),
    { name: 'Zoya', status: 'released', people: 1 } as const,
  ],
  'second-one': [person('ali-karimov', 'Ali Karimov'), person('leyla-a', 'Лейла Алиева', 'поэт')],
  'third-one': [person('nino', 'Nino')],
};

let db: Db;
let deps: ReturnType<typeof organiseDeps> & { organised: () => Promise<Organised> };
beforeEach(async () => {
  db = (await freshTables()).Campaigns;
  const organised = async (): Promise<Organised> => ({
    entries: [],
    bySlug: new Map(),
    waiting: new Map(),
    isWhole: false,
  });
  deps = { ...organiseDeps(db, time), organised };
  for (const [slug, cases] of Object.entries(campaigns))
    await putCampaign(db, campaignOf({ slug, cases: [...cases] }), 0);
  const { id, ...fields } = person('alone-ali', 'Nobody’s Ali');
  await createCase(deps, operator, { id, fields });
});
const entries = Object.entries(campaigns).map(([slug, cases]) => storedEntryOf({ slug, cases: [...cases] }).entry);
/** As it is once the overview is made. */
const withOverview = () => ({
  ...deps,
  organised: async () => ({ entries, bySlug: new Map(), waiting: new Map(), isWhole: true }),
});

async function pagesOf(
  actor: Actor,
  { limit = 2, q, from = deps }: { limit?: number; q?: string; from?: typeof deps } = {},
) {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { cases, next } = await casesSeen(from, actor, { q, after, limit });
    pages.push(cases.map(({ id, campaigns: slugs }) => `${id}: ${slugs.join(' ')}`));
    after = next;
  } while (after !== undefined);
  return pages;
}

it('shows those who see all each case once, page by page, with its campaigns', async () => {
  const pages = [
    ['ali: first-one', 'ali-karimov: first-one second-one'],
    ['alone-ali: ', 'leyla-a: second-one'],
    ['nino: third-one'],
  ];
  expect(await pagesOf(operator)).toEqual(pages);
  expect(await pagesOf(operator, { limit: 1 })).toEqual(pages.flat().map((one) => [one]));
  expect(await pagesOf(operator, { limit: 5 })).toEqual([pages.flat()]);
});

it('reads one page for a page, however many cases there are', async () => {
  const more = Array.from({ length: 60 }, (_, i) => person(`person-${i + 100}`, `Person ${i}`));
  await putCampaign(db, campaignOf({ slug: 'many', cases: more }), 0);
  let read = 0;
  const client = clientOf(async (command) => {
    const answer = (await db.client.send(command as QueryCommand)) as QueryCommandOutput;
    read += answer.Items?.length ?? 0;
    return answer;
  });
  await indexOnce(db);
  const { cases } = await casesSeen({ ...deps, campaigns: { ...db, client } }, operator, { limit: 3 });
  expect([cases.length, read]).toEqual([3, 8]);
});

it('shows an organiser the cases of their campaigns alone', async () => {
  const editor = organiserActor({ campaigns: { 'second-one': 'editor', gone: 'owner' } });
  expect(await pagesOf(editor)).toEqual([['ali-karimov: second-one', 'leyla-a: second-one']]);
  expect(await pagesOf(editor, { q: 'алиева' })).toEqual([['leyla-a: second-one']]);
  expect(await pagesOf(editor, { q: 'nino' })).toEqual([[]]);
});

it('finds cases by name, work and id, with the overview and before there is one', async () => {
  for (const from of [deps, withOverview()]) {
    expect(await pagesOf(operator, { from, q: 'Karimov' })).toEqual([['ali-karimov: first-one second-one']]);
    expect(await pagesOf(operator, { from, q: 'leyla' })).toEqual([['leyla-a: second-one']]);
    expect(await pagesOf(operator, { from, q: 'alone' })).toEqual([['alone-ali: ']]);
    expect(await pagesOf(operator, { from, q: 'journalist', limit: 9 })).toEqual([
      ['ali: first-one', 'ali-karimov: first-one second-one', 'alone-ali: ', 'nino: third-one'],
    ]);
    expect(await pagesOf(operator, { from, q: 'zoya' })).toEqual([[]]);
  }
});

it('finds a case by the whole id that its campaign made, by its beginning, and by its number', async () => {
  const id = 'rasul-jafarov-5901c4';
  const cases = [person(id, 'Rasul Jafarov'), person('dead-beef-5901d4', 'Another'), person('rasul-ade', 'Ade')];
  await putCampaign(db, campaignOf({ slug: 'made-ids', cases }), 0);
  const all = [...entries, storedEntryOf({ slug: 'made-ids', cases }).entry];
  const organised = async () => ({ entries: all, bySlug: new Map(), waiting: new Map(), isWhole: true });
  for (const from of [deps, { ...deps, organised }]) {
    for (const q of [id, 'rasul-jafarov-59', 'RASUL JAFAROV 5901', '5901c4', '5901c4 jafarov'])
      expect([q, await pagesOf(operator, { from, q })]).toEqual([q, [[`${id}: made-ids`]]]);
    expect(await pagesOf(operator, { from, q: '5901' })).toEqual([['dead-beef-5901d4: made-ids', `${id}: made-ids`]]);
    expect(await pagesOf(operator, { from, q: 'ade' })).toEqual([['rasul-ade: made-ids']]);
    for (const q of ['rasul-jafarov-5901c5', 'ali-5901c4', '01c4'])
      expect([q, await pagesOf(operator, { from, q })]).toEqual([q, [[]]]);
  }
});

it('reads the rows of a whole page at once in a search, with all campaigns that speak for them', async () => {
  const more = Array.from({ length: 60 }, (_, i) => person(`person-${i + 100}`, `Shirin ${i}`));
  const speaking = { 'many-one': more, 'many-two': more.slice(0, 1).map((one) => ({ ...one, name: 'Another name' })) };
  for (const [slug, cases] of Object.entries(speaking)) await putCampaign(db, campaignOf({ slug, cases }), 0);
  // Nobody has written this campaign since cases have ids: its own would come first, and have no rows.
  const parts = more.map(({ id: _, ...one }, i) => ({ ...one, name: `A Shirin ${i}` }));
  const all = [
    ...entries,
    ...Object.entries({ ...speaking, 'from-before': parts }).map(
      ([slug, cases]) => storedEntryOf({ slug, cases }).entry,
    ),
  ];
  let asked = 0;
  const client = clientOf(async (command) => {
    asked++;
    return db.client.send(command as QueryCommand);
  });
  await indexOnce(db);
  const from = {
    ...deps,
    campaigns: { ...db, client },
    organised: async () => ({ entries: all, bySlug: new Map(), waiting: new Map(), isWhole: true }),
  };
  await casesSeen(from, operator, { q: 'nobody at all', limit: 50 });
  asked = 0;
  const { cases, next } = await casesSeen(from, operator, { q: 'shirin', limit: 50 });
  expect([cases.length, next, asked]).toEqual([50, 'person-149', 4]);
  expect(cases[0]?.campaigns).toEqual(['many-one', 'many-two']);
});

it('finds cases without a campaign by name from page to page, with the overview and before there is one', async () => {
  for (const id of ['alone-alo', 'alone-b', 'alonf']) {
    const { id: _, ...fields } = person(id, `Лейла Юнус ${id}`);
    await createCase(deps, operator, { id, fields });
  }
  await changeCase(deps, operator, { id: 'alone-b', patch: { name: 'Rashad Mammadov' }, seen: undefined });
  for (const from of [deps, withOverview()])
    for (const limit of [1, 2, 9]) {
      const found = async (q: string) => (await pagesOf(operator, { from, q, limit })).flat();
      expect(await found('alone')).toEqual(['alone-ali: ', 'alone-alo: ', 'alone-b: ']);
      expect(await found('Юнус')).toEqual(['alone-alo: ', 'alonf: ']);
      expect(await found('mammadov')).toEqual(['alone-b: ']);
    }
});

it('finds a case by name once the last campaign has let it go, and none that is erased', async () => {
  const id = 'nino';
  await putGroup(db, groupOf(), 0);
  await changeCase(deps, operator, { id, patch: { work: 'editor' }, seen: undefined });
  await createCampaign(deps, operator, {
    ...fileOf(campaignOf({ slug: 'fourth-one', cases: [person('pavel', 'Pavel')] })),
  });
  await addCaseToCampaign(deps, operator, { slug: 'fourth-one', id, seen: undefined });
  // The overview knows these campaigns without the case.
  const from = { ...withOverview(), organised: async () => ({ ...(await deps.organised()), isWhole: true }) };
  const found = () => pagesOf(operator, { from, q: 'nino' });
  for (const slug of ['third-one', 'fourth-one']) {
    expect(await found()).toEqual([[]]);
    await removeCaseFromCampaign(deps, operator, { slug, id, seen: undefined });
  }
  expect(await found()).toEqual([['nino: ']]);
  await addCaseToCampaign(deps, operator, { slug: 'third-one', id, seen: undefined });
  expect([await found(), await queryAlone(db)]).toEqual([[[]], ['alone-ali']]);
  await removeCaseFromCampaign(deps, operator, { slug: 'third-one', id, seen: undefined });
  await removeCase(deps, operator, { id, seen: undefined });
  expect([await found(), await queryAlone(db)]).toEqual([[[]], ['alone-ali']]);
});

it('shows cases without a campaign in no search of others', async () => {
  const editor = organiserActor({ campaigns: { 'second-one': 'editor' } });
  expect(await pagesOf(editor, { from: withOverview(), q: 'alone' })).toEqual([[]]);
});

it('goes on with the rows of older campaigns where a request has ended', async () => {
  await forgetSpeaker(db, 'first-one', { ids: ['ali'], revision: 9 });
  await forgetSpeaker(db, 'third-one', { ids: ['nino'], revision: 9 });
  await putIndexed(db, 'second-one');
  // As another process, which does not remember.
  await indexOnce({ ...db });
  expect(await getIndexed(db)).toBe(true);
  expect([await querySpeakers(db, 'ali'), await querySpeakers(db, 'nino')]).toEqual([[], ['third-one']]);
});

it('can be erased once more, if that stopped half way', async () => {
  const id = 'alone-ali';
  await changeCase(deps, operator, { id, patch: { work: 'editor' }, seen: undefined });
  const client = clientOf(async (command) => {
    if (command instanceof TransactWriteItemsCommand) throw new Error('AWS is away');
    return db.client.send(command as QueryCommand);
  });
  await expect(
    removeCase({ ...deps, campaigns: { ...db, client } }, operator, { id, seen: undefined }),
  ).rejects.toThrow('AWS is away');
  expect((await casesSeen(deps, operator, { q: id, limit: 9 })).cases).toHaveLength(1);
  await removeCase(deps, operator, { id, seen: undefined });
  expect((await casesSeen(deps, operator, { q: id, limit: 9 })).cases).toEqual([]);
});

it('still finds a case that somebody takes out of its campaign before the note of its coming is written', async () => {
  await noteSpokenFor(db, 'first-one', { ids: ['alone-ali'], revision: 2 });
  expect(await queryAlone(db)).toEqual(['alone-ali']);
});
