import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Item } from '../../functions/core/aws/db.ts';
import { countries } from '../../functions/core/country.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { SECOND } from '../../functions/core/running/clock.ts';
import type { ConfirmedSignature } from '../../functions/core/signatures/store.ts';
import { networkOf } from '../../functions/http/network.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { changesIn } from '../../functions/tally/changes.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { type Random, seededRandom } from '../model/random.ts';
import { knownProof } from '../support/solved.ts';
import { benchSignDeps } from './attempt.ts';
import { inParallel } from './in-parallel.ts';
import { benchCampaign } from './sample-signing.ts';

/** Signatures a second. */
const PER_SECOND = 100;
const LANES = 4;
/** Calls at once, as a function with some traffic has them. */
const AT_ONCE = 16;

export interface Signers {
  /** Lets signers ask for a challenge, send an attempt with its proof, and press the button behind their link. */
  sign(n: number): Promise<void>;
}

/**
 * Signers of one campaign, 100 a second by a clock of their own, at the real sign function: from challenge to confirmation.
 * Each comes from a network of their own.
 * @param shown the share of them who show their name.
 */
export async function createSigners(
  tables: { signatures: string; limits: string },
  client: DynamoDBClient,
  shown: number,
): Promise<Signers> {
  const deps = await benchSignDeps();
  const campaign = { ...(await benchCampaign()), showNames: shown > 0 };
  const { proof: ring } = await deps.keys();
  const random = seededRandom(1);
  const begin = Date.now();
  let signers = 0;
  const clock = () => begin + (signers * SECOND) / PER_SECOND;
  const mailed = new Map<string, string>();
  const app = createSignApp({
    ...deps,
    campaign: async () => campaign,
    clock,
    signatures: { client, table: tables.signatures },
    limits: createLimits({ client, table: tables.limits }, clock),
    networkOf: (c) => networkOf(c, []),
    outbox: { put: async (mail) => void (mail.kind === 'confirmation' && mailed.set(mail.to, mail.confirmToken)) },
  });

  const signOne = async (i: number) => {
    const env = { incoming: { socket: { remoteAddress: `198.${18 + (i >> 8)}.${i & 255}.9` } } };
    const post = async (path: string, body: object, expected: number) => {
      const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const { status } = await app.request(path, init, env);
      if (status !== expected) throw new Error(`${path} answered ${status}`);
    };
    const email = `signer-${i}@example.org`;
    await post('/api/campaigns/bench/challenges', { email }, 200);
    const proof = await knownProof(ring, { campaign: 'bench', email, now: Math.floor(clock()) - 2 * SECOND });
    const said = { name: 'Leyla Məmmədova', country: someCountry(random), publicName: random.chance(shown) };
    await post('/api/campaigns/bench/signatures', { ...said, email, comment: 'They are my colleagues.', proof }, 202);
    await post('/api/confirmations', { token: mailed.get(email) }, 201);
  };
  return { sign: (n) => inParallel(n, AT_ONCE, () => signOne(signers++)) };
}

/** A signature from its item. */
export function signatureOf(item: Item): ConfirmedSignature {
  const text = (name: string) => item[name]?.S ?? '';
  const confirmedAt = Date.parse(text('confirmedAt'));
  return {
    campaign: text('pk').replace(/#..$/, ''),
    signer: text('sk') as SignerHash,
    attemptedAt: confirmedAt,
    confirmedAt,
    country: text('country'),
    locale: text('locale'),
    source: text('source'),
    consent: text('consent'),
    sealedIdentity: item.sealedIdentity?.B ?? new Uint8Array(),
  };
}

/** One of 200 countries. As many sign from the first as from the next two, the next four, and so on. */
export const someCountry = (random: Random): string =>
  countries[Math.floor(200 ** (random.below(1_000) / 1_000)) - 1] ?? 'AZ';

/** Sends signatures to the real tally, like the stream of their table: one batch of one lane. */
export function createTallying(client: DynamoDBClient, table: string): (items: readonly Item[]) => Promise<void> {
  const deps = { counts: { client, table }, clock: Date.now, log: { info: () => undefined, error: failLoudly } };
  let batches = 0;
  return async (items) => {
    await tallyBatch(deps, `shardId-${batches++ % LANES}`, changesIn(items.map(asRecord)));
  };
}

let sequence = 10n ** 20n;

/** The record of a new signature in the stream. */
export const asRecord = (item: Item): Records[number] => ({
  dynamodb: { SequenceNumber: String(sequence++), NewImage: item as StreamImage },
});

type Records = DynamoDBStreamEvent['Records'];
type StreamImage = NonNullable<NonNullable<Records[number]['dynamodb']>['NewImage']>;

export function failLoudly(event: string): never {
  throw new Error(`Tally says ${event}`);
}
