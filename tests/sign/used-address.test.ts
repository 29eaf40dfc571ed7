import { expect, it } from 'vitest';
import { MAILS_PER_HOUR, MAILS_PER_HOUR_WITH_PROOF, PROOFS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { WITHOUT_PROOF_PER_HOUR } from '../../functions/core/limits/networks.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { attemptOf, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { deps, db, mails, time } = await startSign();
const keys = await deps.keys();

/** One of many running functions, each of which remembers only its own requests. */
const startProcess = (faults: Partial<SignDeps> = {}) =>
  createSignApp({ ...deps, limits: createLimits(db.Limits, () => time.now), ...faults });
type App = ReturnType<typeof startProcess>;
const downQueue = { outbox: { put: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) } };

const proofsFor = (email: string, n: number) =>
  Promise.all(
    Array.from({ length: n }, () =>
      knownProof(keys.proof, { campaign: 'free-them', email, now: time.now - 5 * SECOND }),
    ),
  );
async function attempt(app: App, machine: string, email: string, proof = ''): Promise<string> {
  const answer = await app.request(
    SIGN,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(attemptOf(email, { proof })),
    },
    { incoming: { socket: { remoteAddress: machine } } },
  );
  return [answer.status, (await answer.text()).trimEnd(), ...[...answer.headers].map(String)].join('\n');
}
async function makeBusy(app: App, machine: string) {
  for (let i = 0; i < WITHOUT_PROOF_PER_HOUR.usual.most; i++) await attempt(app, machine, `busy-${i}@example.org`);
  // Later, so that other processes know it, too.
  time.now += 6 * SECOND;
  expect(await attempt(app, machine, 'busy@example.org')).toMatch(/^429/);
}
const sentNow = async () => (await mails()).filter(({ isDecoy }) => !isDecoy).length;

/** The past of an address before a stranger asks for it, all within the hour. */
const pasts = ['fresh', 'signed', 'busy', 'full'] as const;
const used = { fresh: 0, signed: 1, busy: 5, full: PROOFS_PER_HOUR + 3 };

/** Just at the limit and above it; and, with more time, to both sides. */
const beyond = [-1, 0, 1, 2];

it.each(beyond.map((more) => PROOFS_PER_HOUR + more))(
  'answers %i proofs from a busy network alike, and each again, after any use of the address by others',
  async (proofs) => {
    time.now += HOUR;
    const answers = new Map<string, string[]>();
    for (const [i, past] of pasts.entries()) {
      const email = `${past}-${proofs}@example.org`;
      const elsewhere = startProcess();
      for (const proof of await proofsFor(email, used[past])) await attempt(elsewhere, '203.0.113.7', email, proof);
      // The stranger's network is busy in each process that it reaches.
      const [app, other] = [startProcess(), startProcess()];
      const machine = `198.51.${proofs}.${i}`;
      if (i === 0) await makeBusy(app, machine);
      await attempt(other, machine, 'late@example.org');
      const seen: string[] = [];
      const asked = await proofsFor(email, proofs);
      for (const process of [app, app, other, startProcess(), other]) {
        for (const proof of asked) seen.push(await attempt(process, machine, email, proof));
      }
      seen.push(await attempt(app, machine, email));
      answers.set(
        past,
        seen.map((answer) => answer.replaceAll(email, 'ADDRESS')),
      );
      await mails();
    }
    const fresh = answers.get('fresh') ?? [];
    const statuses = (from: number) => [
      ...new Set(fresh.slice(from, from + proofs).map((answer) => answer.slice(0, 3))),
    ];
    // Each process accepts it once, and refuses it from then on.
    expect([0, 1, 2, 3, 4].map((turn) => statuses(turn * proofs))).toEqual([
      ['202'],
      ['429'],
      ['202'],
      ['202'],
      ['429'],
    ]);
    for (const past of pasts) expect(answers.get(past)).toEqual(fresh);
  },
);

it('sends one e-mail for a proof, in all processes together', async () => {
  time.now += HOUR;
  const email = 'replayed@example.org';
  const [proof = ''] = await proofsFor(email, 1);
  for (let i = 0; i < 6; i++) await attempt(startProcess(), '203.0.113.7', email, proof);
  expect(await sentNow()).toBe(1);
  time.now += 14 * MINUTE;
  await attempt(startProcess(), '203.0.113.7', email, proof);
  expect(await sentNow()).toBe(0);
});

it('rejects a proof that one process sees again: then only the e-mails without proof remain', async () => {
  time.now += HOUR;
  const app = startProcess();
  const email = 'again@example.org';
  const [proof = ''] = await proofsFor(email, 1);
  for (let i = 0; i < 6; i++) await attempt(app, '203.0.113.7', email, proof);
  expect(await sentNow()).toBe(MAILS_PER_HOUR);
});

it('gives nothing back for a proof that was spent elsewhere, while the queue does not answer', async () => {
  time.now += HOUR;
  const email = 'nothing-back@example.org';
  const asked = await proofsFor(email, MAILS_PER_HOUR_WITH_PROOF + 1);
  for (const proof of asked) await attempt(startProcess(), '203.0.113.7', email, proof);
  expect(await sentNow()).toBe(MAILS_PER_HOUR_WITH_PROOF);
  const down = startProcess(downQueue);
  for (const proof of asked) expect(await attempt(down, '203.0.113.7', email, proof)).toMatch(/^503/);
  for (const proof of [...asked, ...(await proofsFor(email, 3))]) {
    await attempt(startProcess(), '203.0.113.7', email, proof);
  }
  expect(await sentNow()).toBe(0);
});

it('answers alike, while the queue does not answer, to a second attempt with the proof of a decoy', async () => {
  time.now += HOUR;
  const answers: string[][] = [];
  for (const email of ['allowed@example.org', 'ahead@example.org']) {
    const down = startProcess(downQueue);
    await makeBusy(down, '198.51.100.9');
    if (email === 'ahead@example.org') {
      for (const proof of await proofsFor(email, PROOFS_PER_HOUR)) {
        await attempt(startProcess(), '203.0.113.7', email, proof);
      }
    }
    const [proof = ''] = await proofsFor(email, 1);
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await attempt(down, '198.51.100.9', email, proof)).slice(0, 3));
    answers.push(seen);
  }
  expect(answers[0]).toEqual(['503', '503', '503', '503']);
  expect(answers[1]).toEqual(answers[0]);
  await mails();
});

it('still accepts a proof after the table did not answer', async () => {
  time.now += HOUR;
  const email = 'table-down@example.org';
  const limits = createLimits(db.Limits, () => time.now);
  const client = { send: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) };
  const table = { ...db.Limits, client: client as unknown as typeof db.Limits.client };
  for (let i = 0; i < MAILS_PER_HOUR + 1; i++) await attempt(startProcess(), '203.0.113.7', email);
  expect(await sentNow()).toBe(MAILS_PER_HOUR);
  const [proof = ''] = await proofsFor(email, 1);
  expect(await attempt(startProcess({ limits: { ...limits, table } }), '203.0.113.7', email, proof)).toMatch(/^503/);
  await attempt(startProcess({ limits }), '203.0.113.7', email, proof);
  expect(await sentNow()).toBe(1);
});
