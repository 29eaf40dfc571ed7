import { expect, it } from 'vitest';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createSpentProofs } from '../../functions/core/limits/spent-proofs.ts';
import { DAY, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { parseAttempt } from '../../functions/core/signatures/attempt.ts';
import { admit } from '../../functions/sign/admission.ts';
import { countChallenge } from '../../functions/sign/challenging.ts';
import { attemptOf, campaign, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { deps, db, time } = await startSign();
const keys = await deps.keys();
const LIFETIME = 20 * MINUTE;
const startProcess = () => ({ ...deps, limits: createLimits(db.Limits, () => time.now) });

/** How hard the challenges are that one asks for within a minute, and sends nothing. */
async function hoard(challenges: number, { networks = 1, processes = 1 }) {
  time.now += DAY;
  const running = Array.from({ length: processes }, startProcess);
  const levels: number[] = [];
  for (let i = 0; i < challenges; i++) {
    const process = running[i % processes]!;
    levels.push(await countChallenge(process, campaign(), `198.51.${i % networks}.0/24`));
    time.now += Math.floor((i + 1) * (MINUTE / challenges)) - Math.floor(i * (MINUTE / challenges));
  }
  return levels;
}
const mean = (levels: readonly number[]) => levels.reduce((sum, level) => sum + level, 0) / levels.length;

it.each([
  ['one network', { networks: 1 }],
  ['200 networks', { networks: 200 }],
  ['200 networks, at 10 processes', { networks: 200, processes: 10 }],
])('makes challenges harder that are asked for ahead, from %s', async (_from, by) => {
  const levels = await hoard(3_000, by);
  expect(levels[0]).toBe(1);
  expect(levels.at(-1)).toBe(8);
  expect(mean(levels)).toBeGreaterThan(4);
});

it('makes challenges harder for a network that asks for many ahead, and for no other', async () => {
  const asked = async (networks: number) => {
    time.now += DAY;
    const process = startProcess();
    let level = 0;
    for (let i = 0; i < 100; i++) {
      level = await countChallenge(process, campaign(), `198.51.${i % networks}.0/24`);
      time.now += MINUTE / 2;
    }
    return level;
  };
  expect(await asked(1)).toBe(2);
  expect(await asked(100)).toBe(1);
});

it('counts a browser once, which asks for one challenge and sends one attempt', async () => {
  time.now += DAY;
  const process = startProcess();
  let level = 0;
  for (let i = 0; i < 29; i++) {
    level = await countChallenge(process, campaign(), '203.0.113.0/24');
    const email = `browser-${i}@gmx.de`;
    const proof = await knownProof(keys.proof, { campaign: 'free-them', email, now: time.now - 2 * SECOND });
    const attempt = parseAttempt(attemptOf(email, { proof }));
    const { signals } = await admit(process, keys, campaign(), attempt, { network: '203.0.113.0/24', now: time.now });
    expect(signals).toEqual([]);
  }
  expect(level).toBe(1);
});

it('remembers proofs for as long as they live, and in a flood the newest', () => {
  let now = 0;
  const spent = createSpentProofs(() => now, 3);
  const proof = (i: number) => ({ id: new Uint8Array(6).fill(i), issuedAt: 0, expiresAt: LIFETIME });
  for (let i = 0; i < 3; i++) expect(spent.spend(proof(i))).toBe(true);
  expect([0, 1, 2].map((i) => spent.spend(proof(i)))).toEqual([false, false, false]);
  expect(spent.spend(proof(3))).toBe(true);
  expect([1, 2, 3].map((i) => spent.spend(proof(i)))).toEqual([false, false, false]);
  spent.giveBack(proof(2));
  expect(spent.spend(proof(2))).toBe(true);
  now = LIFETIME - 1;
  expect(spent.spend(proof(3))).toBe(false);
});
