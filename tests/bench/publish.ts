import { BatchWriteItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { schedule } from '../../functions/core/access/actor.ts';
import type { Db, Item } from '../../functions/core/aws/db.ts';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
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
import { cpuSince } from './cpu.ts';
import { medianRow, quantile, type Row } from './row.ts';

const SIZES = [1, 100, 10_000] as const;
const MANY_COUNTRIES = 200;
const ROUNDS = 40;
const MIDNIGHT = Date.UTC(2026, 5, 3);

const MOVES = 20;

/**
 * What publishing costs: the units of a day for 1, 100 and 10,000 campaigns that nobody signs, and the time of one look at
 * the end of a day at which each of 200 countries moves. A day has a run a minute, and a look at each campaign an hour. Besides,
 * the parts of which `npm run cost` adds up any number of campaigns.
 */
export async function* benchPublish(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  try {
    const client = localDynamoDbClient(endpoint);
    const runs: { units: number; ms: number }[] = [];
    let look = { units: 0, ms: 0 };
    for (const size of SIZES) {
      const tables = await createTables(client, `publish-${size}`);
      const [campaigns, counts] = [tables.Campaigns, tables.Counts].map((table) => ({ client, table })) as [Db, Db];
      await putCampaigns(campaigns, size);
      let now = MIDNIGHT;
      const deps = { campaigns, counts, clock: () => now, log: silentLog };
      const one = campaignOf({ slug: slugOf(0) });
      const lookAgain = () => publishCampaign(deps, schedule, { campaign: one, since: now - HOUR });
      // It was signed once. So the first look publishes something, and later ones read all that a look reads.
      await addCounts(counts, one.slug, { [TOTAL]: 1_000, [`${COUNTRY}AZ`]: 1_000 });
      await lookAgain();
      const ofLook = await total(counts, lookAgain);
      // The first run has all campaigns to look at.
      await publishAll(deps, () => false);
      now += MINUTE;
      const ofRun = await total(counts, () => publishAll(deps, () => false));
      const day = (DAY / MINUTE) * ofRun + (DAY / HOUR) * size * ofLook;
      yield { name: `units of a day for ${size} quiet campaigns`, unit: 'units', value: day };
      look = { units: ofLook, ms: await cpuOf(lookAgain) };
      runs.push({ units: ofRun, ms: await cpuOf(() => publishAll(deps, () => false)) });
    }
    const [first, last] = [runs[0], runs.at(-1)];
    if (!first || !last) throw new Error('There was no run');
    const others = (SIZES.at(-1) ?? 0) - 1;
    const eachOf = (of: 'units' | 'ms') => (last[of] - first[of]) / others;
    yield { name: 'a run, for each campaign: read units', unit: 'units', value: eachOf('units') };
    yield { name: 'a run, for each campaign: our CPU', unit: 'ms', value: eachOf('ms') };
    yield { name: 'a run of one campaign: our CPU', unit: 'ms', value: first.ms };
    yield { name: 'a look at a quiet campaign: read units', unit: 'units', value: look.units };
    yield { name: 'a look: our CPU', unit: 'ms', value: look.ms };
    yield { name: 'a look at which the total moves: write units', unit: 'units', value: await writesOfMoves(client) };
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

/** The median of our CPU for some work, in milliseconds. The database is another process. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const before = process.cpuUsage();
    await work();
    if (i >= ROUNDS / 4) times.push(cpuSince(before));
  }
  return quantile(times, 0.5);
}

/** The write units of a look at which the total moves: those of the look, less those of another one at the same time. */
async function writesOfMoves(client: Db['client']): Promise<number> {
  const { Counts: table } = await createTables(client, 'publish-moves');
  const counts = { client, table };
  const campaign = campaignOf({ slug: 'moving', createdAt: new Date(MIDNIGHT).toISOString() });
  const units: number[] = [];
  for (let look = 0; look < MOVES; look++) {
    const now = MIDNIGHT + look * HOUR + MINUTE;
    await addCounts(counts, campaign.slug, { [TOTAL]: 1_000, [`${COUNTRY}AZ`]: 1_000 });
    const publish = () => publishCampaign({ counts, clock: () => now }, schedule, { campaign, since: now - HOUR });
    const lookAgain = () => publishCampaign({ counts, clock: () => now }, schedule, { campaign, since: now });
    units.push((await total(counts, publish)) - (await total(counts, lookAgain)));
  }
  return quantile(units, 0.5);
}

async function addCounts({ client, table }: Db, slug: string, added: Readonly<Record<string, number>>): Promise<void> {
  const entries = Object.entries(added);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: slug }, sk: { S: 'base' } },
      UpdateExpression: `ADD ${entries.map((_, i) => `#n${i} :n${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(entries.map(([, n], i) => [`:n${i}`, { N: String(n) }])),
    }),
  );
}

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
    await addCounts(counts, campaign.slug, {
      [TOTAL]: 30 * names.length,
      ...Object.fromEntries(names.map((name) => [name, 30])),
    });
    const began = performance.now();
    await publishCampaign({ counts, clock: () => now }, schedule, { campaign, since: now - HOUR });
    // The first ones warm up.
    if (day >= 5) times.push(performance.now() - began);
  }
  const shown = (await queryPublished(counts, campaign.slug))?.byCountry.size;
  if (shown !== MANY_COUNTRIES) throw new Error(`${shown} countries are named`);
  return times;
}
