import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { getErasureProgress, putErasureProgress } from '../../../functions/core/campaigns/erasure-progress.ts';
import { carryOut, planCampaign, planClosing } from '../../../functions/core/campaigns/plan.ts';
import {
  CampaignChanged,
  getCampaign,
  getStoredCampaign,
  putCampaign,
} from '../../../functions/core/campaigns/store.ts';
import { HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { campaignOf } from '../../support/sample-file.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const now = Date.parse('2026-06-01T12:00:00Z');
const deps = { campaigns: db, clock: () => now };
const withCases = (slug: string, n: number) =>
  campaignOf({
    slug,
    cases: Array.from({ length: n }, (_, i) => ({ name: `Case ${i}`, status: 'detained' as const })),
  });

describe('a campaign is written only over what its writer has read', () => {
  it('and not over a revision that came since', async () => {
    await putCampaign(db, campaignOf({ slug: 'revised' }));
    const plan = await planClosing(deps, operator, { slug: 'revised' });
    await putCampaign(db, campaignOf({ slug: 'revised', goal: 300 }));
    await expect(carryOut(deps, operator, plan)).rejects.toThrow(CampaignChanged);
    expect(await getStoredCampaign(db, 'revised')).toEqual({
      revision: 2,
      campaign: campaignOf({ slug: 'revised', goal: 300 }),
    });
  });

  it('and not over one that came since, if there was none', async () => {
    const { createdAt, ...file } = campaignOf({ slug: 'made' });
    const plan = await planCampaign(deps, operator, file);
    await putCampaign(db, campaignOf({ slug: 'made', goal: 300 }));
    await expect(carryOut(deps, operator, plan)).rejects.toThrow(CampaignChanged);
    expect(await getStoredCampaign(db, 'made')).toMatchObject({ revision: 1, campaign: { goal: 300 } });
  });

  it('and not if another writes at the same moment', async () => {
    await putCampaign(db, campaignOf({ slug: 'raced' }));
    const plan = await planClosing(deps, operator, { slug: 'raced' });
    const isWrite = (command: object) => command instanceof TransactWriteItemsCommand;
    const late = meanwhile(db, isWrite, () => putCampaign(db, campaignOf({ slug: 'raced', goal: 300 })));
    await expect(carryOut({ ...deps, campaigns: late }, operator, plan)).rejects.toThrow(CampaignChanged);
    expect(await getCampaign(db, 'raced')).toEqual(campaignOf({ slug: 'raced', goal: 300 }));
  });
});

it('removes no part that a newer revision has written since the older ones were listed', async () => {
  await putCampaign(db, withCases('shrunk', 3));
  const isRemoval = (command: object) => command instanceof DeleteItemCommand;
  const late = meanwhile(db, isRemoval, () => putCampaign(db, withCases('shrunk', 3)));
  await putCampaign(late, withCases('shrunk', 1));
  expect(await getCampaign(db, 'shrunk')).toEqual(withCases('shrunk', 3));
});

describe('the progress of an erasure is noted only over what was read', () => {
  const closesAt = isoTime(now);
  const put = (slug: string, seen: Awaited<ReturnType<typeof getErasureProgress>>, next: number, at = now) =>
    putErasureProgress(db, slug, { seen, closesAt, next, now: at });

  it('and not over progress that came since, if there was none', async () => {
    expect(await put('begun', undefined, 9)).toBe(true);
    expect(await put('begun', undefined, 3)).toBe(false);
    expect(await getErasureProgress(db, 'begun')).toEqual({ closesAt, next: 9, at: now, revision: 1 });
  });

  it('and not over progress that came since', async () => {
    await put('farther', undefined, 3);
    const seen = await getErasureProgress(db, 'farther');
    expect(await put('farther', seen, 9, now + HOUR)).toBe(true);
    expect(await put('farther', seen, 6, now + HOUR)).toBe(false);
    expect(await getErasureProgress(db, 'farther')).toEqual({ closesAt, next: 9, at: now + HOUR, revision: 2 });
  });

  it('and not for a campaign of which nothing is noted any more', async () => {
    const seen = { closesAt, next: 3, at: now, revision: 1 };
    expect(await put('nowhere', seen, 9)).toBe(false);
    expect(await getErasureProgress(db, 'nowhere')).toBeUndefined();
  });
});
