import { hash } from 'node:crypto';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Db, Item } from '../../functions/core/aws/db.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { sealIdentity } from '../../functions/core/keys/seal.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { toItem } from '../../functions/core/signatures/store.ts';
import { changesIn } from '../../functions/tally/changes.ts';
import type { WindowedEvent } from '../../functions/tally/event.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { functions } from '../../infra/functions.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { seededRandom } from '../model/random.ts';
import { startTestDatabase } from '../support/database.ts';
import { homeOf, sourceOf } from './arrivals.ts';
import { cpuSince } from './cpu.ts';
import { batchTime, type OwnCpu, replay } from './replay.ts';
import { medianRow, quantile, type Row } from './row.ts';
import { benchCampaign } from './sample-signing.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const WARM = 3;
const ROUNDS = 15;
/** Records of a round, for each size of batches. */
const PER_ROUND = 2_000;

/** Records of a lane in a second, and how long a signature waits to be counted while 3,000 come in a second. */
export async function* benchTally(): AsyncGenerator<Row> {
  const { rows, ownCpu } = await measureTally();
  yield* rows;
  yield {
    name: `most records of a lane, at ${functions.tally.memoryMb} MB (simulated)`,
    unit: '/s',
    value: (functions.tally.batch.size / batchTime(ownCpu, functions.tally.batch.size, 2)) * 1_000,
  };
  const span = { from: NOW, to: NOW + MINUTE, signatures: (3_000 * MINUTE) / SECOND };
  const { lags, differences } = await replay([span], { lanes: 4, ownCpu, sealedIdentity: await sealedIdentity() });
  if (differences.length > 0) throw new Error(`The counts are not those of the signatures: ${differences.join('; ')}`);
  yield { name: 'lag at 3,000/s over 4 lanes, p50 (simulated)', unit: 's', value: lags.quantile(0.5) / 1_000 };
  yield { name: 'the same, p99', unit: 's', value: lags.quantile(0.99) / 1_000 };
  yield { name: 'the same, longest', unit: 's', value: lags.max / 1_000 };
}

/**
 * A lane's batches one after the other, from the text of an event as Lambda hands it over to the write, on DynamoDB
 * Local. @returns besides, what of it is our own CPU for each batch and for each record in it.
 */
export async function measureTally(): Promise<{ rows: Row[]; ownCpu: OwnCpu }> {
  const dynamoDb = await startTestDatabase();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const tables = await createTables(client, 'bench');
    const counts = { client, table: tables.Counts };
    const sizes = [100, functions.tally.batch.size];
    const runs = await Promise.all(
      sizes.map(async (size) => ({ size, lane: await laneOf(counts, size), all: [] as Run[] })),
    );
    for (let round = 0; round < WARM + ROUNDS; round++) {
      for (const { lane, all } of runs) {
        const one = await lane.round();
        if (round >= WARM) all.push(one);
      }
    }
    for (const { lane } of runs) await lane.check();
    const rows = runs.flatMap(({ size, all }) => [
      medianRow(
        `records of a lane, batches of ${size.toLocaleString('en')}`,
        '/s',
        all.map(({ ms }) => 1_000 / ms),
      ),
      medianRow(
        `own CPU of a record in batches of ${size.toLocaleString('en')}`,
        'µs',
        all.map(({ cpuMs }) => cpuMs * 1_000),
      ),
    ]);
    return { rows, ownCpu: ownCpuOf(runs) };
  } finally {
    await dynamoDb.stop();
  }
}

/** Two sizes of batches show the cost of a batch, and of each record in it. */
function ownCpuOf(runs: readonly { size: number; all: readonly Run[] }[]): OwnCpu {
  const [small = [0, 0], large = [0, 0]] = runs.map(({ size, all }) => {
    const perRecord = all.map(({ cpuMs }) => cpuMs);
    return [size, quantile(perRecord, 0.5) * size] as const;
  });
  const perRecord = Math.max(0, (large[1] - small[1]) / (large[0] - small[0]));
  return { perRecord, perBatch: Math.max(0, small[1] - perRecord * small[0]) };
}

/** Milliseconds for each record. */
interface Run {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A lane of its own campaign, with as many events as there are rounds. */
async function laneOf(counts: Db, size: number) {
  const campaign = `batches-of-${size}`;
  const random = seededRandom(size);
  const sealed = await sealedIdentity();
  let sequence = 99_999_999_999_999_990_000n;
  const eventText = () => {
    const Records = Array.from({ length: size }, () => {
      sequence += BigInt(1 + random.below(50));
      const signature = {
        campaign,
        signer: hash('sha256', `${campaign} ${sequence}`, 'base64url') as SignerHash,
        attemptedAt: NOW,
        confirmedAt: NOW + random.below(5 * MINUTE),
        country: homeOf(random),
        locale: 'en',
        source: sourceOf(random),
        consent: '1',
        sealedIdentity: sealed,
      };
      return recordOf(toItem(signature), String(sequence));
    });
    return JSON.stringify({ Records, shardId: 'shardId-1', window: {}, state: {}, isFinalInvokeForWindow: false });
  };
  const events = Array.from({ length: ((WARM + ROUNDS) * PER_ROUND) / size }, eventText);
  const deps = { counts, clock: () => NOW, log: { info: () => undefined, error: unexpected } };
  let next = 0;
  return {
    async round(): Promise<Run> {
      const own = events.slice(next, next + PER_ROUND / size);
      next += own.length;
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      for (const text of own) {
        const { shardId = '', Records } = JSON.parse(text) as WindowedEvent;
        await tallyBatch(deps, shardId, changesIn(Records));
      }
      return { ms: (performance.now() - began) / PER_ROUND, cpuMs: cpuSince(cpu) / PER_ROUND };
    },
    async check(): Promise<void> {
      const { total } = await queryCounts(counts, campaign);
      if (total !== next * size) throw new Error(`${total} are counted of ${next * size}`);
    },
  };
}

function unexpected(event: string): void {
  throw new Error(`Not expected: ${event}`);
}

/** A record as Lambda sends it, with fields that tally does not read. */
const recordOf = (image: Item, sequence: string): DynamoDBRecord => ({
  eventID: hash('md5', sequence),
  eventName: 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-central-1',
  dynamodb: {
    ApproximateCreationDateTime: NOW / 1_000,
    Keys: { pk: image.pk, sk: image.sk } as Record<string, { S: string }>,
    NewImage: asText(image),
    SequenceNumber: sequence,
    SizeBytes: 1_000,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
  eventSourceARN: 'arn:aws:dynamodb:eu-central-1:123456789012:table/signatures/stream/2026-03-01T00:00:00.000',
});

/** Of the length that sealing gives it. */
export const sealedIdentity = async (): Promise<Uint8Array> =>
  sealIdentity({ name: 'Ada Lovelace', email: 'ada@example.org', updates: false }, (await benchCampaign()).recipients);

/** Bytes travel in base64. */
const asText = (image: Item): Record<string, { S: string }> =>
  Object.fromEntries(
    Object.entries(image).map(([name, value]) => [
      name,
      (value.B ? { B: Buffer.from(value.B).toString('base64') } : value) as { S: string },
    ]),
  );
