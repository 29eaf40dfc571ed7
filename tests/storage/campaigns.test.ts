import { expect, it } from 'vitest';
import { type Campaign, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { getCampaign, listCampaignHeads, putCampaign } from '../../functions/core/campaigns/store.ts';
import { freshTables } from './tables.ts';

const { Campaigns: db } = await freshTables();

const campaign: Campaign = {
  ...campaignFile.parse({
    slug: 'free-them',
    title: 'Free them',
    demand: 'The government releases them.',
    summary: 'They are held for what they said.',
    why: 'Because.',
    goal: 100,
    opensAt: '2026-01-01T00:00:00Z',
    targets: [{ name: 'The government' }],
    cases: [
      { name: 'First', status: 'detained' },
      { name: 'Second', status: 'released', people: 3 },
    ],
  }),
  createdAt: '2026-01-01T00:00:00.000Z',
};

it('gives back a campaign as it was put, its parts in order', async () => {
  await putCampaign(db, campaign);
  expect(await getCampaign(db, 'free-them')).toEqual(campaign);
  expect((await listCampaignHeads(db)).map((head) => head.slug)).toEqual(['free-them']);
});

it('removes parts that a campaign no longer has', async () => {
  await putCampaign(db, { ...campaign, cases: campaign.cases.slice(1) });
  expect((await getCampaign(db, 'free-them'))?.cases.map((one) => one.name)).toEqual(['Second']);
});

it('knows nothing of a campaign that was never put', async () => {
  expect(await getCampaign(db, 'unknown')).toBeUndefined();
});
