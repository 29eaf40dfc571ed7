import { expect, inject, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { readSettings } from '../../functions/core/running/settings.ts';
import { service } from '../../functions/site/service.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { campaignOf } from '../support/campaign.ts';
import { approveAll } from '../support/names.ts';
import { publishNumbers } from '../support/published.ts';
import { signed } from '../support/signed.ts';
import { freshTables } from '../support/tables.ts';

// The site function as its settings make it, with tables and a time that are real.
const { Campaigns: campaigns, Counts: counts } = await freshTables();
const dynamoDb = inject('dynamoDbEndpoint');
pointSdkHere({ dynamoDb, sqs: dynamoDb, ses: dynamoDb });
const log = { info: () => undefined, error: () => undefined };

const settings = readSettings(service.settings, {
  CAMPAIGNS_TABLE: campaigns.table,
  COUNTS_TABLE: counts.table,
  KEEP_MONTHS: '3',
  PUBLIC_URL: 'https://amparo.example/',
  LANGUAGES: 'en',
});
const { app } = service.start(settings, { assets: unbuiltAssets });

it('shows a campaign with its numbers and a dozen of its approved names, by what its settings name', async () => {
  await putCampaign(campaigns, campaignOf({ slug: 'free-them', title: 'Free them', showNames: true }));
  await tallyBatch(
    { counts, clock: Date.now, log },
    'lane',
    Array.from({ length: 13 }, (_, i) => signed('free-them', i + 1, { publicName: `Signer ${i + 1}` })),
  );
  await approveAll({ campaigns, counts }, 'free-them');
  await drawNames(counts, { campaign: 'free-them', at: Date.now() });
  await publishNumbers(counts, 'free-them', { total: 13, asOf: Date.now() });
  expect(await (await app.request('/api/campaigns')).json()).toMatchObject([{ slug: 'free-them', signatures: 13 }]);
  const page = await (await app.request('/campaigns/free-them', { headers: { accept: 'text/html' } })).text();
  expect(page.match(/<bdi>/g)).toHaveLength(12);
  expect(page).toContain('3 months after the campaign closes, we delete your name');
  // The address of the stage has no slash at its end.
  expect(page).toContain('https://amparo.example/campaigns/free-them');
});
