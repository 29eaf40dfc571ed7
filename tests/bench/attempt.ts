import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Hono } from 'hono';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { networkOf } from '../../functions/http/network.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { knownProof } from '../support/solved.ts';
import { cpuSince } from './cpu.ts';
import { medianRow, type Row } from './row.ts';
import { benchCampaign, benchKeys, signDepsFor } from './sample-signing.ts';

/** Rounds before the measurement: they load the code, and let the engine compile it. */
const WARM = 8;
const ROUNDS = 15;
const PER_ROUND = 60;

/** A table that answers at once, and a queue that seals its messages. The rest is our own work. */
const nowhere = { client: { send: async () => ({}) } as unknown as DynamoDBClient, table: 'limits' };

export async function benchSignDeps(): Promise<SignDeps> {
  const keys = benchKeys();
  return {
    ...signDepsFor(await benchCampaign(), nowhere, keys),
    limits: createLimits(nowhere, Date.now),
    networkOf: (c) => networkOf(c, []),
    outbox: { put: async (mail) => void (await sealMail(keys.mail, mail, Date.now())) },
  };
}

/** Bodies of attempts, each with an address and a proof of its own. */
export async function provedAttempts(deps: SignDeps, n: number, from = 0): Promise<string[]> {
  const { proof: ring } = await deps.keys();
  const bodies: string[] = [];
  for (let i = from; i < from + n; i++) {
    const email = `signer-${i}@example.org`;
    const proof = await knownProof(ring, { campaign: 'bench', email, now: Date.now() - 2_000 });
    bodies.push(attemptBody(email, proof));
  }
  return bodies;
}

export const attemptBody = (email: string, proof: string): string =>
  JSON.stringify({ name: 'Leyla Məmmədova', email, country: 'AZ', comment: 'They are my colleagues.', proof });

/** CPU time of each attempt in milliseconds, in the mean of one after the other. @throws {Error} at another answer. */
export async function cpuOf(app: Hono, bodies: readonly string[], expected: number, remoteAddress = '127.0.0.1') {
  const before = process.cpuUsage();
  for (const body of bodies) {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const env = { incoming: { socket: { remoteAddress } } };
    const { status } = await app.request('/api/campaigns/bench/signatures', init, env);
    if (status !== expected) throw new Error(`An attempt was answered with ${status}`);
  }
  return cpuSince(before) / bodies.length;
}

/** The CPU time of an attempt: checks, proof, hash, seal, both tokens and the sealed mail, without the SDK's calls. */
export async function* benchAttempt(): AsyncGenerator<Row> {
  const deps = await benchSignDeps();
  const app = createSignApp(deps);
  const cpu: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const spent = await cpuOf(app, await provedAttempts(deps, PER_ROUND, round * PER_ROUND), 202);
    if (round >= WARM) cpu.push(spent);
  }
  yield medianRow('own CPU of an attempt with a proof', 'ms', cpu, '≤ 4');
}
