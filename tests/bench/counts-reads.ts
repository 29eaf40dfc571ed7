import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/core/aws/db.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startTestDatabase } from '../support/database.ts';
import { meterUnits, sumOf } from './capacity.ts';
import { signaturesOf } from './designs/design.ts';
import { indexByCampaign, indexed } from './designs/index-by-campaign.ts';
import { countsAfter } from './long-campaign.ts';
import { medianRow, type Row } from './row.ts';
import { someSignature } from './some-signature.ts';

const SIZES = [100, 10_000, 1_000_000] as const;
const COUNTED_ONE_BY_ONE = 10_000;
const WARM = 5;
const ROUNDS = 30;

/**
 * What it takes to read a campaign's counts, in time and read units, whether 100, 10,000 or 1,000,000 have signed; and to
 * count 10,000 signatures one by one, by an index over them. Reads take turns, and each turn gives one ratio.
 */
export async function* benchCountsReads(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  try {
    const client = localDynamoDbClient(endpoint);
    const counts = { client, table: (await createTables(client, 'counts-reads')).Counts };
    for (const size of SIZES) await putAll(client, counts.table, await countsAfter(slugOf(size), size));
    await indexByCampaign.create(client, 'one-by-one');
    const many = Array.from({ length: COUNTED_ONE_BY_ONE }, () => indexed(someSignature('bench')));
    await putAll(client, signaturesOf('one-by-one'), many);
    const oneByOne = indexByCampaign.connect(client, 'one-by-one');

    const ways = new Map<string, () => Promise<number>>();
    for (const size of SIZES)
      ways.set(`counts at ${size}`, async () => (await queryCounts(counts, slugOf(size))).total);
    ways.set(ONE_BY_ONE, () => oneByOne.total('bench'));
    const { units, times } = await measure(client, localDynamoDbClient(endpoint), ways);
    for (const [name, ms] of times) {
      yield medianRow(`${name}: time`, 'ms', ms);
      yield { name: `${name}: read units`, unit: 'units', value: units.get(name) ?? Number.NaN };
    }
    const ratio = (over: string, under: string) =>
      (times.get(over) ?? []).map((ms, i) => ms / (times.get(under)?.[i] ?? 0));
    yield medianRow('counts, 1,000,000 / 10,000: time', 'x', ratio('counts at 1000000', 'counts at 10000'));
    yield medianRow('counts, 1,000,000 / 100: time', 'x', ratio('counts at 1000000', 'counts at 100'));
    yield medianRow('one by one / counts, at 10,000: time', 'x', ratio(ONE_BY_ONE, 'counts at 10000'));
  } finally {
    await stop();
  }
}

const ONE_BY_ONE = 'one by one by an index at 10000';
const slugOf = (size: number): string => `signed-by-${size}`;

/** Reads in turns. @throws {Error} if a way returns another number than its name. */
async function measure(
  client: DynamoDBClient,
  plain: DynamoDBClient,
  ways: ReadonlyMap<string, () => Promise<number>>,
) {
  const [units, times] = [new Map<string, number>(), new Map<string, number[]>()];
  let used = 0;
  meterUnits(client, plain, (uses) => {
    used += sumOf(uses, 'read');
  });
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const [name, way] of ways) {
      used = 0;
      const began = performance.now();
      const told = await way();
      const took = performance.now() - began;
      if (told !== Number(name.split(' ').at(-1))) throw new Error(`${name} tells ${told}`);
      units.set(name, used);
      if (round >= WARM) times.set(name, [...(times.get(name) ?? []), took]);
    }
  }
  return { units, times };
}

async function putAll(client: DynamoDBClient, table: string, items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
}
