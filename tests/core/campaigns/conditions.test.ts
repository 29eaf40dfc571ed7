import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { carryOut, planClosing } from '../../../functions/core/campaigns/plan.ts';
import { ChangedMeanwhile, getCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const deps = { campaigns: db, audit: anyTrail(), clock: () => Date.parse('2026-06-01T12:00:00Z') };
const withCases = (slug: string, n: number) =>
  campaignOf({
    slug,
    cases: Array.from({ length: n }, (_, i) => ({ name: `Case ${i}`, status: 'detained' as const })),
  });

it('closes no campaign that another wrote just before', async () => {
  await putCampaign(db, campaignOf({ slug: 'raced' }));
  const plan = await planClosing(deps, operator, { slug: 'raced' });
  const isWrite = (command: object) => command instanceof TransactWriteItemsCommand;
  const late = meanwhile(db, isWrite, () => putCampaign(db, campaignOf({ slug: 'raced', goal: 300 })));
  await expect(carryOut({ ...deps, campaigns: late }, operator, plan)).rejects.toThrow(ChangedMeanwhile);
  expect(await getCampaign(db, 'raced')).toEqual(campaignOf({ slug: 'raced', goal: 300 }));
});

it('removes no part that a newer revision has written since the older ones were listed', async () => {
  await putCampaign(db, withCases('shrunk', 3));
  const isRemoval = (command: object) => command instanceof DeleteItemCommand;
  const late = meanwhile(db, isRemoval, () => putCampaign(db, withCases('shrunk', 3)));
  await putCampaign(late, withCases('shrunk', 1));
  expect(await getCampaign(db, 'shrunk')).toEqual(withCases('shrunk', 3));
});
