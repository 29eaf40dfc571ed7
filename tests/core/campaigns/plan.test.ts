import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { type CampaignDeps, carryOut, fileOf, planCampaign } from '../../../functions/core/campaigns/plan.ts';
import { CampaignChanged, getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const now = Date.parse('2026-03-01T12:00:00Z');
const created = '2026-03-01T12:00:00.000Z';
const deps = { campaigns: db, clock: () => now };
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
  expect(await dangers(later)).toContain('erased-at-once');
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
    await expect(carryOut(deps, operator, plan)).rejects.toThrow(CampaignChanged);
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
