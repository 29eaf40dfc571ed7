import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { changeCampaign, createCampaign, planFile, planNew } from '../../../functions/core/campaigns/organise.ts';
import { OtherRevision } from '../../../functions/core/campaigns/organise-deps.ts';
import { carryOut, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { campaignSeen, campaignsSeen } from '../../../functions/core/campaigns/seen.ts';
import { planSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { filesOf, shareFile } from '../../../functions/core/pictures/address.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { deployedKey, freshOrganising } from '../../support/organise.ts';
import { refusedFields } from '../../support/refused-fields.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
let deps: Awaited<ReturnType<typeof freshOrganising>>;
beforeEach(async () => {
  time.now = start;
  deps = await freshOrganising(time);
});
const slug = 'free-them';
const role = (name: 'owner' | 'editor' | 'viewer') => organiserActor({ campaigns: { [slug]: name }, freshAt: start });
const create = (more: object = {}) => createCampaign(deps, operator, { ...smallFile, ...more });
const change = (patch: Record<string, unknown>, seen?: number, actor = operator) =>
  changeCampaign(deps, actor, { slug, patch, seen });

it('makes a draft, unless the fields say who can see it, and tells lists of it', async () => {
  expect(await create()).toMatchObject({ revision: 1, campaign: { slug, visibility: 'draft', language: 'en' } });
  expect(await getStoredCampaign(deps.campaigns, slug)).toMatchObject({
    revision: 1,
    campaign: { title: 'Free them' },
  });
  expect((await create({ slug: 'other', visibility: 'public' })).campaign.visibility).toBe('public');
  expect(deps.relisted).toEqual([slug, 'other']);
});

it('names every faulty field, and stores nothing', async () => {
  const faulty = create({ goal: 0, opensAt: 'soon', targets: [], titel: 'x' });
  expect((await refusedFields(faulty)).sort()).toEqual(['goal', 'opensAt', 'targets', 'titel']);
  expect(await getStoredCampaign(deps.campaigns, slug)).toBeUndefined();
});

it('checks no texts for a request that is answered by now', async () => {
  const before = await create();
  const actor = { ...role('owner'), answered: AbortSignal.abort(new Error('answered')) };
  const fields = { ...smallFile, titel: 'x' };
  await expect(planFile(deps, actor, before, fields)).rejects.toThrow('answered');
  await expect(planNew(deps, { ...actor, isAdmin: true }, fields)).rejects.toThrow('answered');
  await expect(planSentFile(deps, actor, { slug, bytes: Buffer.from('['), seen: undefined })).rejects.toThrow(
    'answered',
  );
});

it('refuses a slug that is taken, also by a deleted campaign, and by one that comes at the same moment', async () => {
  const both = await Promise.allSettled([create(), create()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(create()).rejects.toMatchObject({ kind: 'slug-taken' });
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug }));
  await expect(create()).rejects.toMatchObject({ kind: 'slug-taken' });
});

it('refuses keys that are not deployed, pictures in files, campaigns that are not there, and private keys', async () => {
  const foreign = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
  expect(await refusedFields(create({ recipients: [foreign] }))).toEqual(['recipients']);
  expect(await refusedFields(create({ recipients: [deployedKey, foreign] }))).toEqual(['recipients']);
  expect(await refusedFields(create({ picture: { file: 'a.jpg', alt: 'x' } }))).toEqual(['picture.file']);
  const made = { id: 'a'.repeat(20), width: 960, height: 640, widths: [960] };
  expect(await refusedFields(create({ picture: { made, alt: 'x' } }))).toEqual(['picture.made']);
  expect(await refusedFields(create({ related: ['no-such'] }))).toEqual(['related[0]']);
  const key = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
  const error = await create({ why: `Our key is ${key}` }).catch((thrown) => thrown);
  expect(error.faults[0].message).not.toContain('GFPYY');
  expect((await create({ recipients: [deployedKey] })).campaign.recipients).toEqual([deployedKey]);
});

it('lets only an admin make campaigns', async () => {
  const make = (actor: ReturnType<typeof organiserActor>, more = {}) =>
    createCampaign(deps, actor, { ...smallFile, ...more });
  await expect(make(role('owner'))).rejects.toMatchObject({ kind: 'not-allowed' });
  const admin = organiserActor({ isAdmin: true, freshAt: start - DAY });
  await expect(make(admin, { visibility: 'public' })).rejects.toMatchObject({ kind: 'not-fresh' });
  expect((await make(admin)).revision).toBe(1);
});

it('changes only what a patch names, and null takes a field away', async () => {
  await create({ notice: 'Read this', country: 'AZ' });
  const { campaign, revision } = await change({ goal: 200, notice: null }, 1);
  expect(campaign).toMatchObject({ goal: 200, country: 'AZ', title: 'Free them', visibility: 'draft' });
  expect([revision, campaign.notice]).toEqual([2, undefined]);
  expect(await change({ goal: 200 }, 2)).toMatchObject({ revision: 2 });
  expect(await refusedFields(change({ goal: null }))).toEqual(['goal']);
  expect(await refusedFields(change({ slug: 'another' }))).toEqual(['slug']);
});

it('refuses a change by somebody who has not seen the last one, and shows what is stored', async () => {
  await create();
  await change({ goal: 200 }, 1);
  const error = await change({ goal: 300 }, 1).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OtherRevision);
  expect(error).toMatchObject({ seen: 1, current: { revision: 2, campaign: { goal: 200 } } });
  const both = await Promise.allSettled([change({ goal: 400 }, 2), change({ title: 'Free all' }, 2)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('makes all changes that come at one moment, if none names a revision', async () => {
  await create();
  const changes = [{ goal: 200 }, { title: 'Free all' }, { country: 'AZ' }, { notice: 'Read this' }];
  await Promise.all(changes.map((patch) => change(patch)));
  const stored = await getStoredCampaign(deps.campaigns, slug);
  expect(stored).toMatchObject({ revision: 5, campaign: Object.assign({}, ...changes) });
});

it('lets an editor change texts, and only an owner what decides who sees, signs and reads', async () => {
  await create();
  expect(await change({ title: 'Free all of them' }, 1, role('editor'))).toMatchObject({ revision: 2 });
  for (const patch of [
    { visibility: 'public' },
    { opensAt: '2026-01-02T00:00:00Z' },
    { closesAt: '2030-01-01T00:00:00Z' },
    { recipients: [deployedKey] },
    { publish: 'live' },
    { showNames: true },
    { keepMonths: 120 },
    { neutralSubject: true },
    { group: { name: 'Evil', contact: 'evil@example.org' } },
  ]) {
    await expect(change(patch, 2, role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(change(patch, 2, { ...role('owner'), freshAt: 0 })).rejects.toMatchObject({ kind: 'not-fresh' });
  }
  await expect(change({ title: 'x' }, 2, role('viewer'))).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(await change({ showNames: true }, 2, role('owner'))).toMatchObject({ revision: 3 });
});

it('lets only an owner write who is responsible for the data of signers, in each language', async () => {
  const group = { name: 'Free Voices', contact: 'ask@free-voices.example', controller: 'Free Voices, Baku' };
  const de = { title: 'Lasst sie frei', demand: 'Lasst sie frei.', group: { controller: 'Freie Stimmen, Baku' } };
  const stored = await create({ visibility: 'public', recipients: [deployedKey], group, translations: { de } });
  const { legalBasis } = stored.campaign.group ?? {};
  const inGerman = (words: object | null) => ({ translations: { de: { group: words } } });
  for (const patch of [
    ...[inGerman({ controller: 'Ich' }), inGerman({ name: 'Ich' }), inGerman({ legalBasis: 'Keine' }), inGerman(null)],
    { translations: { fr: { title: 'Libre', demand: 'Libre.', group: { legalBasis } } } },
  ]) {
    await expect(change(patch, 1, role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    const write = organiserActor({ isAdmin: true, scopes: ['campaigns:write'], freshAt: start });
    await expect(change(patch, 1, write)).rejects.toMatchObject({ needs: { scope: 'campaigns:publish' } });
    await expect(change(patch, 1, { ...role('owner'), freshAt: 0 })).rejects.toMatchObject({ kind: 'not-fresh' });
  }
  // Everything else of a translation is an editor's, and a set without words is none.
  const fr = { title: 'Libre', demand: 'Libre.', group: {} };
  await change({ translations: { de: { title: 'Lasst alle frei' }, fr } }, 1, role('editor'));
  await change(inGerman({ controller: 'Freie Stimmen e. V.' }), 2, role('owner'));
  // A language that an owner removes leaves its readers the original words, and does not come back with others.
  await change({ translations: { de: null } }, 3, role('owner'));
  await expect(change({ translations: { de } }, 4, role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(await change({ translations: { de: { ...de, group: null } } }, 4, role('editor'))).toMatchObject({
    revision: 5,
  });
});

it('lets an editor add and change languages, and only an owner remove one that people may have signed', async () => {
  const words = { title: 'Free', demand: 'Free them.' };
  await create({ translations: { de: words, fr: words } });
  // Nobody has signed a draft.
  await change({ translations: { fr: null } }, 1, role('editor'));
  await change({ visibility: 'public' }, 2, role('owner'));
  await change({ translations: { az: words, de: { title: 'Other' } } }, 3, role('editor'));
  const swapped = { language: 'az', translations: { az: null, de: null, en: words } };
  for (const patch of [{ translations: { de: null } }, { translations: null }, { language: 'ru' }, swapped]) {
    await expect(change(patch, 4, role('editor'))).rejects.toMatchObject({ kind: 'not-allowed' });
    const write = organiserActor({ isAdmin: true, scopes: ['campaigns:write'], freshAt: start });
    await expect(change(patch, 4, write)).rejects.toMatchObject({ needs: { scope: 'campaigns:publish' } });
    await expect(change(patch, 4, { ...role('owner'), freshAt: 0 })).rejects.toMatchObject({ kind: 'not-fresh' });
  }
  const { campaign } = await change({ translations: { de: null } }, 4, role('owner'));
  expect(Object.keys(campaign.formerTranslations ?? {})).toEqual(['de']);
  // Another original takes no right, as long as the campaign keeps its languages. Nor does a language that comes back.
  await change({ language: 'az', translations: { az: null, en: words } }, 5, role('editor'));
  expect((await change({ translations: { de: words } }, 6, role('editor'))).revision).toBe(7);
  // A draft that was open has words that people have signed.
  await putCampaign(deps.campaigns, { ...(await change({}, 7)).campaign, hasBeenOpen: true, visibility: 'draft' }, 7);
  await expect(change({ translations: { de: null } }, 8, role('editor'))).rejects.toMatchObject({
    kind: 'not-allowed',
  });
});

it('takes a picture offline that goes, or whose campaign becomes a draft, and takes it back', async () => {
  const made = { id: 'a'.repeat(20), width: 960, height: 640, widths: [960] };
  const share = { id: 'b'.repeat(20), from: 'x' };
  await putCampaign(deps.campaigns, { ...campaignOf({ picture: { made, alt: 'x' } }), share }, 0);
  const files = filesOf(made).map((file) => `pictures/${slug}/${file}`);
  const drawn = `pictures/${slug}/${shareFile(share.id)}`;
  for (const name of [...files, drawn]) await deps.pictures.put(name, Buffer.from(name));
  const online = () => deps.pictures.names().filter((name) => name.startsWith('pictures/'));
  expect((await change({ picture: { alt: 'A window' } }, 1)).campaign.picture).toEqual({ made, alt: 'A window' });
  expect((await change({ goal: 7 })).campaign.share).toEqual(share);
  expect(online()).toEqual([...files, drawn].sort());
  expect((await change({ title: 'Other words' })).campaign.share).toBeUndefined();
  expect(online()).toEqual(files.sort());
  await change({ picture: null });
  expect(online()).toEqual([]);
  await change({ picture: { made, alt: 'x' } });
  expect(online()).toEqual(files.sort());
  await change({ visibility: 'draft' });
  expect(online()).toEqual([]);
  await takeTurn(deps, operator, 'open', { slug, seen: undefined });
  expect(online()).toEqual(files.sort());
  expect(Buffer.from((await deps.pictures.get(files[0]!))!).toString()).toBe(files[0]);
});

it('shows each organiser their campaigns, drafts too, page by page and without deleted ones', async () => {
  for (const one of ['e-five', 'd-four', 'c-three', 'b-two', 'a-one']) await create({ slug: one });
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'c-three' }));
  const walk = async (actor: Parameters<typeof campaignsSeen>[1]) => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await campaignsSeen(deps, actor, { after, limit: 2 });
      expect(page.campaigns.length).toBeLessThanOrEqual(2);
      found.push(...page.campaigns.map(({ head }) => head.slug));
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  expect(await walk(organiserActor({ isAdmin: true }))).toEqual(['a-one', 'b-two', 'd-four', 'e-five']);
  const mine = organiserActor({
    campaigns: { 'e-five': 'viewer', 'b-two': 'owner', 'c-three': 'owner', gone: 'owner' },
  });
  expect(await walk(mine)).toEqual(['b-two', 'e-five']);
  expect(await walk(organiserActor())).toEqual([]);
  await expect(campaignsSeen(deps, organiserActor({ isAdmin: true, scopes: [] }), { after: undefined, limit: 2 }))
    .rejects //
    .toMatchObject({ kind: 'not-allowed' });
});

it('shows a campaign to those with a role in it, and tells others not even whether it exists', async () => {
  await create();
  expect(await campaignSeen(deps, role('viewer'), slug)).toMatchObject({ revision: 1, campaign: { slug } });
  for (const one of [slug, 'no-such'])
    await expect(campaignSeen(deps, organiserActor({ campaigns: { other: 'owner' } }), one)).rejects.toMatchObject({
      kind: 'not-allowed',
    });
});

it('knows, for an organiser, no draft of others: neither by a slip nor by an exact guess', async () => {
  await create({ related: [] });
  for (const [other, visibility] of [
    ['free-leyla', 'draft'],
    ['free-nargiz', 'public'],
    ['free-tofiq', 'unlisted'],
  ] as const)
    await create({ slug: other, title: other, visibility });
  const wordsOf = async (related: string[], actor = role('editor')) => {
    const error = await change({ related }, undefined, actor).then(
      () => undefined,
      (thrown) => thrown,
    );
    return error instanceof FaultyFile ? error.faults.map(({ message }) => message) : error;
  };
  const unknown = (other: string) => [
    `names ${other}, which is no campaign here. Put that one first, or leave it out.`,
  ];
  const meant = (other: string, near: string) => [`names ${other}, which is no campaign here: did you mean ${near}?`];
  expect(await wordsOf(['free-leyla'])).toEqual(unknown('free-leyla'));
  expect(await wordsOf(['free-leila'])).toEqual(unknown('free-leila'));
  expect(await wordsOf(['free-nobody'])).toEqual(unknown('free-nobody'));
  expect(await wordsOf(['free-nargis'])).toEqual(meant('free-nargis', 'free-nargiz'));
  // People who have its address see it. Nobody proposes it.
  expect(await wordsOf(['free-tofik'])).toEqual(unknown('free-tofik'));
  expect(await wordsOf(['free-tofiq', 'free-nargiz'])).toBeUndefined();
  const also = organiserActor({ campaigns: { [slug]: 'editor', 'free-leyla': 'viewer' } });
  expect(await wordsOf(['free-leila'], also)).toEqual(meant('free-leila', 'free-leyla'));
  expect(await wordsOf(['free-leyla'], also)).toBeUndefined();
  // What it points to already stays, whoever changes the rest.
  expect(await wordsOf(['free-nargiz', 'free-leyla'])).toBeUndefined();
});

it('reads a hundred campaigns for a slip, however many there are', async () => {
  await create();
  const others = Array.from({ length: 130 }, (_, i) => `free-${String(i).padStart(4, '0')}`);
  await Promise.all(others.map((one) => putCampaign(deps.campaigns, campaignOf({ slug: one }), 0)));
  const read: number[] = [];
  const client = {
    send: async (command: { input: object }) => {
      const answer = (await deps.campaigns.client.send(command as never)) as { Items?: object[] };
      if (answer.Items) read.push(answer.Items.length);
      return answer;
    },
  };
  const counting = { ...deps, campaigns: { ...deps.campaigns, client: client as never } };
  const slip = changeCampaign(counting, operator, { slug, patch: { related: ['free-0064x'] }, seen: undefined });
  await expect(slip).rejects.toThrow('did you mean free-0064?');
  expect(Math.max(...read)).toBeLessThanOrEqual(50);
});
