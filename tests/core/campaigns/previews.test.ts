import { beforeEach, expect, it } from 'vitest';
import { changeAccounts, listAccounts } from '../../../functions/core/access/account-store.ts';
import { type OrganiserActor, operator } from '../../../functions/core/access/actor.ts';
import { type Db, queryPartition } from '../../../functions/core/aws/db.ts';
import { deletePreviews, queryPreview } from '../../../functions/core/campaigns/preview-store.ts';
import { previewId } from '../../../functions/core/campaigns/preview-token.ts';
import {
  endPreview,
  endPreviewsOf,
  lookAtDraft,
  MOST_PREVIEWS,
  makePreview,
  previewsSeen,
} from '../../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { DAY, MINUTE } from '../../../functions/core/running/clock.ts';
import { organiserActor, standingActor } from '../../support/access.ts';
import { campaignOf } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { freshTables } from '../../support/tables.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
const slug = 'free-them';
let deps: ReturnType<typeof organiseDeps> & { organisers: Db };
beforeEach(async () => {
  time.now = start;
  const { Campaigns, Organisers } = await freshTables();
  deps = { ...organiseDeps(Campaigns, time), organisers: Organisers };
  for (const one of [slug, 'other']) await putCampaign(deps.campaigns, campaignOf({ slug: one, visibility: 'draft' }));
});
/** An organiser who has an account. Again: with other roles now. */
async function organiser(campaigns: OrganiserActor['campaigns'], account = 'org_aaaaaaaaaaaaaaaa', generation = 1) {
  return standingActor(deps.organisers, { account, campaigns, generation });
}
const make = (actor = operator, one = slug) => makePreview(deps, actor, { slug: one });
const all = () => queryPartition(deps.campaigns, `previews#${slug}`, { consistent: true });
/** The links, without their number. */
const stored = async () => (await all()).filter(({ sk }) => sk?.S !== '#made');

it('stores a hash of the token, and tells the trail when the link ends, and never the token', async () => {
  const { link, token } = await make(await organiser({ [slug]: 'editor' }));
  expect(token).toMatch(/^[\w-]{22}$/);
  const [item] = await stored();
  expect(JSON.stringify(item)).not.toContain(token);
  expect(link).toMatchObject({ by: 'org_aaaaaaaaaaaaaaaa', until: start + 7 * DAY });
  const { entries } = await deps.audit.list();
  expect(entries[0]).toMatchObject({ act: 'campaign.preview', subject: slug, after: { link: link.id } });
  expect(JSON.stringify(entries)).not.toContain(token);
  expect((await make()).token).not.toBe(token);
});

it('lists the links that work now, removes those that have expired, and ends one at once', async () => {
  const first = await make();
  time.now += 8 * DAY;
  expect(await previewsSeen(deps, operator, slug)).toEqual([]);
  expect(await stored()).toHaveLength(1);
  const second = await make();
  expect((await stored()).map(({ sk }) => sk?.S)).toEqual([second.link.id]);
  for (const id of [first.link.id, 'x', second.link.id]) await endPreview(deps, operator, { slug, id });
  expect(await stored()).toEqual([]);
  const { entries } = await deps.audit.list();
  expect(entries.map(({ act }) => act)).toEqual(['campaign.preview-end', 'campaign.preview', 'campaign.preview']);
});

it('is for those who write the campaign, and a link of one campaign is none of another', async () => {
  const owner = organiserActor({ campaigns: { [slug]: 'owner' } });
  const viewer = organiserActor({ campaigns: { [slug]: 'viewer' } });
  for (const [actor, one] of [
    [owner, 'other'],
    [viewer, slug],
  ] as const) {
    await expect(make(actor, one)).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(previewsSeen(deps, actor, one)).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(endPreview(deps, actor, { slug: one, id: 'x' })).rejects.toMatchObject({ kind: 'not-allowed' });
  }
  const { link } = await make(operator, 'other');
  await endPreview(deps, owner, { slug, id: link.id });
  expect(await previewsSeen(deps, operator, 'other')).toHaveLength(1);
});

it('lets everybody who may read a draft look at it, by a link of ten minutes that no list has', async () => {
  const viewer = await organiser({ [slug]: 'viewer' });
  const editor = await organiser({ [slug]: 'editor' }, 'org_bbbbbbbbbbbbbbbb');
  const look = (actor: Parameters<typeof lookAtDraft>[1], one = slug) => lookAtDraft(deps, actor, { slug: one });
  const works = async (token: string) => (await queryPreview(deps.campaigns, slug, previewId(token)))?.until;
  const first = await look(viewer);
  expect(await works(first)).toBe(start + 10 * MINUTE);
  expect(await previewsSeen(deps, operator, slug)).toEqual([]);
  // The next one ends it, and touches none of others.
  const [{ link }, theirs, second] = [await make(editor), await look(editor), await look(viewer)];
  expect([await works(first), await works(theirs), await works(second)]).toEqual([
    ...[undefined, start + 10 * MINUTE, start + 10 * MINUTE],
  ]);
  expect((await previewsSeen(deps, operator, slug)).map(({ id }) => id)).toEqual([link.id]);
  const { entries } = await deps.audit.list();
  expect(entries).toHaveLength(4);
  expect(JSON.stringify([entries, await stored()])).not.toContain(second);
  await expect(look(viewer, 'other')).rejects.toMatchObject({ kind: 'not-allowed' });
  await putCampaign(deps.campaigns, campaignOf({ slug: 'other' }));
  await expect(look(operator, 'other')).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
});

it('lets a session look again by the same link for two minutes, so that nobody fills the trail', async () => {
  const viewer = await organiser({ [slug]: 'viewer' });
  const look = (secret: string) => lookAtDraft(deps, viewer, { slug, secret });
  const first = await look('secret-of-a-session');
  for (let i = 0; i < 100; i++) expect(await look('secret-of-a-session')).toBe(first);
  expect((await deps.audit.list()).entries).toHaveLength(1);
  // Another session gets another one, and ends none of these minutes.
  const other = await look('secret-of-another');
  expect(await look('secret-of-a-session')).toBe(first);
  // So does the same one later.
  time.now += 2 * MINUTE;
  const later = await look('secret-of-a-session');
  expect(new Set([first, other, later]).size).toBe(3);
  const untilOf = async (token: string) => (await queryPreview(deps.campaigns, slug, previewId(token)))?.until;
  expect([await untilOf(first), await untilOf(other), await untilOf(later)]).toEqual([
    ...[undefined, undefined, time.now + 10 * MINUTE],
  ]);
  expect((await deps.audit.list()).entries).toHaveLength(3);
});

it('is for drafts, and for twenty links at once', async () => {
  for (let i = 0; i < MOST_PREVIEWS; i++) await make();
  await expect(make()).rejects.toMatchObject({ kind: 'too-many-previews' });
  await putCampaign(deps.campaigns, campaignOf({ slug: 'other', visibility: 'unlisted' }));
  await expect(make(operator, 'other')).rejects.toMatchObject({ kind: 'campaign-in-other-state' });
  await expect(make(operator, 'nothing')).rejects.toMatchObject({ kind: 'campaign-unknown' });
});

it('gives no link too many, however many are asked for at once', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 2 * MOST_PREVIEWS }, () => make()));
  expect(await stored()).toHaveLength(MOST_PREVIEWS);
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_PREVIEWS);
  for (const one of asked)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'too-many-previews' });
});

it('forgets how many links there were with the campaign', async () => {
  await make();
  await deletePreviews(deps.campaigns, slug);
  expect(await all()).toEqual([]);
});

it('ends with the right of the person who made it, in the campaigns where they have lost it', async () => {
  const ana = await organiser({ [slug]: 'editor', other: 'owner' }, 'org_ana');
  const bob = await organiser({ [slug]: 'editor' }, 'org_bob');
  await make(ana);
  await make(ana);
  await make(ana, 'other');
  const stays = await make(bob);
  await endPreviewsOf(deps, operator, { account: 'org_ana', keeps: (one) => one === 'other' });
  expect((await previewsSeen(deps, operator, slug)).map(({ id }) => id)).toEqual([stays.link.id]);
  expect(await previewsSeen(deps, operator, 'other')).toHaveLength(1);
  await endPreviewsOf(deps, operator, { account: 'org_ana', keeps: () => false });
  expect(await previewsSeen(deps, operator, 'other')).toEqual([]);
  const { entries } = await deps.audit.list({ act: 'campaign.preview-end' });
  expect(entries.map(({ subject, actor }) => [subject, actor])).toEqual([
    ['other', 'operator'],
    [slug, 'operator'],
    [slug, 'operator'],
  ]);
  // Nothing about her links is left, also of those that expired before.
  await make(ana);
  time.now += 8 * DAY;
  await endPreviewsOf(deps, operator, { account: 'org_ana', keeps: () => false });
  expect(await queryPartition(deps.campaigns, 'previews#by#org_ana', { consistent: true })).toEqual([]);
  expect((await deps.audit.list({ act: 'campaign.preview-end' })).entries).toHaveLength(3);
});

it('is not left to somebody who loses the right while it is made', async () => {
  const roles = { [slug]: 'editor' } as const;
  const ana = await organiser(roles);
  const { append } = deps.audit;
  const losing = async (lose: () => Promise<unknown>, act: () => Promise<unknown>) => {
    deps.audit.append = async (...entry) => {
      // After the right was asked for, and before the link is stored: nobody finds it to end it.
      deps.audit.append = append;
      await lose();
      return append(...entry);
    };
    await expect(act()).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(await stored()).toEqual([]);
    expect(await queryPartition(deps.campaigns, `previews#by#${ana.account}`, { consistent: true })).toEqual([]);
    expect((await deps.audit.list()).entries[0]).toMatchObject({ act: 'campaign.preview', outcome: 'failed' });
    await organiser(roles);
  };
  const look = () => lookAtDraft(deps, ana, { slug });
  await losing(
    () => organiser({ [slug]: 'viewer' }),
    () => make(ana),
  );
  await losing(() => organiser({ other: 'owner' }), look);
  // Invited again, or removed.
  await losing(() => organiser(roles, ana.account, 2), look);
  await losing(
    async () => {
      const { changes } = await listAccounts(deps.organisers);
      const kept = { id: ana.account, sealed: '', removedAt: start, until: start + DAY };
      await changeAccounts(deps.organisers, { remove: ana.account, kept }, changes);
    },
    () => make(ana),
  );
  await make(ana);
  await look();
  expect(await stored()).toHaveLength(2);
});
