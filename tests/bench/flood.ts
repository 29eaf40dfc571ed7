import { deriveKey as derive } from 'altcha-lib/algorithms/pbkdf2';
import { deriveKey as deriveInBrowser } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Level } from '../../functions/core/abuse/level.ts';
import { issueChallenge } from '../../functions/core/abuse/proof.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import { allowedWithoutProof, networkKey } from '../../functions/sign/admission.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { sendFlood } from '../sign/flood.ts';
import { startTestDatabase } from '../support/database.ts';
import { addressOf, knownChallenge, knownProof } from '../support/solved.ts';
import { attemptBody, benchSignDeps, cpuOf, provedAttempts } from './attempt.ts';
import { startAwsStandIn } from './aws-stand-in.ts';
import { cpuSince } from './cpu.ts';
import { medianRow, quantile, type Row } from './row.ts';

const FLOOD = { attempts: Number(process.env.FLOOD ?? 100_000), networks: 1_000, victims: 50 };
/** Rounds before the measurement: they load the code, and let the engine compile it. */
const WARM = 4;
const ROUNDS = 9;
const PER_ROUND = 60;
/** The floods' hours, ahead of real time: the table removes expired items by real time. */
const FLOODS = [
  { asks: 'as-it-goes', start: Date.parse('2096-03-01T12:00:00Z'), name: 'challenges asked for as it goes' },
  { asks: 'ahead', start: Date.parse('2096-03-02T12:00:00Z'), name: 'challenges asked for ahead, every 20 minutes' },
] as const;

/**
 * Two floods at mailboxes of strangers, half of each with proofs; and what they cost both sides in CPU time, on one
 * machine: the sender's search, by the faster of two native ways, against ours with the SDK's calls to a table and a queue.
 */
export async function* benchFlood(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  const queue = await startAwsStandIn();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const table = { client, table: (await createTables(client, 'flood')).Limits };
    const deps = await benchSignDeps();
    const keys = await deps.keys();
    const outbox = createOutbox({ queueUrl: `${queue.endpoint}/1/mail`, keys: async () => keys.mail, clock: Date.now });
    const real = () => ({ ...deps, outbox, limits: createLimits(table, Date.now) });

    const derivation = await derivationCost(deps);
    const numbers = await numbersAt(deps);
    yield medianRow('deriving one key, the faster native way', 'ms', derivation);
    const proof = quantile(derivation, 0.5) * (numbers / 2);
    yield { name: 'the sender’s proof at the first level, in the mean', value: proof, unit: 'ms', goal: '≤ 160' };

    const proved: number[] = [];
    const overfull: number[] = [];
    const wrong: number[] = [];
    const without: number[] = [];
    const refused: number[] = [];
    const asked: number[] = [];
    const app = createSignApp(real());
    const busy = createSignApp(real());
    const allowed = { network: '198.51.100.0/24', now: Date.now(), strict: false };
    await cpuOf(
      busy,
      bodies('a', allowedWithoutProof(networkKey(keys, allowed.now), allowed), ''),
      202,
      '198.51.100.9',
    );
    await cpuOf(busy, await provedFor(deps, 'full@example.org', 12), 202);
    for (let round = 0; round < WARM + ROUNDS; round++) {
      const spent = {
        proved: await cpuOf(app, await provedAttempts(deps, PER_ROUND, round * PER_ROUND), 202),
        overfull: await cpuOf(busy, await provedFor(deps, 'full@example.org'), 202, '198.51.100.9'),
        wrong: await cpuOf(app, await wrongAttempts(deps, round), 202),
        without: await cpuOf(app, bodies(`w${round}`, PER_ROUND, ''), 202),
        refused: await cpuOf(busy, bodies('r', PER_ROUND, ''), 429, '198.51.100.9'),
        asked: await challengeCost(deps),
      };
      if (round < WARM) continue;
      proved.push(spent.proved);
      overfull.push(spent.overfull);
      wrong.push(spent.wrong);
      without.push(spent.without);
      refused.push(spent.refused);
      asked.push(spent.asked);
    }
    yield medianRow('our challenge', 'ms', asked);
    yield medianRow('our attempt with a proof, with the SDK', 'ms', proved);
    yield medianRow('our attempt with a proof for an address that is full', 'ms', overfull);
    yield medianRow('our attempt with a wrong proof', 'ms', wrong);
    yield medianRow('our attempt without proof', 'ms', without);
    yield medianRow('our attempt that is refused', 'ms', refused);
    const ours = quantile(proved, 0.5) + quantile(asked, 0.5);
    yield { name: 'sender / us for a proof, while few send', value: proof / ours, unit: 'x' };

    const campaign = await deps.campaign('bench');
    if (!campaign) throw new Error('There is no campaign');
    const createdAt = new Date(0).toISOString();
    const ms = (costs: readonly number[]) => quantile(costs, 0.5);
    for (const { asks, start, name } of FLOODS) {
      const began = performance.now();
      const about = { campaign: { ...campaign, createdAt }, table, start };
      const { sent, withProof, withoutProof, proofs } = await sendFlood(deps, about, { ...FLOOD, asks });
      const took = (performance.now() - began) / 1_000;
      yield { name: `a flood of ${FLOOD.attempts}, ${name}`, value: took, unit: 's' };
      yield { name: 'its attempts with a proof that were taken', value: withProof.accepted, unit: '' };
      yield { name: 'and refused', value: withProof.refused, unit: '', goal: '0' };
      yield { name: 'its attempts without one that were taken', value: withoutProof.accepted, unit: '' };
      yield { name: 'and refused', value: withoutProof.refused, unit: '' };
      yield { name: 'mails to the victim that got most', value: Math.max(...sent.values()), unit: '', goal: '≤ 5' };
      yield { name: 'mails to all victims', value: [...sent.values()].reduce((a, b) => a + b, 0), unit: '' };
      const level = meanLevel(proofs);
      yield { name: 'level of its challenges, in the mean', value: level, unit: 'x' };
      yield { name: 'sender / us for a proof in the flood', value: (proof * level) / ours, unit: 'x', goal: '≥ 100' };
      const worthless = ms(without) * withoutProof.accepted + ms(refused) * withoutProof.refused;
      yield { name: 'our CPU for all that came without a proof', value: worthless / 1_000, unit: 's' };
      yield { name: 'the sender’s CPU for all proofs', value: (proof * level * FLOOD.attempts) / 2_000, unit: 's' };
      // Nearly all of them for addresses that are full.
      const forProofs = (ms(asked) * FLOOD.attempts) / 2 + ms(overfull) * withProof.accepted;
      yield { name: 'our CPU for all proofs', value: forProofs / 1_000, unit: 's' };
    }
  } finally {
    queue.stop();
    await dynamoDb.stop();
  }
}

const bodies = (name: string, n: number, proof: string): string[] =>
  Array.from({ length: n }, (_, i) => attemptBody(`${name}-${i}@example.org`, proof));

/** Attempts with proofs, all on one address. */
async function provedFor(deps: SignDeps, email: string, n = PER_ROUND): Promise<string[]> {
  const { proof: ring } = await deps.keys();
  const asked = { campaign: 'bench', email, now: Date.now() - 2_000 };
  return Promise.all(Array.from({ length: n }, async () => attemptBody(email, await knownProof(ring, asked))));
}

/** Proofs whose challenges are ours, and whose keys are made up. */
const wrongAttempts = async (deps: SignDeps, round: number): Promise<string[]> =>
  (await provedAttempts(deps, PER_ROUND, (100 + round) * PER_ROUND)).map((body) => {
    const { email, proof } = JSON.parse(body) as { email: string; proof: string };
    const { challenge, solution } = JSON.parse(Buffer.from(proof, 'base64').toString());
    const made = { challenge, solution: { ...solution, derivedKey: '0'.repeat(64) } };
    return attemptBody(email, Buffer.from(JSON.stringify(made)).toString('base64'));
  });

/** CPU milliseconds for each key that a sender derives, by the faster way on this machine. */
async function derivationCost(deps: SignDeps): Promise<number[]> {
  const { proof } = await deps.keys();
  const { parameters } = await knownChallenge(proof, { campaign: 'bench', email: 'a@example.org', now: Date.now() });
  const ways: number[][] = [];
  for (const way of [derive, deriveInBrowser]) {
    const costs: number[] = [];
    for (let round = 0; round < 20; round++) {
      const before = process.cpuUsage();
      for (let i = 0; i < 50; i++) await way(parameters, Buffer.alloc(16), Buffer.alloc(20, i));
      costs.push(cpuSince(before) / 50);
    }
    ways.push(costs);
  }
  return ways.sort((one, other) => quantile(one, 0.5) - quantile(other, 0.5))[0] ?? [];
}

/** Below what the number lies at the first level. */
async function numbersAt(deps: SignDeps): Promise<number> {
  let numbers = 0;
  const bound = { campaign: 'bench', address: addressOf('a@example.org'), level: 1 as const, now: Date.now() };
  await issueChallenge((await deps.keys()).proof, bound, (below) => {
    numbers = below;
    return 0;
  });
  return numbers;
}

async function challengeCost(deps: SignDeps): Promise<number> {
  const app = createSignApp(deps);
  const before = process.cpuUsage();
  for (let i = 0; i < PER_ROUND; i++) {
    const init = { method: 'POST', body: '{"email":"a@example.org"}', headers: { 'content-type': 'application/json' } };
    await app.request('/api/campaigns/bench/challenges', init);
  }
  return cpuSince(before) / PER_ROUND;
}

function meanLevel(proofs: ReadonlyMap<Level, number>): number {
  const entries = [...proofs];
  const all = entries.reduce((sum, [, n]) => sum + n, 0);
  return entries.reduce((sum, [level, n]) => sum + level * n, 0) / all;
}
