import type { Item } from '../../functions/core/aws/db.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import type { ConfirmedSignature } from '../../functions/core/signatures/store.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startTestDatabase } from '../support/database.ts';
import { meterUnits, sumOf } from './capacity.ts';
import type { Design } from './designs/design.ts';
import { indexByCampaign } from './designs/index-by-campaign.ts';
import { oneTransaction } from './designs/one-transaction.ts';
import { signatureThenCounter } from './designs/signature-then-counter.ts';
import { medianRow, quantile, type Row } from './row.ts';
import { measureSharedCounts } from './shared-counts.ts';
import { createSigners, createTallying, signatureOf } from './signers.ts';

const BATCH = 100;
const BATCHES = 12;
const BATCHES_WITH_NAMES = 4;

/**
 * Write units for each counted signature: ours, from the request for a challenge to the count, against three other designs
 * that are given the same signatures. Each batch of 100 signatures gives one figure.
 */
export async function* benchWriteUnits(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  try {
    const { endpoint } = dynamoDb;
    const ours = await measureOurs(endpoint, 'ours', { batches: BATCHES, shown: 0 });
    const named = await measureOurs(endpoint, 'names', { batches: BATCHES_WITH_NAMES, shown: 0.1 });
    const shared = await measureSharedCounts();
    yield medianRow('ours: confirming', 'units', ours.confirming, '1.00');
    yield medianRow('ours: counting, 100 in a batch', 'units', ours.counting);
    yield medianRow('ours: limit on the address, for the attempt', 'units', ours.limit);
    yield medianRow('ours: these three', 'units', ours.all);
    yield { name: 'ours: counts of networks and campaign, busy hour', unit: 'units', value: shared };
    yield medianRow('ours: all of it in a busy hour', 'units', plus(ours.all, shared), '≤ 2.05');
    yield medianRow('ours: these three, if one in ten shows a name', 'units', named.all);
    const limit = quantile(ours.limit, 0.5);
    for (const design of [oneTransaction(), signatureThenCounter, indexByCampaign]) {
      const units = await measureOther(endpoint, design, ours.signatures);
      yield medianRow(`${design.name}: storing and counting`, 'units', units);
      yield medianRow(`${design.name}: and our limit on the address`, 'units', plus(units, limit));
    }
    const detailed = oneTransaction('all');
    const units = await measureOther(endpoint, detailed, overWeeks(ours.signatures));
    yield medianRow(`${detailed.name}, two weeks long`, 'units', units);
  } finally {
    await dynamoDb.stop();
  }
}

async function measureOurs(endpoint: string, prefix: string, { batches, shown }: { batches: number; shown: number }) {
  const client = localDynamoDbClient(endpoint);
  const tables = await createTables(client, prefix);
  const signers = await createSigners({ signatures: tables.Signatures, limits: tables.Limits }, client, shown);
  const tally = createTallying(client, tables.Counts);
  let units = { confirming: 0, counting: 0, limit: 0 };
  let put: Item[] = [];
  meterUnits(client, localDynamoDbClient(endpoint), (uses, input) => {
    const { TableName, Item, Key } = input as { TableName?: string; Item?: Item; Key?: Item };
    const used = sumOf(uses, 'write') / BATCH;
    if (TableName === tables.Signatures) units.confirming += used;
    else if (TableName !== tables.Limits) units.counting += used;
    // Counts by network and campaign are written beside the way, and are measured over an hour.
    else if (Key?.sk?.S === 'mail') units.limit += used;
    if (TableName === tables.Signatures && Item) put.push(Item);
  });
  const rounds: (typeof units)[] = [];
  const signatures: ConfirmedSignature[] = [];
  for (let i = 0; i < batches; i++) {
    units = { confirming: 0, counting: 0, limit: 0 };
    put = [];
    await signers.sign(BATCH);
    await tally(put);
    rounds.push(units);
    signatures.push(...put.map(signatureOf));
  }
  const { total } = await queryCounts({ client, table: tables.Counts }, 'bench');
  mustBe(total, batches * BATCH, 'ours');
  return {
    signatures,
    confirming: rounds.map(({ confirming }) => confirming),
    counting: rounds.map(({ counting }) => counting),
    limit: rounds.map(({ limit }) => limit),
    all: rounds.map(({ confirming, counting, limit }) => confirming + counting + limit),
  };
}

/** Units of storing and counting the same signatures another way, for each batch. */
async function measureOther(endpoint: string, design: Design, signatures: readonly ConfirmedSignature[]) {
  const client = localDynamoDbClient(endpoint);
  const prefix = design.name.replace(/\W+/g, '-');
  await design.create(client, prefix);
  const counting = design.connect(client, prefix);
  let used = 0;
  meterUnits(client, localDynamoDbClient(endpoint), (uses) => {
    used += sumOf(uses, 'write');
  });
  const units: number[] = [];
  for (let from = 0; from < signatures.length; from += BATCH) {
    used = 0;
    const batch = signatures.slice(from, from + BATCH);
    await Promise.all(batch.map((signature) => counting.count(signature)));
    units.push(used / batch.length);
  }
  mustBe(await counting.total('bench'), signatures.length, design.name);
  return units;
}

/** As if they had been confirmed over two weeks. */
const overWeeks = (signatures: readonly ConfirmedSignature[]): ConfirmedSignature[] =>
  signatures.map((signature, i) => ({
    ...signature,
    confirmedAt: signature.confirmedAt + (14 * DAY * i) / signatures.length,
  }));

const plus = (units: readonly number[], more: number): number[] => units.map((n) => n + more);

function mustBe(counted: number, expected: number, whose: string): void {
  if (counted !== expected) throw new Error(`The count of ${whose} is ${counted}, and not ${expected}`);
}
