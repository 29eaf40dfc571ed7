import { BatchWriteItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { schedule } from '../../functions/core/access/actor.ts';
import type { Db, Item } from '../../functions/core/aws/db.ts';
import { HEADS, putCampaign } from '../../functions/core/campaigns/store.ts';
import { countries } from '../../functions/core/country.ts';
import { COUNTRY, TOTAL } from '../../functions/core/counts/delta.ts';
import { publishCampaign } from '../../functions/core/published/publish.ts';
import { queryPublished } from '../../functions/core/published/store.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { publishAll } from '../../functions/publish/publish.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { campaignOf } from '../support/campaign.ts';
import { startTestDatabase } from '../support/database.ts';
import { silentLog } from '../support/log.ts';
import { unitsOf } from '../support/units.ts';
import { medianRow, type Row } from './row.ts';

const SIZES = [1, 100, 10_000] as const;
const MANY_COUNTRIES = 200;
const ROUNDS = 40;
const MIDNIGHT = Date.UTC(2026, 5, 3);

/**
 * What publishing costs: the units of a day for 1, 100 and 10,000 campaigns that nobody signs, and the time of one look at
 * the end of a day at which each of 200 countries moves. A day has a run a minute, and a look at each campaign an hour.
 */
export async function* benchPublish(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  try {
    const client = localDynamoDbClient(endpoint);
    for (const size of SIZES) {
      const tables = await createTables(client, `publish-${size}`);
      const [campaigns, counts] = [tables.Campaigns, tables.Counts].map((table) => ({ client, table })) as [Db, Db];
      await putCampaigns(campaigns, size);
      let now = MIDNIGHT;
      const deps = { campaigns, counts, clock: () => now, log: silentLog };
      // The first run has all campaigns to look at.
      const one = campaignOf({ slug: slugOf(0) });
      const ofLook = await total(counts, () => publishCampaign(deps, schedule, { campaign: one, since: now - HOUR }));
      await publishAll(deps, () => false);
      now += MINUTE;
      const ofRun = await total(counts, () => publishAll({ ...deps }, () => false));
      const day = (DAY / MINUTE) * ofRun + (DAY / HOUR) * size * ofLook;
      yield { name: `units of a day for ${size} quiet campaigns`, unit: 'units', value: day };
    }
    yield medianRow(
      `a look at the end of a day, ${MANY_COUNTRIES} countries: time`,
      'ms',
      await timesOfDayEnds(client, endpoint),
    );
  } finally {
    await stop();
  }
}

const slugOf = (i: number): string => `campaign-${String(i).padStart(5, '0')}`;
const total = async (db: Db, work: () => Promise<unknown>): Promise<number> =>
  (await unitsOf(db, work)).reduce((sum, n) => sum + n, 0);

/** Many campaigns with the same head. The others are copies: to put each would take minutes. */
async function putCampaigns(db: Db, size: number): Promise<void> {
  const first = campaignOf({ slug: slugOf(0) });
  await putCampaign(db, first);
  const { Items = [] } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      KeyConditionExpression: 'pk = :heads',
      ExpressionAttributeValues: { ':heads': { S: HEADS } },
    }),
  );
  const [head] = Items;
  if (!head) throw new Error('A campaign has no head');
  const copies = Array.from({ length: size - 1 }, (_, i): Item => ({ ...head, sk: { S: slugOf(i + 1) } }));
  for (let i = 0; i < copies.length; i += 25) {
    const requests = copies.slice(i, i + 25).map((copy) => ({ PutRequest: { Item: copy } }));
    await db.client.send(new BatchWriteItemCommand({ RequestItems: { [db.table]: requests } }));
  }
}

/** A campaign grows by 30 signatures a day in each country. */
async function timesOfDayEnds(client: Db['client'], endpoint: string): Promise<number[]> {
  const { Counts: table } = await createTables(localDynamoDbClient(endpoint), 'publish-countries');
  const counts = { client, table };
  const campaign = campaignOf({ slug: 'everywhere', createdAt: new Date(MIDNIGHT - DAY).toISOString() });
  const names = [...countries].slice(0, MANY_COUNTRIES).map((country) => COUNTRY + country);
  const times: number[] = [];
  for (let day = 0; day < ROUNDS + 5; day++) {
    const now = MIDNIGHT + day * DAY;
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: campaign.slug }, sk: { S: 'base' } },
        UpdateExpression: `ADD ${[TOTAL, ...names].map((_, i) => `#n${i} :${i === 0 ? 'all' : 'one'}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries([TOTAL, ...names].map((name, i) => [`#n${i}`, name])),
        ExpressionAttributeValues: { ':one': { N: '30' }, ':all': { N: String(30 * names.length) } },
      }),
    );
    const began = performance.now();
    await publishCampaign({ counts, clock: () => now }, schedule, { campaign, since: now - HOUR });
    // The first ones warm up.
    if (day >= 5) times.push(performance.now() - began);
  }
  const shown = (await queryPublished(counts, campaign.slug))?.byCountry.size;
  if (shown !== MANY_COUNTRIES) throw new Error(`${shown} countries are named`);
  return times;
}
