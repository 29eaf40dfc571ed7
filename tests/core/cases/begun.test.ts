import type { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { transact } from '../../../functions/core/aws/transact.ts';
import { querySpeakers } from '../../../functions/core/campaigns/case-index.ts';
import { getCaseRecord } from '../../../functions/core/campaigns/case-store.ts';
import { countCases, MOST_IN_A_DAY } from '../../../functions/core/campaigns/cases-made.ts';
import { checkCampaign } from '../../../functions/core/campaigns/faults.ts';
import { getFence, movedFence } from '../../../functions/core/campaigns/fence.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { carryOut, planCampaign, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { putSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getStoredCampaign } from '../../../functions/core/campaigns/store.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { smallFile } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { justAfter } from '../../support/meanwhile.ts';
import { organiseDeps } from '../../support/organise.ts';
import { newTrail } from '../../support/records.ts';
import { sample } from '../../support/samples.ts';
import { freshTables } from '../../support/tables.ts';

/** Cases that are just being made, and those that their campaign did not take. */
const time = { now: Date.parse('2026-03-01T12:00:00Z') };
type Deps = ReturnType<typeof organiseDeps>;
let db: Db;
let deps: Deps;
beforeEach(async () => {
  db = (await freshTables()).Campaigns;
  deps = organiseDeps(db, time);
});

const fields = (name: string) => ({ name, status: 'detained', people: 1 });
const create = (slug: string) => createCampaign(deps, operator, { ...smallFile, slug, recipients: [], cases: [] });
const idsIn = async (slug: string) =>
  (await getStoredCampaign(db, slug, { consistent: true }))?.campaign.cases.map(({ id }) => id);

it('makes all cases that are sent to one campaign at once: nobody has named a version of it', async () => {
  await create('free-them');
  const ids = Array.from({ length: 8 }, (_, i) => `case-${i + 10}`);
  await Promise.all(
    ids.map((id) => createCase(deps, operator, { id, campaign: 'free-them', fields: fields(`Name of ${id}`) })),
  );
  expect((await idsIn('free-them'))?.sort()).toEqual(ids);
  await Promise.all(
    ids.slice(4).map((id) => removeCaseFromCampaign(deps, operator, { slug: 'free-them', id, seen: undefined })),
  );
  await Promise.all(
    ids.slice(4, 6).map((id) => addCaseToCampaign(deps, operator, { slug: 'free-them', id, seen: undefined })),
  );
  expect((await idsIn('free-them'))?.sort()).toEqual(ids.slice(0, 6));
});

it('asks to try again, rather than to fail, if cases are erased at each of many tries', async () => {
  await create('free-them');
  const client = clientOf(async (command) => {
    const { TransactItems = [] } = (command as TransactWriteItemsCommand).input;
    const looks = TransactItems.some(({ ConditionCheck }) => ConditionCheck?.Key?.sk?.S?.startsWith('#fence'));
    if (looks) await transact(db, movedFence(db, await getFence(db), false));
    return db.client.send(command as never);
  });
  const making = createCase({ ...deps, campaigns: { ...db, client } }, operator, {
    ...{ id: 'nino', campaign: 'free-them', fields: fields('Nino') },
  });
  await expect(making).rejects.toMatchObject({ name: 'Problem', kind: 'changed-meanwhile' });
  expect([await idsIn('free-them'), await getCaseRecord(db, 'nino')]).toEqual([[], undefined]);
});

let made = 0;
/** A case whose campaign is deleted while it is made. `held`: it waits just before it would be erased. */
async function refused(held?: Promise<void>) {
  const n = ++made;
  const [slug, id] = [`doomed-${n}`, `nino-${n}`];
  await create(slug);
  const putsRecord = (command: object) => {
    const { TransactItems = [] } = (command as TransactWriteItemsCommand).input;
    return TransactItems.some(({ Put }) => Put?.Item?.sk?.S === 'record');
  };
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const campaigns = justAfter(db, putsRecord, async () => {
    await carryOut(deps, operator, await planDeletion(deps, operator, { slug }));
    begun();
    await held;
  });
  const make = (with_: Db = campaigns) =>
    createCase({ ...deps, campaigns: with_ }, operator, { id, campaign: slug, fields: fields(`Nino ${n}`) });
  return { id, campaigns, make, hasBegun };
}

it('makes no further case for an organiser who has made a hundred today, until the next day', async () => {
  await create('free-them');
  const editor = organiserActor({ campaigns: { 'free-them': 'editor' } });
  await countCases(deps, editor, MOST_IN_A_DAY - 2, 'cases');
  const make = (id: string) => createCase(deps, editor, { id, campaign: 'free-them', fields: fields(id) });
  const change = (...ids: string[]) => {
    const patch = { cases: ids.map((id) => ({ id, ...fields(id) })) };
    return changeCampaign(deps, editor, { slug: 'free-them', patch, seen: undefined });
  };
  await make('one');
  // Taken out again, it keeps its address, and has been made.
  await change('two');
  await expect(make('three')).rejects.toMatchObject({ faults: [{ field: 'campaign' }] });
  await expect(change('two', 'three')).rejects.toMatchObject({ faults: [{ field: 'cases' }] });
  // Others, and admins, notice nothing.
  const admin = organiserActor({ isAdmin: true, account: 'org_bbbbbbbbbbbbbbbb' });
  await createCase(deps, admin, { id: 'four', fields: fields('four') });
  time.now += DAY;
  await change('two', 'three');
  expect(await idsIn('free-them')).toEqual(['two', 'three']);
});

it('leaves an entry about each case that comes with a campaign: by a request, a file or a command', async () => {
  const trail = newTrail();
  const own = { ...deps, audit: trail.audit };
  const editor = organiserActor({ campaigns: { 'free-them': 'editor' } });
  const cases = (...ids: string[]) => ids.map((id) => ({ id, ...fields(id) }));
  const file = (...ids: string[]) => ({ ...smallFile, visibility: 'draft' as const, cases: cases(...ids) as never });
  const where = { slug: 'free-them', seen: undefined };
  await createCampaign(own, operator, file('ali', 'nino'));
  await changeCampaign(own, editor, { ...where, patch: { cases: cases('ali', 'nino', 'leyla') } });
  const bytes = new TextEncoder().encode(JSON.stringify(file('ali', 'nino', 'leyla', 'zoya')));
  await putSentFile(own, editor, { ...where, bytes });
  const parsed = checkCampaign(file('ali', 'nino', 'leyla', 'zoya', 'omar'));
  await carryOut(own, operator, await planCampaign(own, operator, parsed));
  const made = trail.entries().filter(({ act }) => act.startsWith('case.'));
  expect(made.map(({ act, actor, subject }) => [act, actor, subject])).toEqual([
    ...['ali', 'nino'].map((id) => ['case.create', 'operator', id]),
    ...['leyla', 'zoya'].map((id) => ['case.create', editor.account, id]),
    ['case.create', 'operator', 'omar'],
  ]);
  expect([made[0]?.before, made[0]?.after]).toEqual([undefined, fields('ali')]);
});

it('says in the trail that such a case went again, if its campaign was not written, and counts it', async () => {
  await create('free-them');
  const trail = newTrail();
  const editor = organiserActor({ campaigns: { 'free-them': 'editor' } });
  await countCases(deps, editor, MOST_IN_A_DAY - 2, 'cases');
  const putsRecord = (command: object) => {
    const { TransactItems = [] } = (command as TransactWriteItemsCommand).input;
    return TransactItems.some(({ Put }) => Put?.Item?.sk?.S === 'record');
  };
  const change = (campaigns: Db, patch: Record<string, unknown>, seen?: number) =>
    changeCampaign({ ...deps, campaigns, audit: trail.audit }, editor, { slug: 'free-them', patch, seen });
  const campaigns = justAfter(db, putsRecord, () => change(db, { title: 'Another one' }));
  const cases = ['one', 'two'].map((id) => ({ id, ...fields(id) }));
  await expect(change(campaigns, { cases }, 1)).rejects.toThrow('other-revision');
  expect(trail.acts()).toEqual([
    'campaign.put',
    'case.create',
    'campaign.put',
    'case.create',
    'case.create: failed',
    'campaign.put: failed',
    'case.remove',
  ]);
  expect(await getCaseRecord(db, 'one')).toBeUndefined();
  await change(db, { cases: cases.slice(0, 1) });
  await expect(change(db, { cases })).rejects.toMatchObject({ faults: [{ field: 'cases' }] });
});

it('makes a hundred cases a day and no more, however many come with a campaign, and whichever requests come at once', async () => {
  for (const slug of ['free-them', 'free-him', 'free-her']) await create(slug);
  const editor = organiserActor({ campaigns: { 'free-them': 'editor', 'free-him': 'editor', 'free-her': 'editor' } });
  const many = (slug: string, from: number, to: number) => {
    const cases = Array.from({ length: to - from }, (_, i) => ({
      id: `case-${from + i}`,
      ...fields(`Name ${from + i}`),
    }));
    return changeCampaign(deps, editor, { slug, patch: { cases }, seen: undefined });
  };
  const answers = await Promise.allSettled([many('free-him', 0, 60), many('free-her', 100, 160)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { faults: [{ field: 'cases' }] },
  });
  // One after the other, what is refused costs nothing.
  await many('free-them', 200, 240);
  await expect(many('free-them', 200, 241)).rejects.toMatchObject({ faults: [{ field: 'cases' }] });
  const one = { id: 'one-more', campaign: 'free-them', fields: fields('One more') };
  await expect(createCase(deps, editor, one)).rejects.toMatchObject({ faults: [{ field: 'campaign' }] });
  time.now += DAY;
  await createCase(deps, editor, one);
  time.now -= DAY;
});

it('does not count a case that was not made: its address was another one’s', async () => {
  await create('free-them');
  const editor = organiserActor({ campaigns: { 'free-them': 'editor' } });
  await createCase(deps, operator, { id: 'taken', fields: fields('Taken') });
  await countCases(deps, editor, MOST_IN_A_DAY - 1, 'cases');
  const make = (id: string) => createCase(deps, editor, { id, campaign: 'free-them', fields: fields(`A ${id}`) });
  await expect(make('taken')).rejects.toMatchObject({ faults: [{ field: 'id' }] });
  await make('last');
  expect(await idsIn('free-them')).toEqual(['last']);
});

it('keeps nobody else from making a case, if cases are erased at any step that their campaign did not take', async () => {
  await create('free-them');
  const trail = newTrail();
  let isIn = false;
  const client = clientOf(async (command) => {
    if (!isIn) {
      isIn = true;
      const one = await refused();
      await expect(one.make()).rejects.toMatchObject({ kind: 'campaign-deleted' });
      expect(await getCaseRecord(db, one.id)).toBeUndefined();
      isIn = false;
    }
    return db.client.send(command as never);
  });
  const others = { ...deps, audit: trail.audit, campaigns: { ...db, client } };
  await createCase(others, operator, { id: 'ali', campaign: 'free-them', fields: fields('Ali') });
  expect([trail.acts(), await idsIn('free-them')]).toEqual([['case.create', 'campaign.put'], ['ali']]);
});

describe('a case that its campaign did not take, and that somebody adds to another one at the same moment', () => {
  const every = sample({ quick: 4, whole: 1 });
  /** Either it is there as a whole, or nothing of it is. */
  async function check(id: string, slug: string): Promise<void> {
    const speaks = (await idsIn(slug))?.includes(id) ?? false;
    const record = await getCaseRecord(db, id);
    if (speaks) expect([record?.id, await querySpeakers(db, id)]).toEqual([id, [slug]]);
    else if (record) expect(await querySpeakers(db, id)).toEqual([]);
  }
  const add = (with_: Db, id: string, slug: string) =>
    addCaseToCampaign({ ...deps, campaigns: with_ }, operator, { slug, id, seen: undefined }).catch((error) => {
      expect(error.kind ?? error.name).toMatch(/^(case-unknown|FaultyFile)$/);
    });
  /** A table with which something happens just before its nth call. */
  function beforeCall(table: Db, nth: number, happens: () => Promise<unknown>) {
    let calls = 0;
    const client = clientOf(async (command) => {
      if (calls++ === nth) await happens();
      return table.client.send(command as never);
    });
    return { table: { ...table, client }, calls: () => calls };
  }

  it('is whole or gone, if that is done between any two steps of erasing it', async () => {
    await create('other-one');
    for (let nth = made % every; ; nth += every) {
      const one = await refused();
      const { table, calls } = beforeCall(one.campaigns, nth, () => add(db, one.id, 'other-one'));
      await one.make(table).catch(() => undefined);
      await check(one.id, 'other-one');
      if (calls() <= nth) return;
    }
  });

  it('is whole or gone, if it is erased between any two steps of adding it', async () => {
    await create('other-one');
    for (let nth = made % every; ; nth += every) {
      let goOn = () => {};
      const one = await refused(
        new Promise<void>((resolve) => {
          goOn = resolve;
        }),
      );
      const making = one.make().catch(() => undefined);
      await one.hasBegun;
      const { table, calls } = beforeCall(db, nth, async () => {
        goOn();
        await making;
      });
      await add(table, one.id, 'other-one');
      goOn();
      await making;
      await check(one.id, 'other-one');
      if (calls() <= nth) return;
    }
  });
});
