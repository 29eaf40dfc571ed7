import { type DynamoDBClient, ScanCommand, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { createDynamoDb, type Item } from '../../functions/core/aws/db.ts';
import { putSignatureOnce, SHARDS, signaturePartition } from '../../functions/core/signatures/store.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { startTestDatabase } from '../support/database.ts';
import { type Design, signaturesOf } from './designs/design.ts';
import { indexByCampaign } from './designs/index-by-campaign.ts';
import { oneTransaction } from './designs/one-transaction.ts';
import { signatureThenCounter } from './designs/signature-then-counter.ts';
import { createPartitions, limitByPartitions, PARTITIONS, partitionOf, UNITS_PER_SECOND } from './partition-limit.ts';
import { medianRow, type Row } from './row.ts';
import { createSimulatedTime } from './simulated-time.ts';
import { someSignature } from './some-signature.ts';

const ROUNDS = 4;
/** Milliseconds of simulated time, of which the first are not measured. */
const LASTS = 300;
const WARM = 50;
/** As many as the table takes, if they come to all of its partitions alike. */
const SENT_PER_SECOND = PARTITIONS * UNITS_PER_SECOND;
const CAMPAIGNS = 256;
/** Running functions, each with a client of its own. */
const PROCESSES = 16;

/**
 * How many signatures one campaign can get in a second, against 256 campaigns, while each partition takes 1,000 write
 * units a second; and the same for three other designs.
 */
export async function* benchCeiling(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  pointSdkHere({ dynamoDb: endpoint, sqs: endpoint, ses: endpoint });
  try {
    const client = localDynamoDbClient(endpoint);
    const one: number[] = [];
    const ratios: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const toOne = await measureCeiling(client, ours, 1, round);
      one.push(toOne);
      ratios.push(toOne / (await measureCeiling(client, ours, CAMPAIGNS, round)));
    }
    yield medianRow('ours: all to one campaign', 'signatures/s', one);
    yield medianRow('ours: one campaign / 256', 'x', ratios, '≥ 0.95');
    for (const partitions of [PARTITIONS, 10 * PARTITIONS]) {
      yield medianRow(`ours: share that one gets of ${partitions} partitions, computed`, 'x', reached(partitions));
    }
    for (const design of [oneTransaction(), signatureThenCounter, indexByCampaign]) {
      const toOne = await measureCeiling(client, design, 1);
      const toMany = await measureCeiling(client, design, CAMPAIGNS);
      yield { name: `${design.name}: all to one campaign`, unit: 'signatures/s', value: toOne };
      yield { name: `${design.name}: one campaign / 256`, unit: 'x', value: toOne / toMany };
    }
  } finally {
    await stop();
  }
}

/** The one write that a confirmation makes and waits for. It is counted from the stream, later. */
const ours: Design = {
  name: 'ours',
  create: async (client, prefix) => void (await createTables(client, prefix)),
  connect(client, prefix) {
    const table = signaturesOf(prefix);
    let stored: Promise<ReadonlyMap<string, number>> | undefined;
    return {
      async count(signature) {
        const status = await putSignatureOnce({ client, table }, signature);
        if (status !== 'counted') throw new Error(`A new signature is ${status}`);
      },
      async total(campaign) {
        stored ??= countStored(client, table);
        return (await stored).get(campaign) ?? 0;
      },
    };
  },
};

/** @returns signatures a second of simulated time. @throws {Error} if the counts differ from the answers “counted”. */
async function measureCeiling(client: DynamoDBClient, design: Design, n: number, round = 1) {
  const prefix = `${design.name.replace(/\W+/g, '-')}-${n}-${round}`;
  await design.create(client, prefix);
  const time = createSimulatedTime();
  const take = createPartitions(time);
  const processes = Array.from({ length: PROCESSES }, () => {
    const limited = createDynamoDb();
    limitByPartitions(limited, take, time);
    return design.connect(limited, prefix);
  });
  const campaigns = Array.from({ length: n }, (_, i) => `campaign-${round}-${i}`);
  let [counted, inTime] = [0, 0];
  const send = async (i: number) => {
    await time.sleep((i / SENT_PER_SECOND) * 1_000);
    const signature = someSignature(campaigns[i % n] ?? '');
    await processes[i % PROCESSES]?.count(signature);
    counted++;
    if (time.now() >= WARM && time.now() < LASTS) inTime++;
  };
  for (let i = 0; i < (SENT_PER_SECOND * LASTS) / 1_000; i++) time.start(() => send(i).catch(ifNotThrottled));
  await time.run();

  const { total } = design.connect(client, prefix);
  let told = 0;
  for (const campaign of campaigns) told += await total(campaign);
  if (told !== counted) throw new Error(`${design.name} counted ${counted}, and tells ${told}`);
  return (inTime / (LASTS - WARM)) * 1_000;
}

/** Ignores a throttled call: its sender tries again. */
function ifNotThrottled(error: unknown): void {
  if (!(error instanceof ThrottlingException)) throw error;
}

/** Signatures in a table, by the part before the `#` of their partition key: for our design, the campaign. */
async function countStored(client: DynamoDBClient, TableName: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  let from: Item | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ProjectionExpression: 'pk', ExclusiveStartKey: from }));
    for (const { pk } of page.Items ?? []) {
      const [campaign = ''] = pk?.S?.split('#') ?? [];
      counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return counts;
}

/**
 * What one campaign gets of a table that is sent as much as its partitions take together, if DynamoDB never moves a key:
 * its 256 keys fall into partitions by chance. A figure for each of 200 campaigns.
 */
function reached(partitions: number): number[] {
  return Array.from({ length: 200 }, (_, i) => {
    const keys = new Array<number>(partitions).fill(0);
    for (let shard = 0; shard < SHARDS; shard++) {
      const partition = partitionOf(signaturePartition(`campaign-${i}`, shard), partitions);
      keys[partition] = (keys[partition] ?? 0) + 1;
    }
    return keys.reduce((sum, n) => sum + Math.min(n / SHARDS, 1 / partitions), 0);
  });
}
