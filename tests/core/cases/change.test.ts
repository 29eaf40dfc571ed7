import {
  DeleteItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, operator } from '../../../functions/core/access/actor.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { changeCampaign } from '../../../functions/core/campaigns/organise.ts';
import { picturesOfOthers, picturesWanted } from '../../../functions/core/campaigns/pictures-of-others.ts';
import { carryOut, planCampaign, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { saidBefore } from '../../../functions/core/campaigns/undo-cases.ts';
import { caseSeen } from '../../../functions/core/cases/case.ts';
import { changeCase, OtherCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { caseVersions } from '../../../functions/core/cases/list.ts';
import { filesOf, keptName, pictureName } from '../../../functions/core/pictures/address.ts';
import { organiserActor } from '../../support/access.ts';
import { type CampaignChanges, campaignOf, smallFile } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { organiseDeps } from '../../support/organise.ts';
import { newTrail, type Trail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const ali = { id: 'ali-karimov', name: 'Ali Karimov', work: 'journalist', status: 'detained', people: 1 } as const;
const released = { status: 'released', history: [{ status: 'released', on: '2026-02-27' }] } as const;

let db: Db;
let trail: Trail;
let deps: ReturnType<typeof organiseDeps>;
beforeEach(async () => {
  db = (await freshTables()).Campaigns;
  trail = newTrail();
  deps = { ...organiseDeps(db, time), audit: trail.audit };
});
/** A campaign as it was stored before cases were things of their own. */
async function stored(slug: string, more: CampaignChanges = {}) {
  await putCampaign(db, campaignOf({ slug, cases: [ali], visibility: 'public', ...more }), 0);
}
const copyIn = async (slug: string) =>
  (await getStoredCampaign(db, slug, { consistent: true }))?.campaign.cases.find(({ id }) => id === ali.id);
const revisionOf = async (slug: string) => (await getStoredCampaign(db, slug, { consistent: true }))?.revision;
const change = (patch: Record<string, unknown>, seen?: number, actor = operator, with_ = deps) =>
  changeCase(with_, actor, { id: ali.id, patch, seen });
const versions = async (actor: Actor = operator) =>
  (await caseVersions(deps, actor, { id: ali.id, before: undefined, limit: 50 })).versions;
const editorOf = (...slugs: string[]) =>
  organiserActor({ account: 'org_editor', campaigns: Object.fromEntries(slugs.map((slug) => [slug, 'editor'])) });
const messageOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown) => thrown);
  expect(error).toBeInstanceOf(FaultyFile);
  return (error as FaultyFile).faults.map(({ field, message }) => `${field} ${message}`).join('\n');
};
const face = { made: { id: 'a'.repeat(20), width: 640, height: 640, widths: [320, 640] }, alt: 'Ali' };
const online = () => deps.pictures.names().filter((name) => name.startsWith('pictures/'));
const onlineFor = (...slugs: string[]) =>
  slugs.flatMap((slug) => filesOf(face.made).map((file) => pictureName(slug, file))).sort();
const upload = (made = face.made) =>
  Promise.all(filesOf(made).map((file) => deps.pictures.put(keptName(file), new Uint8Array([1]))));
const isPutOf = (slug: string) => (command: object) =>
  command instanceof TransactWriteItemsCommand &&
  JSON.stringify((command.input as TransactWriteItemsCommandInput).TransactItems?.[0]).includes(`"S":"${slug}"`);

describe('a change of a case', () => {
  it('is made beside others that come at the same moment, if none names a revision', async () => {
    await stored('first-one');
    const changes = [{ work: 'editor' }, { charge: 'Treason' }, { sentence: '9 years' }];
    await Promise.all(changes.map((patch) => change(patch)));
    expect(await copyIn('first-one')).toMatchObject(Object.assign({}, ...changes));
    const both = await Promise.allSettled([change({ work: 'A' }, 4), change({ work: 'B' }, 4)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('shows in each campaign that speaks for it, and in no other one', async () => {
    await Promise.all([
      stored('first-one'),
      stored('second-one'),
      stored('others', { cases: [{ ...ali, id: 'vali' }] }),
    ]);
    const seen = await change(released, 1);
    expect(seen).toMatchObject({ record: { revision: 2, fields: released }, behind: [], others: 0, mayWrite: true });
    for (const slug of ['first-one', 'second-one']) expect(await copyIn(slug)).toEqual({ ...ali, ...released });
    expect(await revisionOf('others')).toBe(1);
    expect(deps.relisted.sort()).toEqual(['first-one', 'second-one']);
  });

  it('is in the trail as one act, and as one of each campaign', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    await change({ work: 'editor' });
    expect(trail.entries().map(({ act, subject }) => `${act} ${subject}`)).toEqual([
      ...['case.change ali-karimov', 'campaign.put first-one', 'campaign.put second-one'],
    ]);
    expect(trail.entries()[0]).toMatchObject({ before: { work: 'journalist' }, after: { work: 'editor' } });
  });

  it('keeps who wrote each version, and when; the first is what campaigns had before', async () => {
    await stored('first-one');
    await change({ work: 'editor' });
    time.now += 1_000;
    await change({ work: null }, 2, editorOf('first-one'));
    expect((await versions()).map(({ revision, fields, by, at }) => [revision, fields.work, by, at])).toEqual([
      [3, undefined, 'org_editor', '2026-03-01T12:00:01.000Z'],
      [2, 'editor', 'operator', '2026-03-01T12:00:00.000Z'],
      [1, 'journalist', undefined, undefined],
    ]);
    time.now -= 1_000;
  });

  it('takes only what a case may be, not its address, and no picture that was not uploaded here', async () => {
    await stored('first-one');
    expect(await messageOf(change({ status: 'free' }))).toContain('status must be one of detained, released, died');
    expect(await messageOf(change({ id: 'other' }))).toContain('id ');
    expect(await messageOf(change({ picture: { alt: 'x' } }))).toContain('picture.file must name the picture');
    expect(await messageOf(change({ picture: { file: 'ali.jpg', alt: 'x' } }))).toContain(
      'picture.file is on a computer',
    );
    expect(await messageOf(change({ picture: face }))).toContain('picture.made is no picture that was uploaded here');
    expect(await messageOf(change({ name: null }))).toContain('name is missing');
    await expect(change({}, 1, operator, deps).then(({ record }) => record.revision)).resolves.toBe(1);
    await expect(changeCase(deps, operator, { id: 'nobody', patch: {}, seen: 1 })).rejects.toMatchObject({
      kind: 'case-unknown',
    });
  });

  it('leaves the pictures that campaigns have, and their translations, but not of words that are gone', async () => {
    const picture = face;
    const history = [{ status: 'detained', on: '2025-01-01', note: 'at home' }] as const;
    await stored('first-one', {
      cases: [{ ...ali, picture, history: [...history] }],
      translations: {
        de: {
          ...{ title: 'Freiheit', demand: 'Freilassen.' },
          cases: { [ali.id]: { work: 'Journalist', name: 'Ali', history: { '2025-01-01': { note: 'zu Hause' } } } },
        },
      },
    });
    await change({ work: null, history: [...history, { status: 'released', on: '2026-02-27' }], status: 'released' });
    const one = async () => (await getStoredCampaign(db, 'first-one', { consistent: true }))?.campaign;
    expect((await one())?.cases[0]).toMatchObject({ picture, status: 'released' });
    expect((await one())?.translations?.de?.cases).toEqual({
      [ali.id]: { name: 'Ali', history: { '2025-01-01': { note: 'zu Hause' } } },
    });
    await change({ history: null });
    expect((await one())?.translations?.de?.cases).toEqual({ [ali.id]: { name: 'Ali' } });
  });

  it('gives a campaign in another language the facts, and leaves it its words', async () => {
    await stored('first-one', { createdAt: '2026-01-02T00:00:00.000Z' });
    await stored('second-one', { language: 'az', cases: [{ ...ali, name: 'Əli Kərimov', work: 'jurnalist' }] });
    await change({ ...released, work: 'editor', history: [{ ...released.history[0], note: 'on bail' }] });
    expect(await copyIn('first-one')).toMatchObject({ work: 'editor', history: [{ note: 'on bail' }] });
    expect(await copyIn('second-one')).toEqual({
      ...{ ...ali, name: 'Əli Kərimov', work: 'jurnalist', ...released },
    });
    // Its own words are its own: no other campaign changes with them.
    await changeCampaign(deps, operator, {
      slug: 'second-one',
      patch: { cases: [{ ...(await copyIn('second-one')), work: 'redaktor' }] },
      seen: undefined,
    });
    expect(await copyIn('first-one')).toMatchObject({ name: 'Ali Karimov', work: 'editor' });
  });
});

describe('two people', () => {
  it('who change a case at once: the second one sees what the first one wrote', async () => {
    await stored('first-one');
    await change({ work: 'editor' }, 1);
    const error = await change({ work: 'poet' }, 1).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(OtherCase);
    expect(error).toMatchObject({ seen: 1, current: { record: { revision: 2, fields: { work: 'editor' } } } });
    const both = await Promise.allSettled([change({ work: 'poet' }, 2), change({ charge: 'treason' }, 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('never leave an older version in a campaign, whose write of it comes late', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    const slow = { ...deps, campaigns: meanwhile(db, isPutOf('first-one'), () => change({ work: 'poet' })) };
    expect((await change({ work: 'editor' }, undefined, operator, slow)).record.fields.work).toBe('poet');
    expect([(await copyIn('first-one'))?.work, (await copyIn('second-one'))?.work]).toEqual(['poet', 'poet']);
  });

  it('do not lose the text of a campaign that is written at the same moment', async () => {
    await stored('first-one');
    const other = () => changeCampaign(deps, operator, { slug: 'first-one', patch: { goal: 777 }, seen: undefined });
    await change({ work: 'editor' }, 1, operator, { ...deps, campaigns: meanwhile(db, isPutOf('first-one'), other) });
    expect((await getStoredCampaign(db, 'first-one'))?.campaign).toMatchObject({
      goal: 777,
      cases: [{ work: 'editor' }],
    });
  });
});

describe('a change that stops half way', () => {
  /** A table whose connection breaks when a campaign is written. */
  const brokenAt = (slug: string): Db => ({
    ...db,
    client: clientOf(async (command) => {
      if (isPutOf(slug)(command)) throw new Error('no connection');
      return db.client.send(command as never);
    }),
  });

  it('says where, and is finished by the same call, also with the revision of before', async () => {
    await Promise.all(['first-one', 'second-one', 'third-one'].map((slug) => stored(slug)));
    const broken = { ...deps, campaigns: brokenAt('second-one') };
    await expect(change(released, 1, operator, broken)).rejects.toThrow('no connection');
    expect((await caseSeen(deps, operator, ali.id)).behind).toEqual(['second-one']);
    const seen = await change(released, 1);
    expect([seen.record.revision, seen.behind]).toEqual([2, []]);
    expect(await copyIn('second-one')).toEqual({ ...ali, ...released });
    // Those that had it were not written again.
    expect(await Promise.all(['first-one', 'second-one', 'third-one'].map(revisionOf))).toEqual([2, 2, 2]);
    expect((await change(released, 2)).record.revision).toBe(2);
  });

  it('is finished by any later change', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    await change({ work: 'poet' }, 1, operator, { ...deps, campaigns: brokenAt('second-one') }).catch(() => undefined);
    await change({ charge: 'treason' }, 2);
    expect(await copyIn('second-one')).toMatchObject({ work: 'poet', charge: 'treason' });
  });

  it('before a campaign is changed by its file: the case is written, and the campaign follows', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    const { campaign } = (await getStoredCampaign(db, 'first-one')) ?? {};
    const { createdAt, ...file } = { ...campaign, cases: [{ ...ali, work: 'poet' }] } as never as Record<
      string,
      unknown
    >;
    const plan = await planCampaign(deps, operator, file as never);
    const broken = { ...deps, campaigns: brokenAt('first-one') };
    await expect(carryOut(broken, operator, plan)).rejects.toThrow('no connection');
    expect((await caseSeen(deps, operator, ali.id)).behind).toEqual(['first-one', 'second-one']);
    await carryOut(deps, operator, plan);
    expect([(await copyIn('first-one'))?.work, (await copyIn('second-one'))?.work]).toEqual(['poet', 'poet']);
  });
});

describe('the picture of a case', () => {
  it('is shown by each campaign that speaks for it and is no draft, from a folder of its own', async () => {
    await Promise.all([
      stored('first-one'),
      stored('second-one'),
      stored('a-draft', { visibility: 'draft' }),
      stored('others', { cases: [{ ...ali, id: 'vali' }] }),
    ]);
    await upload();
    expect((await change({ picture: face })).record.fields.picture).toEqual(face);
    for (const slug of ['first-one', 'second-one', 'a-draft']) expect((await copyIn(slug))?.picture).toEqual(face);
    expect(online()).toEqual(onlineFor('first-one', 'second-one'));
    await change({ picture: { alt: 'Ali at his desk' } });
    expect((await copyIn('second-one'))?.picture?.alt).toBe('Ali at his desk');
    await change({ picture: null });
    expect([online(), (await copyIn('first-one'))?.picture]).toEqual([[], undefined]);
    expect(deps.pictures.names()).toHaveLength(4);
  });

  it('that a command stored for one campaign reaches the next one, too', async () => {
    await stored('first-one', { cases: [{ ...ali, picture: face }] });
    for (const name of onlineFor('first-one')) await deps.pictures.put(name, new Uint8Array([1]));
    await stored('third-one', { cases: [] });
    await addCaseToCampaign(deps, operator, { slug: 'third-one', id: ali.id, seen: undefined });
    expect(online()).toEqual(onlineFor('first-one', 'third-one'));
    await change({ picture: { credit: 'Eve' } });
    expect((await copyIn('third-one'))?.picture).toEqual({ ...face, credit: 'Eve' });
  });

  it('that one campaign changes is that of all, and goes from the folders of all', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    await upload();
    const patch = (picture?: object) => ({ cases: [{ ...ali, ...(picture && { picture }) }] });
    await changeCampaign(deps, operator, { slug: 'first-one', patch: patch(face), seen: undefined });
    expect(online()).toEqual(onlineFor('first-one', 'second-one'));
    await changeCampaign(deps, operator, { slug: 'second-one', patch: patch(), seen: undefined });
    expect([online(), (await copyIn('first-one'))?.picture]).toEqual([[], undefined]);
  });

  it('has words of its own in a campaign in another language, and in translations, until another one comes', async () => {
    const own = { ...face, alt: 'Али' };
    await stored('first-one', {
      cases: [{ ...ali, picture: { ...face, credit: 'Eve' } }],
      translations: {
        de: {
          ...{ title: 'Freiheit', demand: 'Freilassen.' },
          cases: { [ali.id]: { name: 'Ali', picture: { alt: 'Er', credit: 'Von Eve' } } },
        },
      },
    });
    await stored('second-one', { language: 'ru', cases: [{ ...ali, picture: own }] });
    await upload();
    const german = async () =>
      (await getStoredCampaign(db, 'first-one', { consistent: true }))?.campaign.translations?.de?.cases;
    await change({ picture: { alt: 'Ali at his desk', credit: null } });
    expect((await copyIn('second-one'))?.picture).toEqual(own);
    expect(await german()).toEqual({ [ali.id]: { name: 'Ali', picture: { alt: 'Er' } } });
    const other = { made: { ...face.made, id: 'b'.repeat(20) }, alt: 'Ali in 2026' };
    await upload(other.made);
    await change({ picture: other });
    expect((await copyIn('second-one'))?.picture).toEqual(other);
    expect(await german()).toEqual({ [ali.id]: { name: 'Ali' } });
  });
});

describe('the right to change a case', () => {
  it('is that to write every campaign that speaks for it', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    await expect(change(released, 1, editorOf('first-one'))).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(await copyIn('first-one')).toEqual(ali);
    const viewer = organiserActor({ campaigns: { 'first-one': 'editor', 'second-one': 'viewer' } });
    await expect(change(released, 1, viewer)).rejects.toMatchObject({ kind: 'not-allowed' });
    expect((await change(released, 1, editorOf('first-one', 'second-one'))).record.revision).toBe(2);
    await expect(change(released, 1, organiserActor({ isAdmin: true }))).resolves.toMatchObject({ mayWrite: true });
  });

  it('is no way around it by the file of one campaign', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    const byFile = (cases: object[], actor = editorOf('first-one')) =>
      changeCampaign(deps, actor, { slug: 'first-one', patch: { cases }, seen: undefined });
    expect(await messageOf(byFile([{ ...ali, ...released }]))).toContain('cases[0].id is in other campaigns as well');
    expect((await byFile([])).campaign.cases).toEqual([]);
    expect(await messageOf(byFile([ali]))).toContain('cases[0].id is the address of another case');
    await stored('third-one', { cases: [] });
    await expect(
      addCaseToCampaign(deps, editorOf('third-one'), { slug: 'third-one', id: ali.id, seen: undefined }),
    ).rejects.toMatchObject({ kind: 'case-unknown' });
    await expect(
      addCaseToCampaign(deps, organiserActor({ campaigns: { 'third-one': 'editor', 'second-one': 'viewer' } }), {
        ...{ slug: 'third-one', id: ali.id, seen: undefined },
      }),
    ).rejects.toMatchObject({ kind: 'not-allowed' });
  });

  it('says the same of each case of others: nobody learns for whom a draft is prepared', async () => {
    await stored('first-one', { cases: [] });
    await stored('second-one', { visibility: 'draft', cases: [{ ...ali, id: 'in-a-draft' }] });
    await stored('third-one', { visibility: 'public', cases: [{ ...ali, id: 'in-public' }] });
    await createCase(deps, organiserActor({ isAdmin: true, account: 'org_bbbbbbbbbbbbbbbb' }), {
      ...{ id: 'in-none', fields: { name: 'Ali Karimov', status: 'detained' } },
    });
    const editor = editorOf('first-one');
    const guessed = async (id: string) => {
      const cases = [{ ...ali, id, name: 'A guess' }];
      const fields = { name: 'A guess', status: 'detained' };
      return [
        await messageOf(changeCampaign(deps, editor, { slug: 'first-one', patch: { cases }, seen: undefined })),
        await messageOf(createCase(deps, editor, { id, campaign: 'first-one', fields })),
      ];
    };
    const words = 'id is the address of another case: write another one, or ask an admin';
    for (const id of ['in-a-draft', 'in-public', 'in-none'])
      expect(await guessed(id), id).toEqual([`cases[0].${words}`, words]);
  });

  it('gives a further case of a name an address that counts nothing, and the same call the same address', async () => {
    await stored('first-one', { cases: [] });
    await stored('second-one', { visibility: 'draft', cases: [{ ...ali, id: 'secret-beta' }] });
    const fields = { name: 'Secret Beta', status: 'detained' };
    const editor = editorOf('first-one');
    const made = async () => (await createCase(deps, editor, { campaign: 'first-one', fields })).record.id;
    const [first, second] = [await made(), await made()];
    for (const id of [first, second]) expect(id).toMatch(/^secret-beta-[0-9a-f]{6}$/);
    expect(first).not.toBe(second);
  });

  it('counts other campaigns only where everybody sees them: nobody learns that others prepare one for a prisoner', async () => {
    await Promise.all([stored('first-one'), stored('second-one', { visibility: 'draft' })]);
    await stored('third-one', { visibility: 'unlisted' });
    const before = await getStoredCampaign(db, 'first-one');
    const [viewer, admin] = [
      organiserActor({ campaigns: { 'first-one': 'viewer' } }),
      organiserActor({ isAdmin: true }),
    ];
    const counted = async (actor: Actor) => {
      const seen = await caseSeen(deps, actor, ali.id);
      const [taken] = await saidBefore(deps, actor, { before, after: { cases: [] } });
      return [seen.campaigns.length, seen.others, taken?.others];
    };
    expect(await counted(viewer)).toEqual([1, 0, 0]);
    expect(await counted(admin)).toEqual([3, 0, 2]);
    await stored('fourth-one');
    expect(await counted(viewer)).toEqual([1, 1, 1]);
  });

  it('shows nobody a case of campaigns that they do not see, nor the names of these', async () => {
    await Promise.all([stored('first-one'), stored('second-one', { visibility: 'draft' })]);
    expect(await caseSeen(deps, editorOf('first-one'), ali.id)).toMatchObject({
      ...{ campaigns: [{ campaign: { slug: 'first-one' } }], others: 0, mayWrite: false },
    });
    await expect(caseSeen(deps, editorOf('elsewhere'), ali.id)).rejects.toMatchObject({ kind: 'case-unknown' });
    await expect(versions(editorOf('elsewhere'))).rejects.toMatchObject({ kind: 'case-unknown' });
  });

  it('reads no more for a case of others than for none, so that no time tells that they prepare a campaign for it', async () => {
    await Promise.all([stored('first-one', { visibility: 'draft' }), stored('own', { cases: [] })]);
    await caseSeen(deps, operator, ali.id);
    const editor = editorOf('own');
    const picture = { made: { ...face.made, id: 'b'.repeat(20) }, alt: 'Ali' };
    const uses: ((id: string) => Promise<unknown>)[] = [
      (id) => caseSeen(deps, editor, id),
      (id) => caseVersions(deps, editor, { id, before: undefined, limit: 50 }),
      (id) => changeCase(deps, editor, { id, patch: { work: 'poet' }, seen: undefined }),
      (id) => addCaseToCampaign(deps, editor, { slug: 'own', id, seen: undefined }),
      (id) => picturesOfOthers(deps, editor, picturesWanted({ cases: [{ ...ali, id, picture }] }), []),
    ];
    for (const use of uses) {
      // A query that finds nothing costs nothing on some engines, so its units would differ.
      const callsFor = async (id: string) => (await unitsOf(db, () => use(id).catch((refused) => refused))).length;
      expect(await callsFor(ali.id)).toBe(await callsFor('nobody'));
    }
  });
});

describe('a new case', () => {
  const fields = { name: 'Ali Karimov', status: 'detained' };
  const failing = (isFailing: (command: object) => boolean) => {
    const client = clientOf(async (command) => {
      if (isFailing(command)) throw new Error('The table cannot be reached.');
      return db.client.send(command as never);
    });
    return { ...deps, campaigns: { ...db, client } };
  };

  it('whose campaign cannot be written is not left behind', async () => {
    await stored('first-one', { cases: [] });
    const broken = failing(isPutOf('first-one'));
    await expect(createCase(broken, operator, { campaign: 'first-one', fields })).rejects.toThrow('cannot be reached');
    await expect(caseSeen(deps, operator, ali.id)).rejects.toMatchObject({ kind: 'case-unknown' });
    const cases = [ali];
    await expect(
      changeCampaign(broken, operator, { slug: 'first-one', patch: { cases }, seen: undefined }),
    ).rejects.toThrow('cannot be reached');
    await expect(caseSeen(deps, operator, ali.id)).rejects.toMatchObject({ kind: 'case-unknown' });
    expect((await createCase(deps, operator, { campaign: 'first-one', fields })).record.id).toBe(ali.id);
  });

  it('whose campaign cannot be written leaves its picture, so that the same call can be made again', async () => {
    await stored('first-one', { cases: [] });
    await upload();
    const broken = failing(isPutOf('first-one'));
    const pictured = { ...fields, picture: face };
    const call = { campaign: 'first-one', fields: pictured };
    await expect(createCase(broken, operator, call)).rejects.toThrow('cannot be reached');
    await expect(
      changeCampaign(broken, operator, { slug: 'first-one', patch: { cases: [pictured] }, seen: undefined }),
    ).rejects.toThrow('cannot be reached');
    expect((await createCase(deps, operator, call)).record.fields.picture).toEqual(face);
  });

  it('whose campaign cannot be written is in the trail with its end, and without one if it was written after all', async () => {
    await stored('first-one', { cases: [] });
    await expect(
      createCase(failing(isPutOf('first-one')), operator, { campaign: 'first-one', fields }),
    ).rejects.toThrow('cannot be reached');
    const acts = async () =>
      (await trail.audit.list()).entries.filter(({ subject }) => subject === ali.id).map(({ act }) => act);
    expect(await acts()).toEqual(['case.remove', 'case.create']);
    const relist = async () => Promise.reject(new Error('Lists cannot be reached.'));
    await expect(createCase({ ...deps, relist }, operator, { campaign: 'first-one', fields })).rejects.toThrow('Lists');
    expect(await acts()).toEqual(['case.create', 'case.remove', 'case.create']);
    expect(await copyIn('first-one')).toMatchObject(fields);
  });
});

describe('a day that is still to come', () => {
  const on = (day: string) => ({ status: 'released', history: [{ status: 'released', on: day }] });
  const words = 'must not be after today: write it once it has happened';

  it('is refused, wherever a case is written', async () => {
    await stored('first-one');
    expect(await messageOf(change(on('2026-03-03')))).toBe(`history[0].on ${words}`);
    expect(await messageOf(change({ detainedOn: '2026-04' }))).toBe(`detainedOn ${words}`);
    const fields = { name: 'Vali', ...on('2027') };
    expect(await messageOf(createCase(deps, operator, { campaign: 'first-one', fields }))).toBe(
      `history[0].on ${words}`,
    );
    const cases = [{ ...ali, ...on('2027') }];
    expect(
      await messageOf(changeCampaign(deps, operator, { slug: 'first-one', patch: { cases }, seen: undefined })),
    ).toBe(`cases[0].history[0].on ${words}`);
    expect(await copyIn('first-one')).toEqual(ali);
  });

  it('is none if it has begun anywhere on earth, or is as exact as this month', async () => {
    await stored('first-one');
    // It is noon in London, and the second of March on Kiritimati.
    for (const day of ['2026-03-02', '2026-03', '2026'])
      expect((await change(on(day))).record.fields.history?.[0]?.on).toBe(day);
  });

  it('that is stored already hinders no other change', async () => {
    await stored('first-one', { cases: [{ ...ali, ...on('2027') } as never] });
    expect((await change({ work: 'poet' })).record.fields.work).toBe('poet');
    await changeCampaign(deps, operator, { slug: 'first-one', patch: { goal: 5 }, seen: undefined });
  });
});

describe('the file of a campaign', () => {
  const put = async (slug: string, cases: object[]) => {
    const found = await getStoredCampaign(db, slug, { consistent: true });
    const file = { ...campaignOf({ ...smallFile, slug, visibility: 'public' }), cases } as never;
    const { createdAt, ...fields } = file as { createdAt: string };
    await carryOut(deps, operator, await planCampaign(deps, operator, fields as never));
    return found;
  };

  it('that says something new of a case says it for all campaigns that speak for it', async () => {
    await Promise.all([stored('first-one'), stored('second-one')]);
    await put('first-one', [{ ...ali, ...released }]);
    expect(await copyIn('second-one')).toEqual({ ...ali, ...released });
    expect((await caseSeen(deps, operator, ali.id)).record).toMatchObject({ revision: 2, by: 'operator' });
  });

  it('that names a case of others for the first time must say the same, or it is told what differs', async () => {
    await stored('first-one');
    await change(released);
    const fault = await messageOf(put('second-one', [{ ...ali, work: 'poet' }]));
    expect(fault).toContain('differs from the case of this id in first-one: work, status, history');
    expect(await getStoredCampaign(db, 'second-one')).toBeUndefined();
    await put('second-one', [{ ...ali, ...released }]);
    expect((await caseSeen(deps, operator, ali.id)).campaigns.map(({ campaign }) => campaign.slug)).toEqual([
      ...['first-one', 'second-one'],
    ]);
  });

  it('that names a case of others without its picture gets it', async () => {
    await stored('first-one');
    await upload();
    await change({ picture: face });
    await put('second-one', [ali]);
    expect((await copyIn('second-one'))?.picture).toEqual(face);
    expect(online()).toEqual(onlineFor('first-one', 'second-one'));
  });

  it('with a new case makes its first version at once', async () => {
    await put('first-one', [ali]);
    expect(await versions()).toMatchObject([{ revision: 1, by: 'operator', fields: { name: ali.name } }]);
  });

  it('asks the table for no case that it does not change', async () => {
    await put('first-one', [ali]);
    const asked: string[] = [];
    const counting = clientOf(async (command) => {
      if (command instanceof QueryCommand || command instanceof DeleteItemCommand)
        asked.push(...Object.values(command.input as object).map((value) => JSON.stringify(value) ?? ''));
      return db.client.send(command as never);
    });
    const with_ = { ...deps, campaigns: { ...db, client: counting } };
    await changeCampaign(with_, operator, { slug: 'first-one', patch: { goal: 5 }, seen: undefined });
    expect(asked.filter((text) => text.includes('"cases"') || text.includes('case#'))).toEqual([]);
  });

  it('of a campaign that others write meanwhile leaves no half case', async () => {
    await stored('first-one');
    const plan = await planCampaign(deps, operator, {
      ...(campaignOf({ slug: 'first-one', cases: [{ ...ali, work: 'poet' }] }) as never as object),
      createdAt: undefined,
    } as never);
    await changeCampaign(deps, operator, { slug: 'first-one', patch: { goal: 5 }, seen: undefined });
    await expect(carryOut(deps, operator, plan)).rejects.toThrow(expect.objectContaining({ name: 'ChangedMeanwhile' }));
    expect((await caseSeen(deps, operator, ali.id)).record.fields.work).toBe('journalist');
  });
});

it('knows the campaigns that were stored before there were rows of cases', async () => {
  await Promise.all([stored('first-one'), stored('second-one')]);
  for (const slug of ['first-one', 'second-one'])
    await db.client.send(
      new DeleteItemCommand({ TableName: db.table, Key: { pk: { S: 'cases' }, sk: { S: `${ali.id}#${slug}` } } }),
    );
  expect((await change(released, 1)).campaigns).toHaveLength(2);
});

it('leaves a campaign without a word to its translations that have none, also as `constructor`', async () => {
  const de = { title: 'Frei', demand: 'Freiheit' };
  // The rules of today refuse this id.
  const cases = [{ ...ali, id: 'constructor' }];
  await putCampaign(db, { ...campaignOf({ slug: 'first-one', translations: { de } }), cases }, 0);
  await removeCaseFromCampaign(deps, operator, { slug: 'first-one', id: 'constructor', seen: undefined });
  const after = await getStoredCampaign(db, 'first-one', { consistent: true });
  expect([after?.campaign.cases, after?.campaign.translations]).toEqual([[], { de }]);
});

it('is no longer in a campaign that dropped it, and goes with the last one that is deleted', async () => {
  await Promise.all([stored('first-one'), stored('second-one')]);
  await change({ work: 'poet' });
  await removeCaseFromCampaign(deps, editorOf('first-one'), { slug: 'first-one', id: ali.id, seen: undefined });
  expect((await caseSeen(deps, operator, ali.id)).campaigns.map(({ campaign }) => campaign.slug)).toEqual([
    'second-one',
  ]);
  await addCaseToCampaign(deps, operator, { slug: 'first-one', id: ali.id, seen: undefined });
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'first-one' }));
  expect((await caseSeen(deps, operator, ali.id)).record.revision).toBe(2);
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'second-one' }));
  await expect(caseSeen(deps, operator, ali.id)).rejects.toMatchObject({ kind: 'case-unknown' });
});
