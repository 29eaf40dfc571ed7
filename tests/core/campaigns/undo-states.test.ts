import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { type OrganisedStatus, organisedStatus } from '../../../functions/core/campaigns/states.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import {
  planUndo,
  undoCampaign,
  versionChanges,
  versionSeen,
  versionsSeen,
} from '../../../functions/core/campaigns/versions.ts';
import { HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { LATER, PAUSED, states } from '../../support/campaign-states.ts';
import { deployedKey, freshOrganising } from '../../support/organise.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
const slug = 'free-them';
const asked = { slug, seen: undefined };
let deps: Awaited<ReturnType<typeof freshOrganising>>;

/** The versions that a campaign has gone through, by the state in which each left it. */
const versions = {
  ...{ draft: 1, 'archived draft': 2, scheduled: 4, open: 5, paused: 6, closed: 7, archived: 8 },
};
beforeAll(async () => {
  deps = await freshOrganising(time);
  const change = (patch: Record<string, unknown>) => changeCampaign(deps, operator, { ...asked, patch });
  await createCampaign(deps, operator, { ...smallFile, slug, recipients: [deployedKey], title: 'Then' });
  await takeTurn(deps, operator, 'archive', asked);
  await takeTurn(deps, operator, 'bring-back', asked);
  await change({ visibility: 'public', opensAt: LATER });
  await change({ opensAt: '2026-02-01T00:00:00Z' });
  await takeTurn(deps, operator, 'pause', asked);
  await takeTurn(deps, operator, 'close', asked);
  await takeTurn(deps, operator, 'archive', asked);
  // All that comes later is an hour after that.
  time.now += HOUR;
});

type Name = keyof typeof states;

/** What the campaign becomes, by the states of the versions above. `no`: a draft that is archived is first brought back. */
type Led = OrganisedStatus | 'no';
const no = ['no', 'no', 'no', 'no', 'no'] as const;
const table: Record<Name, readonly Led[]> = {
  draft: ['draft', 'archived', 'scheduled', 'open', 'paused', 'closed', 'archived'],
  'draft that was open': ['draft', 'draft', 'scheduled', 'open', 'paused', 'closed', 'archived'],
  'archived draft': ['draft', 'archived', ...no],
  scheduled: ['draft', 'archived', 'scheduled', 'open', 'paused', 'closed', 'archived'],
  open: ['draft', 'draft', 'scheduled', 'open', 'paused', 'closed', 'archived'],
  paused: ['draft', 'draft', 'scheduled', 'paused', 'paused', 'closed', 'archived'],
  closed: ['draft', 'draft', 'scheduled', 'open', 'paused', 'closed', 'archived'],
  archived: ['draft', 'draft', 'scheduled', 'open', 'paused', 'closed', 'archived'],
};

const put = (state: Name) =>
  putCampaign(deps.campaigns, { ...campaignOf({ slug, recipients: [deployedKey], title: 'Now' }), ...states[state] });
const plan = (revision: number, what: 'texts' | 'all', actor = operator) =>
  planUndo(deps, actor, { ...asked, revision, what });
const undo = (revision: number) => undoCampaign(deps, operator, { ...asked, revision, what: 'all' });
const stateOf = (campaign: Campaign) => organisedStatus(campaign, time.now);

describe.each(Object.keys(states) as Name[])('a campaign that is: %s', (name) => {
  it('becomes what each version was, with all; and stays so with the texts', async () => {
    await put(name);
    const now = (await getStoredCampaign(deps.campaigns, slug, { consistent: true }))?.campaign ?? campaignOf();
    for (const [i, [state, revision]] of Object.entries(versions).entries()) {
      const all = plan(revision, 'all');
      if (table[name][i] === 'no')
        await expect(all, state).rejects.toMatchObject({ asked: 'open', why: 'archived-draft', can: ['bring-back'] });
      else {
        const { after, state: said } = await all;
        expect([state, stateOf(after), after.title]).toEqual([state, table[name][i], 'Then']);
        expect(said).toEqual({ now: stateOf(now), back: table[name][i] });
      }
      const { after } = await plan(revision, 'texts');
      expect([stateOf(after), after.title]).toEqual([stateOf(now), 'Then']);
      expect([after.pausedAt, after.archivedAt]).toEqual([now.pausedAt, now.archivedAt]);
    }
  });
});

it('knows since when: a pause that stays keeps its moment, and one that comes back begins now', async () => {
  await put('paused');
  expect(await plan(versions.open, 'all')).toMatchObject({ after: PAUSED, keepsPause: true });
  expect(await plan(versions.paused, 'all')).toMatchObject({ after: PAUSED, keepsPause: false });
  await put('closed');
  expect((await plan(versions.paused, 'all')).after.pausedAt).toBe(isoTime(time.now));
  expect((await plan(versions.archived, 'all')).after.archivedAt).toBe(isoTime(time.now));
});

it('warns that people can sign again only if they can', async () => {
  await put('closed');
  expect((await plan(versions.open, 'all')).dangers).toContain('reopened');
  expect((await plan(versions.paused, 'all')).dangers).not.toContain('reopened');
});

it('leaves a campaign paused that was paused twice, over a draft and over a closing', async () => {
  await put('open');
  await takeTurn(deps, operator, 'pause', asked);
  const { revision = 0 } = (await getStoredCampaign(deps.campaigns, slug, { consistent: true })) ?? {};
  for (const between of [() => undo(versions.draft), () => takeTurn(deps, operator, 'close', asked)]) {
    await between();
    expect(stateOf((await undo(revision)).campaign)).toBe('paused');
  }
});

it('takes the right to publish for a state that no field of the file has', async () => {
  await put('open');
  await takeTurn(deps, operator, 'pause', asked);
  const { revision = 0 } = (await getStoredCampaign(deps.campaigns, slug, { consistent: true })) ?? {};
  await takeTurn(deps, operator, 'open', asked);
  const editor = organiserActor({ campaigns: { [slug]: 'editor' }, freshAt: time.now });
  await expect(plan(revision, 'all', editor)).rejects.toMatchObject({ kind: 'not-allowed' });
  expect((await plan(revision, 'all')).changes.map(({ what }) => what)).toEqual(['paused since']);
  expect((await plan(revision, 'texts', editor)).changes).toEqual([]);
});

it('shows in a comparison that a version was paused, or archived', async () => {
  const seen = (revision: number) => versionSeen(deps, operator, { slug, revision });
  const differ = async (one: number, other: number) =>
    versionChanges(await seen(one), await seen(other)).map(({ what }) => what);
  expect(await differ(versions.open, versions.paused)).toEqual(['paused since']);
  expect(await differ(versions.closed, versions.archived)).toEqual(['archived since']);
  expect(await differ(versions.paused, versions.closed)).toEqual(['closesAt', 'paused since']);
});

it('keeps with the version, and in the trail, which version came back', async () => {
  await put('open');
  await undo(versions.paused);
  const { versions: found } = await versionsSeen(deps, operator, { slug, before: undefined, limit: 2 });
  expect(found[0]).toMatchObject({ act: 'campaign.undo', broughtBack: versions.paused, pausedAt: isoTime(time.now) });
  const { entries } = await deps.audit.list({ limit: 1 });
  expect(entries[0]).toMatchObject({ act: 'campaign.undo', broughtBack: versions.paused });
});

it('still refuses a version whose keys have left the installation, if people could sign it', async () => {
  await put('draft');
  const without = { ...deps, deployed: { publicKeys: [], campaignPublicKeys: [] } };
  const back = (revision: number) => planUndo(without, operator, { ...asked, revision, what: 'all' });
  await expect(back(versions.open)).rejects.toMatchObject({ faults: [{ field: 'recipients' }] });
});
