import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { addUpdate, changeUpdate, listUpdates } from '../../../functions/core/campaigns/organise-updates.ts';
import { planCampaign } from '../../../functions/core/campaigns/plan.ts';
import { createFromFile, putSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { winCampaign } from '../../../functions/core/campaigns/turns.ts';
import { changeCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { freshOrganising } from '../../support/organise.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
let deps: Awaited<ReturnType<typeof freshOrganising>>;
beforeEach(async () => {
  deps = await freshOrganising({ now });
  const cases = [{ id: 'ali-karimov', name: 'Ali Karimov', status: 'detained' as const }];
  await putCampaign(deps.campaigns, campaignOf({ slug: 'of-others', cases }), 0);
});

const slug = 'free-them';
const foreign = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
const made = { id: 'a'.repeat(20), width: 960, height: 640, widths: [960] };

/** A fault for each check that comes after the schema. */
const ofEachCheck = {
  recipients: [foreign],
  picture: { file: 'a.jpg', alt: 'A cell' },
  related: ['of-others', 'no-such-one'],
  cases: [
    { id: 'leyla', name: 'Leyla', status: 'detained', detainedOn: '2099', picture: { made, alt: 'Leyla' } },
    { id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', work: 'Other words' },
  ],
  won: { on: '2099-01-01', words: 'They are free.' },
  handedOver: [{ on: '2098', to: 'The king' }],
};
const named = [
  ...['recipients', 'picture.file', 'cases[0].picture.made', 'related[1]'],
  ...['won.on', 'handedOver[0].on', 'cases[0].detainedOn', 'cases[1].id'],
];
/** Two of the schema besides, one of them in an entry that other checks look at. */
const ofTheSchema = {
  ...{ title: '', goal: 'many' },
  cases: [{ ...ofEachCheck.cases[0], name: '' }, ofEachCheck.cases[1]],
};
const alsoNamed = ['title', 'goal', 'cases[0].name'];

const refused = async (work: Promise<unknown>): Promise<FaultyFile> => {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(FaultyFile);
  return error as FaultyFile;
};
const fieldsOf = async (work: Promise<unknown>) => (await refused(work)).faults.map(({ field }) => field).sort();
const create = (more: object) => createCampaign(deps, operator, { ...smallFile, ...more });
const change = (patch: Record<string, unknown>, actor = operator) =>
  changeCampaign(deps, actor, { slug, patch, seen: undefined });
const storedNow = async () => (await getStoredCampaign(deps.campaigns, slug))?.revision;

describe('one answer names each fault of a campaign', () => {
  it('that is made, whichever check finds it', async () => {
    expect(await fieldsOf(create(ofEachCheck))).toEqual(named.toSorted());
    expect(await fieldsOf(create({ ...ofEachCheck, ...ofTheSchema }))).toEqual([...named, ...alsoNamed].sort());
    expect(await storedNow()).toBeUndefined();
  });

  it('that is changed, and of an entry that stays at its place', async () => {
    await create({});
    expect(await fieldsOf(change(ofEachCheck))).toEqual(named.toSorted());
    expect(await fieldsOf(change({ ...ofEachCheck, ...ofTheSchema, slug: 'another' }))).toEqual(
      [...named, ...alsoNamed, 'slug'].sort(),
    );
    const handedOver = [{ on: 'soon', to: 'The king' }, { to: '' }, { on: '2098', to: 'The king' }];
    expect(await fieldsOf(change({ handedOver }))).toEqual(
      ['handedOver[0].on', 'handedOver[1].on', 'handedOver[1].to', 'handedOver[2].on'].sort(),
    );
    expect(await storedNow()).toBe(1);
  });

  it('that is sent as a file, each with its line', async () => {
    const yaml = (more: object) => Buffer.from(JSON.stringify({ ...smallFile, ...more }, null, 1));
    const sent = { ...ofEachCheck, ...ofTheSchema };
    const faults = [...named, ...alsoNamed].sort();
    const work = () => createFromFile(deps, operator, yaml(sent));
    expect(await fieldsOf(work())).toEqual(faults);
    const lines = (await refused(work())).faults.map(({ line }) => line ?? 0);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(lines[0]).toBeGreaterThan(1);
    await create({});
    expect(await fieldsOf(putSentFile(deps, operator, { slug, bytes: yaml(sent), seen: undefined }))).toEqual(faults);
  });

  it('that a command puts', async () => {
    const { createdAt, ...file } = campaignOf({
      ...{ related: ['no-such-one'], won: ofEachCheck.won },
      cases: [{ id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', work: 'Other words' }],
    });
    expect(await fieldsOf(planCampaign(deps, operator, file))).toEqual(['cases[0].id', 'related[0]', 'won.on']);
  });

  it('once, and says nothing of what cannot be known yet', async () => {
    // Which entries stay is unknown, and so is whether a campaign will be open, and what a case says whose words are wrong.
    const related = Array.from({ length: 9 }, (_, i) => `no-such-${i}`);
    expect(await fieldsOf(create({ related }))).toEqual(['related']);
    expect(await fieldsOf(create({ related: ['no-such', 'no-such', 7, 'No slug'] }))).toEqual(
      ['related[0]', 'related[1]', 'related[2]', 'related[3]'].sort(),
    );
    expect(await fieldsOf(create({ recipients: ['age1', foreign] }))).toEqual(['recipients[0]']);
    const bare = { ...deps, deployed: { publicKeys: [], campaignPublicKeys: [] } };
    const opened = { ...smallFile, visibility: 'public', closesAt: 'soon' };
    expect(await fieldsOf(createCampaign(bare, operator, opened))).toEqual(['closesAt']);
    const cases = [{ id: 'ali-karimov', name: '', status: 'detained' }];
    expect(await fieldsOf(create({ cases }))).toEqual(['cases[0].name']);
    for (const odd of [{ cases: 'none' }, { cases: [null, 'x'] }, { won: [] }, { picture: { made: 'x' } }])
      expect((await fieldsOf(create({ ...odd, related: ['no-such'] }))).at(-1)).toBe(
        'related[0]' > (Object.keys(odd)[0] ?? '') ? 'related[0]' : 'won',
      );
  });

  it('of the schema to somebody who may not publish, and the slug that is taken only to a good file', async () => {
    await create({});
    expect(await fieldsOf(create({ title: '' }))).toEqual(['title']);
    await expect(create({ related: ['no-such-one'] })).rejects.toMatchObject({ kind: 'slug-taken' });
    const editor = organiserActor({ campaigns: { [slug]: 'editor' }, freshAt: now });
    expect(await fieldsOf(change({ title: '', publish: 'live', related: ['no-such-one'] }, editor as never))).toEqual([
      'related[0]',
      'title',
    ]);
    await expect(change({ publish: 'live' }, editor as never)).rejects.toMatchObject({ kind: 'not-allowed' });
  });
});

it('names each fault of a victory', async () => {
  await putCampaign(deps.campaigns, campaignOf({ slug }), 0);
  const win = (won: { on: string; words: string }) => winCampaign(deps, operator, { slug, seen: undefined, won });
  expect(await fieldsOf(win({ on: '2099', words: ' ' }))).toEqual(['won.on', 'won.words']);
  expect(await fieldsOf(win({ on: 'soon', words: 'x'.repeat(401) }))).toEqual(['won.on', 'won.words']);
  expect(await storedNow()).toBe(1);
});

it('names each fault of an update, its id among them', async () => {
  await create({ updates: [{ at: isoTime(now), title: 'News', text: 'News.' }] });
  const at = { slug, seen: undefined };
  const update = { id: 'mine', title: '', text: 'x', at: 'soon' };
  expect(await fieldsOf(addUpdate(deps, operator, { ...at, update }))).toEqual(['at', 'id', 'title']);
  const { updates } = await listUpdates(deps, operator, slug);
  const patch = { id: 'other', title: null, text: null };
  const faults = fieldsOf(changeUpdate(deps, operator, { ...at, id: updates[0]?.id ?? '', patch }));
  expect(await faults).toEqual(['id', 'text', 'title']);
});

describe('one answer names each fault of a case', () => {
  const faulty = { name: '', status: 'detained', detainedOn: '2099', picture: { made, alt: 'Ali' } };

  it('that is made, with its address and its campaign', async () => {
    const make = (more: object, actor = operator) => createCase(deps, actor, { fields: faulty, ...more });
    expect(await fieldsOf(make({ id: 'ali-karimov' }))).toEqual(['detainedOn', 'id', 'name', 'picture.made']);
    expect(await fieldsOf(make({ id: 'No id' }))).toEqual(['detainedOn', 'id', 'name', 'picture.made']);
    const owner = organiserActor({ campaigns: { 'of-others': 'owner' }, freshAt: now });
    expect(await fieldsOf(make({}, owner as never))).toEqual(['campaign', 'detainedOn', 'name', 'picture.made']);
    const fields = { ...faulty, name: 'Vali' };
    // Its campaign looks at it, too, and repeats nothing.
    expect(await fieldsOf(make({ fields, campaign: 'of-others' }))).toEqual(['detainedOn', 'picture.made']);
  });

  it('that is changed', async () => {
    const patch = { name: null, detainedOn: '2099', picture: { made, alt: 'Ali' } };
    const work = () => changeCase(deps, operator, { id: 'ali-karimov', patch, seen: undefined });
    expect(await fieldsOf(work())).toEqual(['detainedOn', 'name', 'picture.made']);
  });
});
