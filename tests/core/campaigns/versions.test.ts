import { randomBytes } from 'node:crypto';
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { queryPartition } from '../../../functions/core/aws/db.ts';
import { versionsOf } from '../../../functions/core/campaigns/demands.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { OtherRevision } from '../../../functions/core/campaigns/organise-deps.ts';
import { carryOut, planCampaign, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { makePreview } from '../../../functions/core/campaigns/previews.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { putVersionRecord, putVersionText, queryVersion } from '../../../functions/core/campaigns/version-store.ts';
import {
  fileChanges,
  planUndo,
  undoCampaign,
  versionSeen,
  versionsSeen,
} from '../../../functions/core/campaigns/versions.ts';
import { HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { deployedKey, freshOrganising } from '../../support/organise.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
const slug = 'free-them';
let deps: Awaited<ReturnType<typeof freshOrganising>>;
beforeEach(async () => {
  time.now = start;
  deps = await freshOrganising(time);
});
const role = (name: 'owner' | 'editor' | 'viewer', campaign = slug) =>
  organiserActor({ campaigns: { [campaign]: name }, freshAt: time.now });
const create = (more: object = {}) =>
  createCampaign(deps, operator, { ...smallFile, recipients: [deployedKey], ...more });
const change = (patch: Record<string, unknown>, actor = operator) =>
  changeCampaign(deps, actor, { slug, patch, seen: undefined });
const list = async (before?: number, limit = 50) =>
  (await versionsSeen(deps, operator, { slug, before, limit })).versions;
const fileAt = async (revision: number) => (await versionSeen(deps, operator, { slug, revision })).file;
const undo = (revision: number, what: 'texts' | 'all' = 'texts', actor = operator, seen?: number) =>
  undoCampaign(deps, actor, { slug, revision, what, seen });
const partition = (kind: string) => queryPartition(deps.campaigns, `${kind}#${slug}`, { consistent: true });

describe('the history', () => {
  it('has each revision with its file, and says who wrote it, when, by which act and from where', async () => {
    await create();
    time.now += HOUR;
    await change({ title: 'Free all of them' }, role('editor'));
    await carryOut(deps, operator, await planCampaign(deps, operator, { ...(await fileAt(2)), goal: 7 }));
    expect(await list()).toEqual([
      {
        revision: 3,
        at: isoTime(start + HOUR),
        by: 'operator',
        client: 'command',
        act: 'campaign.put',
        changed: ['goal'],
      },
      {
        ...{ revision: 2, at: isoTime(start + HOUR), by: role('editor').account },
        ...{ client: 'console', act: 'campaign.put', changed: ['title'] },
      },
      { revision: 1, at: isoTime(start), by: 'operator', client: 'command', act: 'campaign.put' },
    ]);
    expect([(await fileAt(1)).title, (await fileAt(2)).title, (await fileAt(3)).goal]).toEqual([
      ...['Free them', 'Free all of them', 7],
    ]);
  });

  it('comes in pages, the newest first', async () => {
    await create();
    for (const goal of [1, 2, 3]) await change({ goal });
    const first = await versionsSeen(deps, operator, { slug, before: undefined, limit: 2 });
    expect([first.versions.map(({ revision }) => revision), first.next]).toEqual([[4, 3], 3]);
    expect((await list(first.next)).map(({ revision }) => revision)).toEqual([2, 1]);
  });

  it('names acts that change no text, and stores the same words once', async () => {
    await create({ visibility: 'public' });
    const texts = async () => (await partition('versions')).filter(({ sk }) => sk?.S?.startsWith('t#')).length;
    expect(await texts()).toBe(1);
    await takeTurn(deps, operator, 'pause', { slug, seen: undefined });
    await takeTurn(deps, operator, 'open', { slug, seen: undefined });
    expect((await list()).map(({ act }) => act)).toEqual(['campaign.open', 'campaign.pause', 'campaign.open']);
    expect(await texts()).toBe(1);
  });

  it('of a campaign from before it begins with what was there before the next change', async () => {
    await putCampaign(deps.campaigns, campaignOf({ title: 'As it was' }), 0);
    expect(await list()).toEqual([]);
    await change({ title: 'As it is' });
    expect(await list()).toMatchObject([{ revision: 2, by: 'operator' }, { revision: 1 }]);
    expect((await list())[1]).toEqual({ revision: 1 });
    expect((await fileAt(1)).title).toBe('As it was');
  });

  it('keeps a file that needs several items', async () => {
    // No compression makes it small.
    const why = randomBytes(700_000).toString('base64');
    const record = await putVersionText(deps.campaigns, slug, { revision: 5, at: isoTime(start) }, { why });
    await putVersionRecord(deps.campaigns, record);
    expect((await partition('versions')).filter(({ sk }) => sk?.S?.startsWith('t#')).length).toBeGreaterThan(1);
    expect((await queryVersion(deps.campaigns, slug, 5))?.file).toEqual({ why });
  });

  it('has no version of a change that lost a race, and none after a crash before the change', async () => {
    await create();
    const both = await Promise.allSettled([change({ goal: 5 }), change({ goal: 6 })]);
    const won = both.filter(({ status }) => status === 'fulfilled').length;
    const { campaign, revision } = (await getStoredCampaign(deps.campaigns, slug, { consistent: true })) ?? {};
    expect(revision).toBe(1 + won);
    expect((await fileAt(revision ?? 0)).goal).toBe(campaign?.goal);
    // The process ends after the words of the version, before the campaign.
    const client = Object.create(deps.campaigns.client);
    client.send = (command: object) => {
      if (command instanceof TransactWriteItemsCommand) throw new Error('The process has ended.');
      return deps.campaigns.client.send(command as never);
    };
    const broken = { ...deps, campaigns: { ...deps.campaigns, client } };
    await expect(changeCampaign(broken, operator, { slug, patch: { goal: 7 }, seen: undefined })).rejects.toThrow(
      'ended',
    );
    expect(await list()).toHaveLength(revision ?? 0);
    await change({ goal: 8 });
    expect((await fileAt((revision ?? 0) + 1)).goal).toBe(8);
  });

  it('goes with the campaign, and so do its previews', async () => {
    await create();
    await makePreview(deps, operator, { slug });
    await change({ goal: 5 });
    await carryOut(deps, operator, await planDeletion(deps, operator, { slug }));
    expect([await partition('versions'), await partition('previews')]).toEqual([[], []]);
    await expect(list()).rejects.toMatchObject({ kind: 'campaign-deleted' });
    // Brought back, it has a history from then on.
    await carryOut(deps, operator, await planCampaign(deps, operator, campaignOf({ title: 'Back' })));
    expect(await list()).toMatchObject([{ revision: 4 }]);
  });

  it('is for those who may see the campaign, and for no other campaign', async () => {
    await create();
    await create({ slug: 'other' });
    const asked = { slug: 'other', before: undefined, limit: 5 };
    await expect(versionsSeen(deps, role('owner'), asked)).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(versionSeen(deps, role('owner'), { slug: 'other', revision: 1 })).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    expect((await versionsSeen(deps, role('viewer'), { ...asked, slug })).versions).toHaveLength(1);
    await expect(versionSeen(deps, operator, { slug, revision: 9 })).rejects.toMatchObject({ kind: 'version-unknown' });
  });
});

describe('to undo', () => {
  it('brings back the texts of a version as a new one, and leaves who sees it and when', async () => {
    await create({ why: 'First.' });
    await change({ why: 'Second.', targets: [{ name: 'The court' }] }, role('editor'));
    await takeTurn(deps, operator, 'open', { slug, seen: undefined });
    const back = await undo(1, 'texts', role('editor'));
    expect(back).toMatchObject({ revision: 4, campaign: { why: 'First.', visibility: 'public' } });
    expect(back.campaign.targets).toEqual(smallFile.targets);
    expect((await list())[0]).toMatchObject({ revision: 4, act: 'campaign.undo', by: role('editor').account });
    expect(
      fileChanges(await fileAt(1), await fileAt(4))
        .map(({ what }) => what)
        .sort(),
    ).toEqual(['opensAt', 'visibility']);
  });

  it('leaves the words of the group as they are in each language, if only texts come back', async () => {
    const group = { name: 'Free Voices', contact: 'ask@free-voices.example', controller: 'Before' };
    const words = (title: string, controller: string) => ({ title, demand: 'Frei.', group: { controller } });
    const fr = { title: 'Libre', demand: 'Libre.', group: { controller: 'Avant' } };
    await create({ group, translations: { de: words('Erst', 'Vorher'), fr } });
    await change({ group: { controller: 'Now' }, translations: { de: words('Dann', 'Jetzt'), fr: null } });
    const { campaign } = await undo(1, 'texts', role('editor'));
    expect([campaign.group?.controller, campaign.translations?.de]).toEqual(['Now', words('Erst', 'Jetzt')]);
    expect(campaign.translations?.fr).toEqual({ title: 'Libre', demand: 'Libre.' });
    await expect(undo(1, 'all', role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    expect((await undo(1, 'all', role('owner'))).campaign.translations?.de?.group).toEqual({ controller: 'Vorher' });
  });

  it('keeps languages that came later, if only texts come back, and removes them otherwise, which takes an owner', async () => {
    const de = { title: 'Frei', demand: 'Frei.' };
    const fr = { title: 'Libre', demand: 'Libre.', targets: { 'The court': { name: 'La cour' } } };
    await create({ visibility: 'public', why: 'First.', translations: { de } });
    await change({ why: 'Second.', targets: [{ name: 'The court' }], translations: { fr, de: { title: 'Freiheit' } } });
    const { campaign } = await undo(1, 'texts', role('editor'));
    // What the version did not have goes, with its words.
    expect([campaign.why, campaign.translations]).toEqual(['First.', { de, fr: { title: 'Libre', demand: 'Libre.' } }]);
    await expect(undo(1, 'all', role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    expect((await undo(1, 'all', role('owner'))).campaign.translations).toEqual({ de });
  });

  it('takes a former original away only with the right to publish', async () => {
    await create({ visibility: 'public' });
    await change({ language: 'de', translations: { en: { title: 'Free', demand: 'Free them.' } } });
    await expect(undo(1, 'texts', role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    expect((await undo(1, 'texts', role('owner'))).campaign.language).toBe('en');
  });

  it('never rewrites what people have signed: the demand of a signed campaign gets a new version', async () => {
    await create({ visibility: 'public', demand: 'Free one.' });
    time.now += HOUR;
    await change({ demand: 'Free two.' });
    time.now += HOUR;
    const { campaign } = await undo(1);
    expect(campaign.demand).toBe('Free one.');
    expect(versionsOf(campaign).map(({ version, demand }) => [version, demand])).toEqual([
      ...[
        [1, 'Free one.'],
        [2, 'Free two.'],
        [3, 'Free one.'],
      ],
    ]);
  });

  it('imprisons nobody again, in no campaign that speaks for them, unless that was chosen', async () => {
    const detained = { id: 'ali', name: 'Ali', status: 'detained' as const, story: 'Then.' };
    const released = { status: 'released' as const, history: [{ status: 'released' as const, on: '2026-02-01' }] };
    await create({ cases: [detained, { name: 'Leyla', status: 'detained' }] });
    await create({ slug: 'other', cases: [detained] });
    await change({
      cases: [
        { ...detained, ...released, story: 'Now.' },
        { name: 'Leyla', ...released },
      ],
    });
    const ofOther = async () => (await getStoredCampaign(deps.campaigns, 'other'))?.campaign.cases[0];
    expect(await ofOther()).toMatchObject(released);
    const said = [
      { name: 'Ali', now: 'released', back: 'detained', others: 1 },
      { name: 'Leyla', now: 'released', back: 'detained', others: 0 },
    ];
    const plan = await planUndo(deps, operator, { slug, revision: 1, what: 'texts', seen: undefined });
    expect([plan.said, plan.dangers]).toEqual([said, []]);
    const back = await undo(1);
    expect(back.campaign.cases).toMatchObject([{ ...released, story: 'Then.' }, released]);
    expect(await ofOther()).toMatchObject({ ...released, story: 'Then.' });
    const all = await undoCampaign(deps, operator, {
      slug,
      revision: 1,
      what: 'texts',
      happened: true,
      seen: undefined,
    });
    expect([all.said, all.campaign.cases.map(({ status }) => status)]).toEqual([said, ['detained', 'detained']]);
    expect((await ofOther())?.status).toBe('detained');
    // Each change of a case is an act about the case.
    const { entries } = await deps.audit.list({ subject: 'ali', limit: 10 });
    expect(entries.map(({ act, after }) => [act, after])).toEqual([
      ['case.change', { status: 'detained' }],
      ['case.change', { story: 'Then.' }],
      ['case.change', { ...released, story: 'Now.' }],
      ['case.create', { name: 'Ali', people: 1, status: 'detained', story: 'Then.' }],
    ]);
  });

  it('keeps the words of what has happened in other languages', async () => {
    const az = (cases: object) => ({ az: { title: 'Ad', demand: 'Tələb', cases } });
    const ali = { id: 'ali', name: 'Ali', status: 'detained' as const };
    await create({ cases: [ali], translations: az({ ali: { name: 'Əli' } }) });
    const history = [{ status: 'released' as const, on: '2026-02-01', note: 'on bail' }];
    const words = { '2026-02-01': { note: 'zaminə' } };
    await change({ cases: [{ ...ali, status: 'released', history }], translations: az({ ali: { history: words } }) });
    const { campaign } = await undo(1);
    expect(campaign.cases).toMatchObject([{ status: 'released', history }]);
    expect(campaign.translations).toEqual(az({ ali: { name: 'Əli', history: words } }));
  });

  it.each(['texts', 'all'] as const)('keeps the news of %s, with their words in other languages', async (what) => {
    const german = { title: 'Freiheit', demand: 'Lasst sie frei.', summary: 'Kurz.', why: 'Darum.' };
    const told = { at: isoTime(start), id: 'told', title: 'A trial', text: 'It begins.' };
    await create({ updates: [told], translations: { de: german } });
    const later = { at: isoTime(start + HOUR), id: 'later', title: 'Free', text: 'He is free.', draft: true };
    const news = { updates: { [told.at]: { title: 'Ein Prozess', text: 'Er beginnt.' } } };
    const handedOver = [{ on: '2026-02-01', to: 'A minister' }];
    await change({
      ...{ title: 'Other', updates: [{ ...told, text: 'It began.' }, later], handedOver },
      translations: { de: { ...german, title: 'Anders', ...news } },
    });
    const now = await fileAt(2);
    await undo(1, what);
    const back = await fileAt(3);
    expect(back).toMatchObject({ title: 'Free them', updates: now.updates, handedOver: now.handedOver });
    expect(back.translations).toEqual({ de: { ...german, ...news } });
  });

  it.each(['texts', 'all'] as const)('takes back no victory with %s, unless that was chosen', async (what) => {
    const german = { title: 'Freiheit', demand: 'Lasst sie frei.' };
    const won = { on: '2026-02-01', words: 'He is free.' };
    const inGerman = { de: { ...german, won: { words: 'Er ist frei.' } } };
    await create({ visibility: 'public', translations: { de: german } });
    await change({ title: 'Other', won, translations: inGerman });
    const plan = await planUndo(deps, operator, { slug, revision: 1, what, seen: undefined });
    expect([plan.victory, plan.dangers.includes('outcome-removed')]).toEqual([{ now: won }, false]);
    expect(await undo(1, what)).toMatchObject({
      victory: { now: won },
      campaign: { title: 'Free them', won, translations: inGerman },
    });
    const asked = { slug, revision: 1, what, seen: undefined };
    const back = await undoCampaign(deps, operator, { ...asked, happened: true });
    expect([back.victory, back.campaign.won, back.campaign.translations]).toEqual([
      { now: won },
      undefined,
      { de: german },
    ]);
    // One that was taken back does not come again by itself, either.
    expect(await undo(2, what)).toMatchObject({ victory: { back: won }, campaign: { title: 'Other' } });
    expect((await undoCampaign(deps, operator, { ...asked, revision: 2, happened: true })).campaign.won).toEqual(won);
    expect((await undo(2, what)).victory).toBeUndefined();
  });

  it('brings back everything only for those who may publish', async () => {
    await create();
    await takeTurn(deps, operator, 'open', { slug, seen: undefined });
    const asked = (actor = operator) => planUndo(deps, actor, { slug, revision: 1, what: 'all', seen: undefined });
    await expect(asked(role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(asked({ ...role('owner'), freshAt: start - HOUR })).rejects.toMatchObject({ kind: 'not-fresh' });
    const plan = await asked(role('owner'));
    expect(plan.dangers).toContain('draft-again');
    expect((await undo(1, 'all', role('owner'))).campaign.visibility).toBe('draft');
    await expect(undo(2, 'texts', role('viewer'))).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(undo(2, 'texts', role('owner', 'other'))).rejects.toMatchObject({ kind: 'not-allowed' });
  });

  it('writes nothing if nothing differs, if somebody else wrote meanwhile, or if the rules of today refuse it', async () => {
    await create();
    expect((await undo(1)).revision).toBe(1);
    await change({ goal: 5 });
    await expect(undo(1, 'texts', operator, 1)).rejects.toBeInstanceOf(OtherRevision);
    const foreign = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
    const before = await planCampaign(deps, operator, { ...(await fileAt(2)), recipients: [foreign] });
    await carryOut(deps, operator, before);
    await change({ recipients: [deployedKey] });
    await expect(undo(3, 'all')).rejects.toBeInstanceOf(FaultyFile);
    expect(await list()).toHaveLength(4);
  });

  it('leaves a trail that names the act', async () => {
    await create();
    await change({ goal: 5 });
    await undo(1);
    const { entries } = await deps.audit.list();
    expect(entries[0]).toMatchObject({
      ...{ act: 'campaign.undo', broughtBack: 1, before: { goal: 5 }, after: { goal: 100 } },
    });
  });
});
