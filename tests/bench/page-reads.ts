import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startTestDatabase } from '../support/database.ts';
import { unitsOf } from '../support/units.ts';
import { sampleCampaign } from './page-sizes.ts';
import { putBusyCounts } from './pages.ts';
import type { Row } from './row.ts';

/** Read units of a page that remembers nothing, of a campaign that was signed in 200 countries for a month. */
export async function* benchPageReads(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const tables = await createTables(client, 'page-reads');
    const [campaigns, counts] = [tables.Campaigns, tables.Counts].map((table) => ({ client, table }));
    if (!campaigns || !counts) throw new Error('There are no tables');
    const campaign = await sampleCampaign();
    await putCampaign(campaigns, campaign);
    await putBusyCounts(counts, campaign.slug);
    const reads = siteReads({ campaigns, counts }, systemClock);
    for (const [name, read] of [
      ['the campaign', () => reads.campaign(campaign.slug)],
      ['its counts', () => reads.counts(campaign.slug)],
      ['its newest names', () => reads.names(campaign.slug)],
    ] as const) {
      const units = await unitsOf(campaigns, read);
      yield { name: `read units of ${name}`, value: units.reduce((sum, unit) => sum + unit, 0), unit: '' };
    }
  } finally {
    await dynamoDb.stop();
  }
}
