import { DeleteItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { type Db, queryPartition } from '../../../functions/core/aws/db.ts';
import { CASE_TAKEN } from '../../../functions/core/campaigns/case-changes.ts';
import { eraseBegun } from '../../../functions/core/campaigns/case-erasure.ts';
import { caseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { getIndexed, putIndexed, querySpeakers } from '../../../functions/core/campaigns/case-index.ts';
import { putCaseRecord } from '../../../functions/core/campaigns/case-store.ts';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { headIs } from '../../../functions/core/campaigns/head-store.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { carryOut, type Plan, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { queryVersionTexts, strikeFromVersions } from '../../../functions/core/campaigns/version-erasure.ts';
import { putVersionText } from '../../../functions/core/campaigns/version-store.ts';
import { planUndo, undoCampaign, versionSeen } from '../../../functions/core/campaigns/versions.ts';
import { caseSeen } from '../../../functions/core/cases/case.ts';
import { changeCase, removeCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { casesSeen } from '../../../functions/core/cases/list.ts';
import { filesOf, keptName } from '../../../functions/core/pictures/address.ts';
import { organiserActor } from '../../support/access.ts';
import { type CampaignChanges, campaignOf, groupOf, smallFile } from '../../support/campaign.ts';
import { justAfter, meanwhile } from '../../support/meanwhile.ts';
import { organiseDeps } from '../../support/organise.ts';
import { newTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const STORY = 'Eight letters from cell four';
const face = { made: { id: 'a'.repeat(20), width: 640, height: 640, widths: [320, 640] }, alt: 'Nino' };
const nino = { id: 'nino', name: 'Nino Secret', status: 'detained', people: 1, story: STORY, picture: face } as const;
const id = nino.id;
const translations = { az: { title: 'Azad', demand: 'Azad et.', cases: { [id]: { story: 'Səkkiz məktub' } } } };

let db: Db;
let deps: ReturnType<typeof organiseDeps>;
let trail: ReturnType<typeof newTrail>;
beforeEach(async () => {
  db = (await freshTables()).Campaigns;
  trail = newTrail();
  deps = { ...organiseDeps(db, time), audit: trail.audit };
  await putGroup(deps.campaigns, groupOf(), 0);
  for (const file of filesOf(face.made)) await deps.pictures.put(keptName(file), new Uint8Array([1]));
});
const create = (slug: string, more: object = {}) =>
  createCampaign(deps, operator, { ...smallFile, slug, recipients: [], cases: [nino], ...more });
const change = (slug: string, patch: Record<string, unknown>) =>
  changeCampaign(deps, operator, { slug, patch, seen: undefined });
const takeOut = (slug: string) => removeCaseFromCampaign(deps, operator, { slug, id, seen: undefined });
const erase = (with_ = deps) => removeCase(with_, operator, { id, seen: undefined });
const everything = async (slug: string) => {
  const files = [];
  for await (const { file } of queryVersionTexts(db, slug)) files.push(file);
  return JSON.stringify(files);
};
const kept = () => deps.pictures.names().filter((name) => name.startsWith('kept/'));
const itemsOf = (command: object) =>
  command instanceof TransactWriteItemsCommand ? (command.input.TransactItems ?? []) : [];
const isClaiming = (command: object) => itemsOf(command)[0]?.Put?.Item?.erasing !== undefined;
const isOfVersions = (command: object) =>
  command instanceof QueryCommand && command.input.ExpressionAttributeValues?.[':version'] !== undefined;
const isStriking = (command: object) => itemsOf(command).some(({ Put }) => Put?.Item?.to !== undefined);
const isLast = (command: object) => itemsOf(command)[0]?.Delete !== undefined;
const undo = (slug: string, revision: number, actor = operator) =>
  undoCampaign(deps, actor, { slug, revision, what: 'texts', seen: undefined });

describe('an erased case', () => {
  it('is in no version of the campaigns that had it, nor in any item of their histories', async () => {
    await create('first-one', { translations, visibility: 'public' });
    await create('second-one');
    await change('first-one', { goal: 5 });
    for (const slug of ['first-one', 'second-one']) await takeOut(slug);
    expect(await everything('first-one')).toContain(STORY);
    await erase();
    for (const slug of ['first-one', 'second-one'])
      for (const word of [STORY, 'Nino', 'nino', 'Səkkiz', face.made.id])
        expect(await everything(slug)).not.toContain(word);
    const { version, file } = await versionSeen(deps, operator, { slug: 'first-one', revision: 1 });
    expect(version).toMatchObject({ revision: 1, act: 'campaign.open', erased: ['2026-03-01T12:00:00.000Z'] });
    expect([file.title, file.cases, file.translations?.az]).toEqual([
      ...[smallFile.title, [], { title: 'Azad', demand: 'Azad et.' }],
    ]);
    expect(await queryPartition(db, `case#${id}`, { consistent: true })).toEqual([]);
  });

  it('does not come back by an undo, which brings back the rest and says so', async () => {
    await create('first-one', { why: 'First.' });
    await change('first-one', { why: 'Second.' });
    await takeOut('first-one');
    await erase();
    const back = await undo('first-one', 1);
    expect(back).toMatchObject({
      campaign: { why: 'First.', cases: [] },
      erased: ['2026-03-01T12:00:00.000Z'],
      kept: [],
    });
    await expect(caseSeen(deps, operator, id)).rejects.toMatchObject({ kind: 'case-unknown' });
  });

  it('takes the files of its pictures along, also of former ones', async () => {
    const other = { ...face, made: { ...face.made, id: 'b'.repeat(20) } };
    for (const file of filesOf(other.made)) await deps.pictures.put(keptName(file), new Uint8Array([1]));
    await create('first-one', { visibility: 'public' });
    await changeCase(deps, operator, { id, patch: { picture: other }, seen: undefined });
    await takeOut('first-one');
    expect(kept()).toHaveLength(8);
    await erase();
    expect(deps.pictures.names()).toEqual([]);
  });

  it('takes along the picture of its first version, however much was written since', async () => {
    await create('first-one');
    await takeOut('first-one');
    // DynamoDB reads 1 MB at once.
    const story = 'Eight letters. '.repeat(20_000);
    const { picture: _, ...bare } = nino;
    const older = { id, language: 'en', at: '2026-02-01T12:00:00Z', by: 'operator' };
    for (let revision = 1; revision <= 5; revision++) {
      const fields = revision === 1 ? nino : { ...bare, story };
      const before = { ...older, revision, fields };
      const Item = marshall({ ...before, pk: `case#${id}`, sk: `version#00000000${revision}` });
      await db.client.send(new PutItemCommand({ TableName: db.table, Item }));
    }
    const { record } = await caseSeen(deps, operator, id);
    const fields = { ...record.fields, picture: undefined };
    const Item = marshall({ ...record, fields, pk: `case#${id}`, sk: 'record' }, { removeUndefinedValues: true });
    await db.client.send(new PutItemCommand({ TableName: db.table, Item }));
    const without = (file: { cases?: unknown }) => (String(file.cases) === '' ? undefined : { ...file, cases: [] });
    const condition = headIs(db, 'first-one', 2);
    await strikeFromVersions(db, 'first-one', { without, at: older.at, condition, holds: async () => true });
    expect(kept()).toHaveLength(4);
    await erase();
    expect(kept()).toEqual([]);
  });

  it('leaves a picture that a campaign or another case has, too', async () => {
    await create('first-one');
    await create('second-one', { cases: [], picture: face });
    await takeOut('first-one');
    await erase();
    expect(kept()).toHaveLength(4);
    await create('third-one', { cases: [{ ...nino, id: 'vali' }] });
    await removeCaseFromCampaign(deps, operator, { slug: 'third-one', id: 'vali', seen: undefined });
    await change('second-one', { picture: null });
    await create('fourth-one');
    await takeOut('fourth-one');
    await erase();
    expect(kept()).toHaveLength(4);
    await removeCase(deps, operator, { id: 'vali', seen: undefined });
    expect(kept()).toEqual([]);
  });

  it('is still there to be erased after a crash half way', async () => {
    await create('first-one');
    await takeOut('first-one');
    // Words that a crash has left without a record.
    await putVersionText(db, 'first-one', { revision: 9 }, { ...smallFile, cases: [nino], crashed: true });
    const campaigns = meanwhile(db, isLast, async () => Promise.reject(new Error('The process has ended.')));
    await expect(erase({ ...deps, campaigns })).rejects.toThrow('ended');
    expect((await caseSeen(deps, operator, id)).record.fields.name).toBe('Nino Secret');
    await erase();
    expect(await everything('first-one')).not.toContain('Nino');
  });

  it('leaves no story in the entry of the trail that says so', async () => {
    await create('first-one');
    await takeOut('first-one');
    await erase();
    const { entries } = await trail.audit.list();
    expect(entries[0]).toMatchObject({ act: 'case.remove', subject: id, before: { revision: 1 } });
    expect(JSON.stringify(entries[0])).not.toContain(STORY);
  });

  it('goes from the history of a campaign also when the last one that has it is deleted', async () => {
    await create('first-one');
    await create('second-one');
    await takeOut('first-one');
    await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'second-one' }));
    expect(await everything('first-one')).not.toContain(STORY);
  });
});

describe('a case whose campaign once gave it no id', () => {
  const { id: _, ...nameless } = nino;
  /** As campaigns were stored before each case got an id with its first write. */
  const write = async (slug: string, cases: CampaignChanges['cases']) => {
    const before = await getStoredCampaign(db, slug, { consistent: true });
    const after = before ? { ...before.campaign, cases } : campaignOf({ slug, cases });
    const plan: Plan = { act: 'campaign.put', before, after: after as Plan['after'], changes: [], dangers: [] };
    await carryOut(deps, operator, plan);
  };
  const others = [{ name: 'Ali Karimov', status: 'detained', people: 1, story: 'Somebody else' }] as const;

  it.each([
    ['another id than the made one', [[nameless]]],
    ['a corrected name before', [[{ ...nameless, name: 'Ninno Secret' }], [nameless]]],
    ['another name and a new story before', [[{ ...nameless, name: 'N. Secret', story: `${STORY}!` }], [nameless]]],
    ['another name with the id', [[{ ...nameless, name: 'Somebody' }]]],
  ])('is struck from all versions: it got %s', async (_case, versions) => {
    for (const cases of versions) await write('first-one', [...cases, ...others]);
    await write('first-one', [nino, ...others]);
    await write('first-one', [...others]);
    expect(await everything('first-one')).toContain(STORY);
    await erase();
    const left = await everything('first-one');
    for (const word of [STORY, 'Secret', 'Somebody"', face.made.id]) expect(left).not.toContain(word);
    expect(left).toContain('Ali Karimov');
    expect((await undo('first-one', 1)).campaign.cases.map(({ name }) => name)).toEqual(['Ali Karimov']);
    expect(kept()).toEqual([]);
  });

  it('is struck from all versions also after a crash between two of them', async () => {
    await write('first-one', [nameless]);
    await write('first-one', [nino]);
    await write('first-one', [{ ...nameless, name: 'Nino Changed' }]);
    await write('first-one', []);
    let struck = 0;
    const campaigns = meanwhile(
      db,
      (command) => isStriking(command) && ++struck === 3,
      async () => Promise.reject(new Error('It has ended.')),
    );
    await expect(erase({ ...deps, campaigns })).rejects.toThrow('ended');
    await erase();
    expect(await everything('first-one')).not.toContain('Nino');
  });

  it('can be erased once it left its campaign without ever having one', async () => {
    await write('first-one', [nameless, ...others]);
    await write('first-one', [...others]);
    const { cases } = await casesSeen(deps, operator, { limit: 9 });
    expect(cases).toMatchObject([{ name: 'Nino Secret', campaigns: [] }]);
    await removeCase(deps, operator, { id: cases[0]?.id ?? '', seen: undefined });
    expect(await everything('first-one')).not.toContain(STORY);
    expect(await everything('first-one')).toContain('Ali Karimov');
    expect(kept()).toEqual([]);
  });

  it('stays in the history of its campaign if the write that gives it an id is refused', async () => {
    await write('first-one', [nameless]);
    const one = { ...campaignOf({ slug: 'first-one' }), cases: [nino] };
    await expect(putCampaign(db, one, 7)).rejects.toThrow();
    const at = '2026-03-01T12:00:00.000Z';
    const record = { id, revision: 1, language: 'en', fields: nameless, at, by: 'operator' };
    await putCaseRecord(db, record, undefined);
    await eraseBegun(deps, operator, record);
    expect(await everything('first-one')).toContain(STORY);
  });
});

describe('a case that campaigns left before there were notes of that', () => {
  const forgetNotes = (...slugs: string[]) =>
    Promise.all(
      slugs.map((slug) => {
        const Key = { pk: { S: `case#${id}` }, sk: { S: `spoke#${slug}` } };
        return db.client.send(new DeleteItemCommand({ TableName: db.table, Key }));
      }),
    );

  it('goes from their histories, too, also as it was without an id', async () => {
    const { id: _, ...unnamed } = nino;
    await create('first-one');
    await create('second-one', { cases: [] });
    const made = caseIds('second-one', [unnamed])[0] ?? '';
    await putVersionText(db, 'second-one', { revision: 9 }, { ...smallFile, cases: [unnamed] });
    await takeOut('first-one');
    await forgetNotes('first-one');
    await erase();
    expect(await everything('first-one')).not.toContain(STORY);
    await create('third-one', { cases: [{ ...nino, id: made, picture: undefined }] });
    await removeCaseFromCampaign(deps, operator, { slug: 'third-one', id: made, seen: undefined });
    await removeCase(deps, operator, { id: made, seen: undefined });
    expect(await everything('second-one')).not.toContain(STORY);
  });

  it('goes from their histories, also if another one of its address was begun and refused', async () => {
    await create('first-one');
    await takeOut('first-one');
    const { pk, sk } = { pk: { S: `case#${id}` }, sk: { S: 'record' } };
    await db.client.send(new DeleteItemCommand({ TableName: db.table, Key: { pk, sk } }));
    const isOfCampaign = (command: object) =>
      command instanceof TransactWriteItemsCommand &&
      command.input.TransactItems?.[0]?.Put?.Item?.pk?.S === 'campaigns';
    await create('second-one', { cases: [] });
    const campaigns = meanwhile(db, isOfCampaign, async () => Promise.reject(new Error('It is away.')));
    const begin = (with_: typeof deps) =>
      createCase(with_, operator, { campaign: 'second-one', id, fields: { name: 'Nino', status: 'detained' } });
    await expect(begin({ ...deps, campaigns })).rejects.toThrow('away');
    expect(await everything('first-one')).toContain(STORY);
    await begin(deps);
    await takeOut('second-one');
    await erase();
    expect(await everything('first-one')).not.toContain(STORY);
  });

  it('is looked for once, and after a crash from where that has ended', async () => {
    for (const slug of ['first-one', 'second-one']) {
      await create(slug);
      await takeOut(slug);
    }
    await forgetNotes('first-one', 'second-one');
    await putIndexed(db, 'first-one', 'histories');
    await erase();
    expect(await getIndexed(db, 'histories')).toBe(true);
    expect(await everything('first-one')).toContain(STORY);
    expect(await everything('second-one')).not.toContain(STORY);
  });
});

describe('somebody who writes while a case is erased', () => {
  const add = () => addCaseToCampaign(deps, operator, { slug: 'first-one', id, seen: undefined });
  const tell = () => changeCase(deps, operator, { id, patch: { story: 'Out on bail' }, seen: undefined });
  const eraseWhile = (isMoment: (command: object) => boolean, happens: () => Promise<unknown>) =>
    erase({ ...deps, campaigns: meanwhile(db, isMoment, happens) });

  it('and adds it to a campaign before the claim keeps it there, with its picture and all versions', async () => {
    await create('first-one');
    await takeOut('first-one');
    await expect(eraseWhile(isClaiming, add)).rejects.toMatchObject({ kind: 'case-spoken-for' });
    expect((await caseSeen(deps, operator, id)).campaigns).toHaveLength(1);
    expect(kept()).toHaveLength(4);
    for (const revision of [1, 3]) {
      const { version, file } = await versionSeen(deps, operator, { slug: 'first-one', revision });
      expect([version.erased, file.cases]).toMatchObject([undefined, [{ id, story: STORY }]]);
    }
    const { entries } = await trail.audit.list();
    expect(entries[0]).toMatchObject({ act: 'case.remove', outcome: 'failed' });
    await tell();
  });

  it('and changes it before the claim keeps what they wrote', async () => {
    await create('first-one');
    await takeOut('first-one');
    await expect(eraseWhile(isClaiming, tell)).rejects.toMatchObject({ name: 'OtherCase', seen: 1 });
    const { record } = await caseSeen(deps, operator, id);
    expect(record).toMatchObject({ revision: 2, fields: { story: 'Out on bail' } });
    expect(await everything('first-one')).toContain(STORY);
    await erase();
    await expect(caseSeen(deps, operator, id)).rejects.toMatchObject({ kind: 'case-unknown' });
  });

  it.each([
    ['once it is claimed', isOfVersions],
    ['while versions are struck', isStriking],
    ['at the last moment', isLast],
  ])('can neither change nor add it %s', async (_, isMoment) => {
    await create('first-one');
    await takeOut('first-one');
    const refused: unknown[] = [];
    await eraseWhile(isMoment, async () => {
      for (const write of [add, tell]) await write().catch((error) => refused.push(error.kind));
    });
    expect(refused).toEqual(['case-unknown', 'case-unknown']);
    await expect(caseSeen(deps, operator, id)).rejects.toMatchObject({ kind: 'case-unknown' });
    expect(await everything('first-one')).not.toContain(STORY);
  });

  it('and deletes its last campaign erases it as it is then', async () => {
    await create('first-one');
    const campaigns = meanwhile(db, isClaiming, tell);
    await carryOut({ ...deps, campaigns }, operator, await planDeletion(deps, operator, { slug: 'first-one' }));
    expect(await queryPartition(db, `case#${id}`, { consistent: true })).toEqual([]);
  });

  it('and undoes gets all of the old version but the case', async () => {
    await create('first-one', { why: 'First.' });
    await takeOut('first-one');
    await change('first-one', { why: 'Second.' });
    let back: unknown;
    await eraseWhile(isOfVersions, async () => (back = await undo('first-one', 1)));
    expect(back).toMatchObject({ campaign: { why: 'First.', cases: [] }, kept: [{ name: 'Nino Secret', how: 'out' }] });
    expect(await everything('first-one')).not.toContain(STORY);
  });

  it('and erases it, too, is told that it is gone', async () => {
    await create('first-one');
    await takeOut('first-one');
    for (const isMoment of [isOfVersions, isStriking, isLast]) {
      await createCase(deps, operator, { id: 'vali', fields: { name: 'Vali', status: 'detained' } });
      const both = () => removeCase(deps, operator, { id: 'vali', seen: undefined });
      await removeCase({ ...deps, campaigns: meanwhile(db, isMoment, both) }, operator, {
        id: 'vali',
        seen: undefined,
      });
      await expect(caseSeen(deps, operator, 'vali')).rejects.toMatchObject({ kind: 'case-unknown' });
    }
    await eraseWhile(isStriking, erase);
    expect(await everything('first-one')).not.toContain(STORY);
  });

  it('and strikes another case from the same history leaves none of both', async () => {
    const vali = { id: 'vali', name: 'Vali', status: 'detained', story: 'Another story' } as const;
    await create('first-one', { cases: [nino, vali] });
    await change('first-one', { cases: [] });
    await eraseWhile(isStriking, () => removeCase(deps, operator, { id: 'vali', seen: undefined }));
    const left = await everything('first-one');
    for (const word of [STORY, 'Another story', 'Vali']) expect(left).not.toContain(word);
    for (const revision of [1, 2]) {
      const { file } = await versionSeen(deps, operator, { slug: 'first-one', revision });
      expect([file.title, file.cases]).toEqual([smallFile.title, []]);
    }
  });
});

describe('a claim that a crash has left', () => {
  const crash = async () => Promise.reject(new Error('It has ended.'));

  it('of a campaign that spoke for it after all is given up by whoever reads the case', async () => {
    await create('first-one');
    await takeOut('first-one');
    const add = () => addCaseToCampaign(deps, operator, { slug: 'first-one', id, seen: undefined });
    let campaigns = meanwhile(db, isClaiming, add);
    campaigns = justAfter(campaigns, isClaiming, crash);
    await expect(erase({ ...deps, campaigns })).rejects.toThrow('ended');
    const { record } = await changeCase(deps, operator, { id, patch: { story: 'Out' }, seen: undefined });
    expect(record.fields.story).toBe('Out');
  });

  it('keeps a case out of campaigns until it is erased, also under its old form', async () => {
    await create('first-one');
    await takeOut('first-one');
    await expect(erase({ ...deps, campaigns: justAfter(db, isClaiming, crash) })).rejects.toThrow('ended');
    await expect(create('second-one')).rejects.toMatchObject({ faults: [{ message: CASE_TAKEN }] });
    const again = { id, fields: { name: nino.name, status: nino.status } };
    await expect(createCase(deps, operator, again)).rejects.toMatchObject({ faults: [{ message: CASE_TAKEN }] });
    await erase();
    const cases = [{ ...nino, picture: undefined }];
    expect((await create('second-one', { cases })).campaign.cases).toMatchObject([{ id }]);
    expect((await caseSeen(deps, operator, id)).record.revision).toBe(1);
  });
});

it('leaves no name in a row of a campaign whose write was refused', async () => {
  await create('first-one');
  await takeOut('first-one');
  const two = await getStoredCampaign(db, 'first-one', { consistent: true });
  const one = { ...campaignOf({ slug: 'first-one' }), cases: [nino] };
  const isOfCampaign = (command: object) =>
    command instanceof TransactWriteItemsCommand && command.input.TransactItems?.[0]?.Put?.Item?.pk?.S === 'campaigns';
  const late = meanwhile(db, isOfCampaign, () => change('first-one', { goal: 5 }));
  await expect(putCampaign(late, one, two?.revision)).rejects.toThrow();
  expect(await querySpeakers(db, id)).toEqual(['first-one']);
  await erase();
  expect(await querySpeakers(db, id)).toEqual([]);
});

describe('to undo', () => {
  const editor = organiserActor({ account: 'org_editor', campaigns: { 'first-one': 'editor' } });

  it('brings back all but a case that others speak for, and names it', async () => {
    await create('first-one', { why: 'First.', translations });
    await create('second-one');
    await removeCaseFromCampaign(deps, editor, { slug: 'first-one', id, seen: undefined });
    await change('first-one', { why: 'Second.' });
    const plan = await planUndo(deps, editor, { slug: 'first-one', revision: 1, what: 'texts', seen: undefined });
    expect(plan.kept).toEqual([{ name: 'Nino Secret', how: 'out' }]);
    const { campaign, kept } = await undo('first-one', 1, editor);
    expect([campaign.why, campaign.cases, kept]).toEqual(['First.', [], plan.kept]);
    expect(campaign.translations?.az).toEqual({ title: 'Azad', demand: 'Azad et.' });
  });

  it('takes back no release that others have posted', async () => {
    await create('first-one', { why: 'First.' });
    await create('second-one');
    const released = { status: 'released', history: [{ status: 'released', on: '2026-02-27' }] };
    await changeCase(deps, operator, { id, patch: released, seen: undefined });
    await change('first-one', { why: 'Second.' });
    expect(await undo('first-one', 1, editor)).toMatchObject({
      campaign: { why: 'First.', cases: [{ id, status: 'released' }] },
      kept: [{ name: 'Nino Secret', how: 'now' }],
    });
    await takeOut('first-one');
    expect(await undo('first-one', 1)).toMatchObject({
      campaign: { cases: [{ id, status: 'released' }] },
      kept: [{ name: 'Nino Secret', how: 'now' }],
    });
    expect((await getStoredCampaign(db, 'second-one', { consistent: true }))?.campaign.cases[0]?.status).toBe(
      'released',
    );
  });

  it('brings back a case that its editor may add', async () => {
    await create('first-one');
    await takeOut('first-one');
    expect(await undo('first-one', 1)).toMatchObject({ campaign: { cases: [{ id, story: STORY }] }, kept: [] });
    await addCaseToCampaign(deps, operator, { slug: 'first-one', id, seen: undefined });
  });
});
