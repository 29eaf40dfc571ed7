import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { OtherRevision } from '../../../functions/core/campaigns/organise-deps.ts';
import { organisedStatus } from '../../../functions/core/campaigns/states.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { freshOrganising, organiseDeps } from '../../support/organise.ts';
import { refusedFields } from '../../support/refused-fields.ts';
import { freshTables } from '../../support/tables.ts';

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

it('opens a draft to everybody, now or when it says, once nothing is missing', async () => {
  await create({ opensAt: '2026-01-01T00:00:00+04:00' });
  const { campaign } = await takeTurn(deps, operator, 'open', { slug, seen: 1 });
  expect(campaign).toMatchObject({ visibility: 'public', opensAt: '2026-03-01T16:00:00.000+04:00' });
  expect(organisedStatus(campaign, time.now)).toBe('open');
  expect(await takeTurn(deps, operator, 'open', { slug, seen: 2 })).toMatchObject({ revision: 2 });
  await create({ slug: 'later', opensAt: '2026-09-01T00:00:00Z' });
  const later = await takeTurn(deps, operator, 'open', { slug: 'later', seen: undefined });
  expect(later.campaign).toMatchObject({ visibility: 'public', opensAt: '2026-09-01T00:00:00Z' });
  expect(organisedStatus(later.campaign, time.now)).toBe('scheduled');
});

it('says all that a draft lacks before it can open', async () => {
  const { Campaigns } = await freshTables();
  const bare = { ...organiseDeps(Campaigns, time), deployed: { publicKeys: [], campaignPublicKeys: [] } };
  const made = { id: 'a'.repeat(20), width: 960, height: 640, widths: [960] };
  const draft = campaignOf({ visibility: 'draft', closesAt: '2026-02-01T00:00:00Z', picture: { made, alt: 'x' } });
  await putCampaign(Campaigns, draft, 0);
  expect(await refusedFields(takeTurn(bare, operator, 'open', { slug, seen: undefined }))).toEqual([
    ...['recipients', 'group', 'closesAt', 'picture'],
  ]);
});

it('makes nothing that people would see and could not sign, but takes a campaign that is over as it was', async () => {
  const { Campaigns } = await freshTables();
  const bare = { ...organiseDeps(Campaigns, time), deployed: { publicKeys: [], campaignPublicKeys: [] } };
  const make = (more: object) => createCampaign(bare, operator, { ...smallFile, visibility: 'public', ...more });
  expect(await refusedFields(make({}))).toEqual(['recipients', 'group']);
  expect(await getStoredCampaign(Campaigns, slug)).toBeUndefined();
  const over = await make({ opensAt: '2025-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' });
  expect(organisedStatus(over.campaign, time.now)).toBe('closed');
});

it.each([
  ['goes on after a pause', { pausedAt: '2026-02-01T00:00:00Z' }, undefined],
  ['has closed, and closes later', { closesAt: '2026-02-01T00:00:00Z' }, { closesAt: '2026-09-01T00:00:00Z' }],
  ['has closed, and closes no more', { closesAt: '2026-02-01T00:00:00Z' }, { closesAt: null }],
])('opens nothing again whose key and group have gone meanwhile: it %s', async (_, more, patch) => {
  const { Campaigns } = await freshTables();
  const bare = { ...organiseDeps(Campaigns, time), deployed: { publicKeys: [], campaignPublicKeys: [] } };
  const before = campaignOf({ opensAt: '2026-01-01T00:00:00Z', ...more });
  await putCampaign(Campaigns, before, 0);
  const seen = undefined;
  const again = patch
    ? changeCampaign(bare, operator, { slug, patch, seen })
    : takeTurn(bare, operator, 'open', { slug, seen });
  expect(await refusedFields(again)).toEqual(['recipients', 'group']);
  expect((await getStoredCampaign(Campaigns, slug))?.campaign).toEqual(before);
});

it('pauses an open campaign until it is opened again, over changes in between', async () => {
  await create();
  await takeTurn(deps, operator, 'open', { slug, seen: undefined });
  const paused = await takeTurn(deps, operator, 'pause', { slug, seen: 2 });
  expect(paused.campaign.pausedAt).toBe(isoTime(start));
  expect(await takeTurn(deps, operator, 'pause', { slug, seen: 3 })).toMatchObject({ revision: 3 });
  const { campaign } = await change({ goal: 5 }, 3);
  expect(organisedStatus(campaign, time.now)).toBe('paused');
  const opened = await takeTurn(deps, operator, 'open', { slug, seen: 4 });
  expect(opened.campaign).toEqual({ ...campaign, pausedAt: undefined });
  expect(await getStoredCampaign(deps.campaigns, slug)).toMatchObject({ revision: 5 });
});

it('closes an open or paused campaign now, and leaves one that has closed as it is', async () => {
  await create();
  await takeTurn(deps, operator, 'open', { slug, seen: undefined });
  time.now += DAY;
  await takeTurn(deps, operator, 'pause', { slug, seen: undefined });
  const { campaign } = await takeTurn(deps, operator, 'close', { slug, seen: undefined });
  expect(Date.parse(campaign.closesAt ?? '')).toBe(start + DAY);
  time.now += DAY;
  expect(await takeTurn(deps, operator, 'close', { slug, seen: undefined })).toMatchObject({ campaign, revision: 4 });
});

it('refuses a turn from another state, for a role without it, and over a revision that was not seen', async () => {
  const turns = ['open', 'close', 'pause'] as const;
  await create();
  for (const turn of ['close', 'pause'] as const)
    await expect(takeTurn(deps, operator, turn, { slug, seen: 1 })).rejects.toMatchObject({
      kind: 'campaign-in-other-state',
    });
  for (const turn of turns) {
    await expect(takeTurn(deps, role('editor'), turn, { slug, seen: 1 })).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    await expect(takeTurn(deps, operator, turn, { slug, seen: 9 })).rejects.toBeInstanceOf(OtherRevision);
    await expect(takeTurn(deps, operator, turn, { slug: 'none', seen: 1 })).rejects.toMatchObject({
      kind: 'campaign-unknown',
    });
  }
  await putCampaign(deps.campaigns, campaignOf({ slug: 'over', closesAt: '2026-02-01T00:00:00Z' }));
  for (const turn of ['open', 'pause'] as const)
    await expect(takeTurn(deps, operator, turn, { slug: 'over', seen: undefined })).rejects.toMatchObject({
      kind: 'campaign-in-other-state',
    });
});
