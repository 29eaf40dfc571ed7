import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { fileOf } from '../../../functions/core/campaigns/as-file.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import {
  type CampaignDeps,
  carryOut,
  planCampaign,
  planClosing,
  planStrictness,
} from '../../../functions/core/campaigns/plan.ts';
import { ChangedMeanwhile, getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { newTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const now = Date.parse('2026-03-01T12:00:00Z');
const created = '2026-03-01T12:00:00.000Z';
const trail = newTrail();
const deps = { campaigns: db, audit: trail.audit, clock: () => now };
const fileWith = (more: object) => fileOf(campaignOf(more));

it('plans a new campaign, which begins to be now, and writes nothing before it is carried out', async () => {
  const plan = await planCampaign(deps, operator, {
    ...fileWith({ slug: 'new-one' }),
    $schema: 'campaign.schema.json',
  });
  expect(plan).toMatchObject({ before: undefined, after: { slug: 'new-one', createdAt: created } });
  expect(plan.after).not.toHaveProperty('$schema');
  expect(plan.changes.every(({ before }) => before === undefined)).toBe(true);
  expect(await getStoredCampaign(db, 'new-one')).toBeUndefined();
  await carryOut(deps, operator, plan);
  expect(await getStoredCampaign(db, 'new-one')).toEqual({ campaign: plan.after, revision: 1 });
});

it('plans a change of a campaign, which keeps the time when it was made', async () => {
  await putCampaign(db, campaignOf({ slug: 'kept', goal: 100 }));
  const stored = await getStoredCampaign(db, 'kept');
  const plan = await planCampaign(deps, operator, fileWith({ slug: 'kept', goal: 50 }));
  expect(plan.before).toEqual(stored);
  expect(plan.after.createdAt).toBe(stored?.campaign.createdAt);
  expect(plan.changes).toEqual([{ what: 'goal', before: '100', after: '50' }]);
  expect(plan.dangers).toContain('goal-lowered');
  await carryOut(deps, operator, plan);
  expect(trail.entries().at(-1)).toMatchObject({ subject: 'kept', before: { goal: 100 }, after: { goal: 50 } });
  expect(await getStoredCampaign(db, 'kept')).toMatchObject({ revision: 2, campaign: { goal: 50 } });
});

it('knows of other campaigns of the same title, and of how long the stage keeps identities', async () => {
  await putCampaign(db, campaignOf({ slug: 'first-slug', title: 'One title' }));
  const other = fileWith({ slug: 'second-slug', title: 'One title', closesAt: '2026-02-01T00:00:00Z' });
  const dangers = async (more: Partial<CampaignDeps>) =>
    (await planCampaign({ ...deps, ...more }, operator, other)).dangers;
  expect(await dangers({ keepMonths: 12 })).toEqual(expect.arrayContaining(['same-title', 'closed-at-once']));
  expect(await dangers({ keepMonths: 12 })).not.toContain('erased-at-once');
  const later = { keepMonths: 1, clock: () => Date.parse('2026-03-02T00:00:00Z') };
  expect(await dangers(later)).not.toContain('erased-at-once');
  await putCampaign(db, campaignOf({ slug: 'second-slug' }));
  expect(await dangers(later)).toContain('erased-at-once');
  expect(await dangers({ ...later, keepMonths: 12 })).not.toContain('erased-at-once');
});

it('plans to close a campaign now, or at a moment', async () => {
  await putCampaign(db, campaignOf({ slug: 'to-close' }));
  const closing = (at?: string) => planClosing(deps, operator, { slug: 'to-close', at });
  expect(await closing()).toMatchObject({
    changes: [{ what: 'closesAt', after: '2026-03-01T12:00:00.000Z' }],
    dangers: expect.arrayContaining(['closed-at-once']),
  });
  const later = await closing('2026-04-01T02:00:00+02:00');
  expect(later.changes).toEqual([{ what: 'closesAt', after: '2026-04-01T02:00:00+02:00' }]);
  expect(later.dangers).not.toContain('closed-at-once');
});

it('closes a campaign whose language was written in another way, as older rules let it', async () => {
  await putCampaign(db, { ...campaignOf({ slug: 'older' }), language: 'AZ' });
  expect((await planClosing(deps, operator, { slug: 'older' })).after).toMatchObject({
    language: 'az',
    closesAt: '2026-03-01T12:00:00.000Z',
  });
});

it('closes no campaign again that is closed, unless a moment is given', async () => {
  const closesAt = '2026-03-01T11:00:00.000Z';
  await putCampaign(db, campaignOf({ slug: 'closed', closesAt }));
  const before = await getStoredCampaign(db, 'closed');
  expect(await planClosing(deps, operator, { slug: 'closed' })).toEqual({
    ...{ act: 'campaign.put', before, after: before?.campaign, changes: [], dangers: [] },
  });
  const { changes } = await planClosing(deps, operator, { slug: 'closed', at: '2026-03-01T10:00:00Z' });
  expect(changes).toEqual([{ what: 'closesAt', before: closesAt, after: '2026-03-01T10:00:00Z' }]);
});

it('refuses to close a campaign at what is no moment, or before it opens', async () => {
  await putCampaign(db, campaignOf({ slug: 'stays-open' }));
  for (const at of ['tomorrow', '2025-01-01T00:00:00Z']) {
    const refusal: FaultyFile = await planClosing(deps, operator, { slug: 'stays-open', at }).catch((e) => e);
    expect(refusal).toBeInstanceOf(FaultyFile);
    expect(refusal.faults.map(({ field }) => field)).toEqual(['closesAt']);
  }
});

it('plans strict rules and their end, and nothing where it is so already', async () => {
  await putCampaign(db, campaignOf({ slug: 'attacked', goal: 70 }));
  const before = await getStoredCampaign(db, 'attacked');
  const strictness = (strict: boolean) => planStrictness(deps, operator, { slug: 'attacked', strict });
  expect(await strictness(false)).toEqual({
    ...{ act: 'campaign.put', before, after: before?.campaign, changes: [], dangers: [] },
  });
  const plan = await strictness(true);
  expect(plan).toEqual({
    act: 'campaign.strict',
    before,
    after: { ...before?.campaign, strict: true },
    changes: [{ what: 'strict', before: 'false', after: 'true' }],
    dangers: ['strict-from-now'],
  });
  await carryOut(deps, operator, plan);
  expect((await strictness(false)).changes).toEqual([{ what: 'strict', before: 'true', after: 'false' }]);
});

it('knows of no campaign to close or to make strict under a slug that is free', async () => {
  const unknown = expect.objectContaining({ kind: 'campaign-unknown', campaign: 'nowhere' });
  await expect(planClosing(deps, operator, { slug: 'nowhere' })).rejects.toEqual(unknown);
  await expect(planStrictness(deps, operator, { slug: 'nowhere', strict: true })).rejects.toEqual(unknown);
});

it('does not carry out a plan over a change that was made meanwhile', async () => {
  await putCampaign(db, campaignOf({ slug: 'overtaken' }));
  const plans = [
    await planCampaign(deps, operator, fileWith({ slug: 'overtaken', goal: 50 })),
    await planCampaign(deps, operator, fileWith({ slug: 'begun-twice' })),
  ];
  await putCampaign(db, campaignOf({ slug: 'overtaken', goal: 70 }));
  await putCampaign(db, campaignOf({ slug: 'begun-twice', goal: 70 }));
  for (const plan of plans) {
    const before = trail.entries().length;
    await expect(carryOut(deps, operator, plan)).rejects.toThrow(ChangedMeanwhile);
    expect(trail.entries().slice(before)).toMatchObject([
      { act: plan.before ? 'campaign.put' : 'campaign.open', subject: plan.after.slug },
      { outcome: 'failed', after: { error: 'ChangedMeanwhile' } },
    ]);
    expect((await getStoredCampaign(db, plan.after.slug))?.campaign.goal).toBe(70);
  }
});

it('makes a file of a stored campaign that can be put again, also of one from older rules', () => {
  const stored = campaignOf({ slug: 'as-a-file' });
  expect(fileOf(stored)).not.toHaveProperty('createdAt');
  expect(fileOf(stored)).toMatchObject({ slug: 'as-a-file', goal: 100 });
  const older = { ...stored, goal: 0 };
  expect(fileOf(older)).toMatchObject({ slug: 'as-a-file', goal: 0 });
});

it('refuses a file that points to a campaign that does not exist, but still closes a campaign that does', async () => {
  await putCampaign(db, campaignOf({ slug: 'there-already', title: 'There already' }));
  const refused = (related: string[]) =>
    planCampaign(deps, operator, fileWith({ slug: 'points', related })).then(
      () => [],
      (error: FaultyFile) => error.faults,
    );
  expect(await refused(['there-already'])).toEqual([]);
  const field = { field: 'related[1]', label: 'related › entry 2' };
  expect(await refused(['there-already', 'there-alredy'])).toEqual([
    { ...field, message: 'names there-alredy, which is no campaign here: did you mean there-already?' },
  ]);
  expect(await refused(['there-already', 'somewhere'])).toEqual([
    { ...field, message: 'names somewhere, which is no campaign here. Put that one first, or leave it out.' },
  ]);
  await putCampaign(db, campaignOf({ slug: 'pointed', related: ['gone-now'] }));
  expect((await planClosing(deps, operator, { slug: 'pointed' })).after.closesAt).toBe(created);
});
