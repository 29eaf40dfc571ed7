import { hash } from 'node:crypto';
import { DynamoDBServiceException, InternalServerError } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { type Counts, queryCounts } from '../../functions/core/counts/store.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { HOUR, hourOf, MINUTE } from '../../functions/core/running/clock.ts';
import { putSignatureOnce, withdrawSignature } from '../../functions/core/signatures/store.ts';
import { changesIn } from '../../functions/tally/changes.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { functions } from '../../infra/functions.ts';
import { createMemoryTable } from '../model/memory-table.ts';
import { seededRandom } from '../model/random.ts';
import type { Change, Image } from '../model/signatures.ts';
import { placeOf } from '../model/stream.ts';
import { metered, type Units } from '../model/units.ts';
import { clientOf } from '../support/client.ts';
import { silentLog } from '../support/log.ts';
import { orderKey } from '../support/signature.ts';
import { arrivals, homeOf, type Span, sourceOf } from './arrivals.ts';
import { MB_FOR_A_CORE } from './cpu.ts';
import { createEventSource } from './event-source.ts';
import { createLags, type Lags } from './lags.ts';
import { createSignatureKeys } from './signature-keys.ts';

/** Milliseconds of our own CPU that tally takes on a core of this machine. */
export interface OwnCpu {
  readonly perBatch: number;
  readonly perRecord: number;
}

export interface ReplayOptions {
  readonly lanes: number;
  readonly ownCpu: OwnCpu;
  /** The content of each signature. */
  readonly sealedIdentity: Uint8Array;
  readonly seed?: number;
}

/** How it went. */
export interface Replayed {
  readonly signatures: number;
  readonly pressedAgain: number;
  readonly withdrawn: number;
  /** Records handed to tally, each time that they were, and the batches that they came in. */
  readonly deliveries: number;
  readonly batches: number;
  /** Calls of the table that failed. */
  readonly failures: number;
  /** From a confirmation to its being counted, in simulated milliseconds. */
  readonly lags: Lags;
  readonly confirm: Units;
  readonly tally: Units;
  readonly fold: Units;
  /** How far the counts are from the signatures. Empty: they are the same. */
  readonly differences: readonly string[];
}

/** The assumptions of the model, in milliseconds: the time of a call of DynamoDB, and of delivering a batch. */
const CALL = 10;
const HAND_OVER = 10;
/** How long a shard gets records. Then a child follows it. */
const SHARD_LIFE = 4 * HOUR;
/** At which minute of an hour counts are folded. */
const FOLDED_AT = 43 * MINUTE;

/** How often each fault happens. */
const PRESSED_AGAIN = 0.01;
const WITHDRAWN = 0.005;
const FAILED_CALLS = 0.001;
const FORGOTTEN_BATCHES = 0.001;

const CAMPAIGN = 'weekend';

/** Milliseconds that a batch with some calls of the table takes on Lambda, in the model. */
export const batchTime = ({ perBatch, perRecord }: OwnCpu, records: number, calls: number): number =>
  HAND_OVER + calls * CALL + (perBatch + perRecord * records) * (MB_FOR_A_CORE / functions.tally.memoryMb);

/**
 * Lets signatures come one by one, each at its moment of a simulated time, through the real functions: they are put once,
 * their stream comes to the real tally as Lambda hands it over, and counts are folded each hour. Signers press twice,
 * some withdraw, calls fail before and after they took effect, and batches come again.
 * @param options.ownCpu measured beforehand; a batch takes that much longer as Lambda gives less than a core.
 */
export async function replay(
  spans: readonly Span[],
  { lanes, ownCpu, sealedIdentity, seed = 1 }: ReplayOptions,
): Promise<Replayed> {
  const random = seededRandom(seed);
  const confirm: Units = { read: 0, write: 0 };
  const tally: Units = { read: 0, write: 0 };
  const fold: Units = { read: 0, write: 0 };
  const happened = { signatures: 0, pressedAgain: 0, withdrawn: 0, deliveries: 0, batches: 0, failures: 0 };
  const lags = createLags();
  const table = createMemoryTable();
  const counts = { table: 'Counts', client: table.client };
  const truth = new Map<string, number>();
  let now = spans[0]?.from ?? 0;
  let calls = 0;
  let sequence = 99_999_999_999_000_000_000n;

  const performTally = metered(table, tally);
  const failing = (perform: (command: { readonly input: unknown }) => unknown) =>
    clientOf(async (command) => {
      calls++;
      const fails = random.chance(FAILED_CALLS);
      if (fails) happened.failures++;
      if (fails && random.chance(0.5)) throw new InternalServerError({ message: '', $metadata: {} });
      const answer = perform(command);
      if (fails) throw new InternalServerError({ message: '', $metadata: {} });
      return answer;
    });
  const counted = { table: 'Counts', client: failing(performTally) };

  async function serve(shardId: string, Records: readonly DynamoDBRecord[], at: number) {
    happened.batches++;
    happened.deliveries += Records.length;
    calls = 0;
    const isDone = await succeeds(
      tallyBatch({ counts: counted, clock: () => at, log: silentLog }, shardId, changesIn(Records)),
    );
    return { isDone, ms: batchTime(ownCpu, Records.length, calls) };
  }

  const source = createEventSource(lanes, {
    serve,
    counted: ({ at }, when) => lags.add(when - at),
    isForgotten: () => random.chance(FORGOTTEN_BATCHES),
  });

  function changed({ pk, before, after }: Change): void {
    const lane = Math.floor(placeOf(pk) * lanes);
    // Lanes roll over one after another, not all at once.
    const life = Math.floor(now / SHARD_LIFE + lane / lanes);
    sequence += BigInt(1 + random.below(50));
    const record = { dynamodb: { SequenceNumber: String(sequence), OldImage: before, NewImage: after } };
    source.put(lane, { at: now, shard: `shardId-${lane}-${life}`, record: record as DynamoDBRecord });
    for (const name of namesOf(before)) add(truth, name, -1);
    for (const name of namesOf(after)) add(truth, name, 1);
  }

  const signatures = spans.reduce((sum, span) => sum + span.signatures, 0);
  const keys = createSignatureKeys(signatures, confirm, changed);
  const signed = { table: 'Signatures', client: keys.client };
  const folding = { table: 'Counts', client: clientOf(async (command) => performFold(command)) };
  const performFold = metered(table, fold);

  async function sign(signer: SignerHash): Promise<void> {
    const signature = {
      campaign: CAMPAIGN,
      signer,
      attemptedAt: now - MINUTE,
      confirmedAt: now,
      country: homeOf(random),
      locale: 'en',
      source: sourceOf(random),
      consent: '1',
      sealedIdentity,
    };
    if ((await putSignatureOnce(signed, signature)) !== 'counted') throw new Error('A signature was not counted');
    happened.signatures++;
    if (random.chance(PRESSED_AGAIN)) {
      const again = await putSignatureOnce(signed, signature);
      if (again !== 'already-counted') throw new Error(`A signature that is pressed again is ${again}`);
      happened.pressedAgain++;
    }
  }

  let folds = hourOf(now) + FOLDED_AT;
  for (const at of arrivals(spans, random)) {
    while (folds <= at) {
      await source.until(folds);
      await foldCampaign(folding, CAMPAIGN, folds);
      folds += HOUR;
    }
    if (source.due <= at) await source.until(at);
    now = at;
    await sign(signerOf(happened.signatures));
    if (random.chance(WITHDRAWN)) {
      const signer = random.pick(keys.recent) as SignerHash;
      await withdrawSignature(signed, { orderKey, campaign: CAMPAIGN, signer, now });
      happened.withdrawn++;
    }
  }
  await source.until(now + HOUR);
  const differences = differencesOf(truth, await queryCounts(counts, CAMPAIGN));
  return { ...happened, lags, confirm, tally, fold, differences };
}

/** Whether a batch was counted. Expected faults come from the table. Any other error is a fault of ours. */
async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof DynamoDBServiceException) return false;
    throw error;
  }
}

const signerOf = (n: number): SignerHash => hash('sha256', String(n), 'base64url') as SignerHash;

/** The sums that a signature increases, calculated apart from tally, which counts them by the names of attributes. */
function namesOf(image: Image | undefined): string[] {
  if (image?.status?.S !== 'counted') return [];
  return ['total', `${image.country?.S}`, `${image.confirmedAt?.S?.slice(0, 13)}`, `${image.source?.S}`];
}

const add = (to: Map<string, number>, name: string, n: number) => to.set(name, (to.get(name) ?? 0) + n);

function differencesOf(truth: ReadonlyMap<string, number>, { total, byCountry, byHour, bySource }: Counts): string[] {
  const told = new Map([['total', total] as const, ...byCountry, ...byHour, ...bySource]);
  return [...new Set([...truth.keys(), ...told.keys()])].flatMap((name) => {
    const [is, should] = [told.get(name) ?? 0, truth.get(name) ?? 0];
    return is === should ? [] : [`${name}: ${is}, not ${should}`];
  });
}
