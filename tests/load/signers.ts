import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../model/random.ts';
import { SLUG } from '../support/machine.ts';
import type { Client } from './client.ts';
import type { Findings } from './findings.ts';
import type { Links, SlowMail } from './slow-mail.ts';

const COUNTRIES = ['AZ', 'DE', 'FR', 'GB', 'TR'] as const;

/** The progress of a signer's request: the answer may be lost although the work is done. */
type Asked = 'never' | 'asked' | 'answered';

/** The knowledge of a signer: the tables are compared with this ledger. */
export interface Signer {
  readonly email: string;
  readonly country: string;
  /** Attempts that were answered with a promise of a mail. */
  promised: number;
  confirmation: Asked;
  withdrawal: Asked;
  links: Links | undefined;
}

export interface SignerDeps {
  readonly client: Client;
  readonly mail: SlowMail;
  readonly findings: Findings;
  readonly random: Random;
  /** Aborted when nobody waits for a mail any more. */
  readonly giveUp: AbortSignal;
}

/** How often a signer tries again after a failure, and the pauses between, in milliseconds. */
const TRIES = 5;
const WAIT = { least: 500, most: 4_000 };

export const newSigner = (i: number, random: Random): Signer => ({
  email: `signer-${i}@load.example`,
  country: random.pick(COUNTRIES),
  promised: 0,
  confirmation: 'never',
  withdrawal: 'never',
  links: undefined,
});

/** One person, from the form to the count, and some further: with wrong turns, as people take them. */
export async function storyOf(signer: Signer, deps: SignerDeps): Promise<void> {
  const { random, client } = deps;
  if (!(await attempt(signer, deps))) return;
  const links = await deps.mail.next(signer.email, 0, deps.giveUp);
  if (!links) return;
  signer.links = links;
  // Some never open their mail.
  if (random.chance(0.06)) return;
  await sleep(random.below(2_000));
  if (random.chance(0.5))
    await client.ask({ kind: 'link page', path: `/confirm?token=${links.confirm}`, right: [200] });
  // Some press twice.
  const presses = random.chance(0.1) ? [confirm(signer, deps), confirm(signer, deps)] : [confirm(signer, deps)];
  const answers = (await Promise.all(presses)).flat();
  if (answers.filter((status) => status === 201).length > 1)
    deps.findings.wrong('counted twice', `${signer.email} was told twice that the signature is new.`);
  if (signer.confirmation !== 'answered') return;
  if (random.chance(0.05)) await signAgain(signer, deps);
  if (random.chance(0.1)) await changeMind(signer, links, deps);
}

/** @returns whether a mail is promised. */
async function attempt(signer: Signer, { client, random }: SignerDeps): Promise<boolean> {
  const { email, country } = signer;
  const path = `/api/campaigns/${SLUG}/signatures`;
  const fields = { name: 'Ada', email, country, comment: random.chance(0.2) ? 'Let them go.' : '' };
  for (let tries = 0; tries < TRIES; tries++) {
    const body = random.chance(0.5)
      ? { form: fields, givesBack: true }
      : { json: { ...fields, updates: random.chance(0.3) } };
    const answer = await client.ask({ kind: 'sign', path, ...body, right: [202, 303] });
    if (answer?.isOk) {
      signer.promised++;
      return true;
    }
    await sleep(WAIT.least + random.below(WAIT.most - WAIT.least));
  }
  return false;
}

/** Presses the button until it works, or patience ends. @returns the statuses that came. */
export async function confirm(
  signer: Signer,
  { client, random }: Pick<SignerDeps, 'client' | 'random'>,
): Promise<number[]> {
  const token = signer.links?.confirm ?? '';
  const statuses: number[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    if (signer.confirmation === 'never') signer.confirmation = 'asked';
    const body = random.chance(0.5)
      ? { path: '/confirm', form: { token }, givesBack: true }
      : { path: '/api/confirmations', json: { token } };
    const answer = await client.ask({ kind: 'confirm', ...body, right: [200, 201] });
    if (answer) statuses.push(answer.status);
    if (answer?.isOk) {
      signer.confirmation = 'answered';
      break;
    }
    await sleep(WAIT.least + random.below(WAIT.most - WAIT.least));
  }
  return statuses;
}

/** Signs with the same address, and confirms the second mail as well: it is answered like a first one, and counts nothing. */
async function signAgain(signer: Signer, deps: SignerDeps): Promise<void> {
  const { mail, client, giveUp, findings } = deps;
  const before = mail.linksOf(signer.email).length;
  if (!(await attempt(signer, deps))) return;
  const links = await mail.next(signer.email, before, giveUp);
  if (!links) return;
  const json = { token: links.confirm };
  const answer = await client.ask({ kind: 'confirm again', path: '/api/confirmations', json, right: [200, 201] });
  if (answer?.isOk) findings.done.count('signed again');
}

/** Withdraws, and then may press the first button once more: it revives nothing. */
async function changeMind(signer: Signer, links: Links, deps: SignerDeps): Promise<void> {
  if (!(await withdraw(signer, links, deps))) return;
  if (deps.random.chance(0.5)) {
    const json = { token: links.confirm };
    await deps.client.ask({ kind: 'confirm withdrawn', path: '/api/confirmations', json, right: [410] });
  }
}

/** @returns whether it is withdrawn. */
export async function withdraw(
  signer: Signer,
  { withdraw: token }: Links,
  { client, random }: Pick<SignerDeps, 'client' | 'random'>,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (signer.withdrawal === 'never') signer.withdrawal = 'asked';
    const json = { token };
    const answer = await client.ask({ kind: 'withdraw', path: '/api/withdrawals', json, right: [200] });
    if (answer?.isOk) {
      signer.withdrawal = 'answered';
      return true;
    }
    await sleep(WAIT.least + random.below(WAIT.most - WAIT.least));
  }
  return false;
}
