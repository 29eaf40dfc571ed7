import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { changeCampaign } from '../../../functions/core/campaigns/organise.ts';
import { planClosing } from '../../../functions/core/campaigns/plan.ts';
import { organisedStatus } from '../../../functions/core/campaigns/states.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn, winCampaign } from '../../../functions/core/campaigns/turns.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf } from '../../support/campaign.ts';
import { deployedKey, organiseDeps } from '../../support/organise.ts';
import { freshTables } from '../../support/tables.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
let deps: ReturnType<typeof organiseDeps>;
beforeEach(async () => {
  time.now = start;
  deps = organiseDeps((await freshTables()).Campaigns, time);
});
const slug = 'free-them';
const STILL_TO_COME = 'must not be after today: write it once it has happened';
const closesAt = '2026-02-01T00:00:00Z';
const turn = { slug, seen: undefined };
const put = (more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(deps.campaigns, campaignOf({ slug, recipients: [deployedKey], ...more }));
const stored = async () => (await getStoredCampaign(deps.campaigns, slug))?.campaign ?? campaignOf();

it('archives a closed campaign once, keeps it so over changes of its texts, and never opens it', async () => {
  await put({ closesAt });
  const { campaign } = await takeTurn(deps, operator, 'archive', turn);
  expect([campaign.archivedAt, organisedStatus(campaign, time.now)]).toEqual([isoTime(start), 'archived']);
  expect(await takeTurn(deps, operator, 'archive', turn)).toMatchObject({ revision: 2 });
  await changeCampaign(deps, operator, { slug, patch: { goal: 7 }, seen: 2 });
  expect(await stored()).toMatchObject({ goal: 7, archivedAt: isoTime(start) });
  await expect(takeTurn(deps, operator, 'open', turn)).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
  const back = await takeTurn(deps, operator, 'bring-back', turn);
  expect(organisedStatus(back.campaign, time.now)).toBe('closed');
  expect(await takeTurn(deps, operator, 'bring-back', turn)).toMatchObject({ revision: 4 });
  expect(deps.relisted).toEqual([slug, slug, slug]);
});

it('brings an archived campaign back by itself if its closing is moved to a time that is still to come', async () => {
  await put({ closesAt });
  await takeTurn(deps, operator, 'archive', turn);
  const plan = await planClosing(deps, operator, { slug, at: '2026-04-01T00:00:00Z' });
  expect(plan.after.archivedAt).toBeUndefined();
  expect(plan.changes.map(({ what }) => what)).toEqual(['closesAt', 'archived since']);
  expect(organisedStatus({ ...(await stored()), closesAt: '2026-04-01T00:00:00Z' }, time.now)).toBe('open');
});

it('archives a draft that was never open, keeps it so over changes, and brings it back as a draft', async () => {
  await put({ visibility: 'draft' });
  const { campaign } = await takeTurn(deps, operator, 'archive', turn);
  expect([campaign.visibility, organisedStatus(campaign, time.now)]).toEqual(['draft', 'archived']);
  await changeCampaign(deps, operator, { slug, patch: { goal: 7 }, seen: 2 });
  expect(await stored()).toMatchObject({ goal: 7, archivedAt: isoTime(start) });
  await expect(takeTurn(deps, operator, 'open', turn)).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
  expect(organisedStatus((await takeTurn(deps, operator, 'bring-back', turn)).campaign, time.now)).toBe('draft');
});

it('archives no campaign that can still be signed, and no draft that people may have signed', async () => {
  const signed = { closesAt, visibility: 'draft' as const, hasBeenOpen: true };
  for (const more of [{}, { closesAt: '2026-04-01T00:00:00Z' }, signed]) {
    await put(more);
    await expect(takeTurn(deps, operator, 'archive', turn)).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
  }
});

it('says that a campaign is won, in every state but a draft, and keeps its state', async () => {
  const won = { on: '2026-02-28', words: 'They are free.' };
  await put({ closesAt });
  await takeTurn(deps, operator, 'archive', turn);
  const { campaign } = await winCampaign(deps, operator, { ...turn, won });
  expect([campaign.won, organisedStatus(campaign, time.now)]).toEqual([won, 'archived']);
  // Again with the same words: as it is. With others: the file, or its form, changes them.
  expect(await winCampaign(deps, operator, { ...turn, won })).toMatchObject({ revision: 3 });
  const others = winCampaign(deps, operator, { ...turn, won: { ...won, words: 'Others.' } });
  await expect(others).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
});

it('takes a day that has begun anywhere on earth, and lets an editor write it without a fresh proof', async () => {
  const words = 'They are free.';
  await put();
  const editor = organiserActor({ campaigns: { [slug]: 'editor' }, freshAt: start - 10 ** 8 });
  const late = winCampaign(deps, editor, { ...turn, won: { on: '2026-03-03', words } });
  await expect(late).rejects.toMatchObject({ faults: [{ field: 'won.on', message: STILL_TO_COME }] });
  // It is the second of March on Kiritimati already.
  await winCampaign(deps, editor, { ...turn, won: { on: '2026-03-02', words } });
  const viewer = winCampaign(deps, organiserActor({ campaigns: { [slug]: 'viewer' } }), {
    ...turn,
    won: { on: '2026', words },
  });
  await expect(viewer).rejects.toMatchObject({ kind: 'not-allowed' });
});
