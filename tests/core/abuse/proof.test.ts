import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_LIFETIME, checkProof, issueChallenge } from '../../../functions/core/abuse/proof.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { addressOf, knownChallenge, knownProof, solutionOf, toProof } from '../../support/solved.ts';

const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'proof');
const other = parseKeyring(JSON.stringify({ k1: 'y'.repeat(64) }), 'proof');
/** Ahead of real time, because altcha itself removes expired challenges by real time. */
const now = Date.parse('2096-03-01T12:00:00Z');
const asked = { campaign: 'free-them', email: 'ada@example.org', now };
const check = (proof: string, more: object = {}) =>
  checkProof(ring, { proof, campaign: 'free-them', address: addressOf('ada@example.org'), now, ...more });

it('accepts the solution of altcha’s own solver, as a browser sends it', async () => {
  const bound = { campaign: 'free-them', address: addressOf('ada@example.org') };
  const challenge = await issueChallenge(ring, { ...bound, level: 1, now }, () => 17);
  const solution = await solveChallenge({ challenge, deriveKey });
  expect(solution?.counter).toBe(17);
  const proof = toProof(challenge, solution ?? {});
  expect(proof.length).toBeLessThan(4_000);
  expect(await check(proof)).toEqual({
    id: expect.any(Uint8Array),
    issuedAt: now,
    expiresAt: now + CHALLENGE_LIFETIME,
  });
});

it('hides the number among twice as many at each level', async () => {
  const bound = { campaign: 'free-them', address: addressOf('ada@example.org') };
  const below: number[] = [];
  for (const level of [1, 2, 4, 8] as const) {
    await issueChallenge(ring, { ...bound, level, now }, (most) => {
      below.push(most);
      return 0;
    });
  }
  expect(below).toEqual([1, 2, 4, 8].map((level) => level * below[0]!));
});

it('does not show in a challenge its address, or whether two are for the same address', async () => {
  const [one, two] = [await knownChallenge(ring, asked), await knownChallenge(ring, asked)];
  expect(JSON.stringify(one)).not.toMatch(/ada@|example|free/);
  const told = Object.values(one.parameters.data ?? {});
  expect(Object.values(two.parameters.data ?? {}).filter((value) => told.includes(value))).toHaveLength(2); // The key's name and the time.
});

it('accepts a proof for 20 minutes', async () => {
  const proof = await knownProof(ring, asked);
  expect(await check(proof, { now: now + CHALLENGE_LIFETIME - 1 })).toBeDefined();
  expect(await check(proof, { now: now + CHALLENGE_LIFETIME })).toBeUndefined();
  expect(await check(proof, { now: now - 1 })).toBeUndefined();
});

it('accepts a proof only on the day of its challenge, which says so', async () => {
  const midnight = Date.parse('2096-03-02T00:00:00Z');
  const issuedAt = midnight - 10 * MINUTE;
  const proof = await knownProof(ring, { ...asked, now: issuedAt });
  expect(await check(proof, { now: midnight - 1 })).toEqual({
    ...{ id: expect.any(Uint8Array), issuedAt, expiresAt: midnight },
  });
  expect(await check(proof, { now: midnight })).toBeUndefined();
  const { parameters } = await knownChallenge(ring, { ...asked, now: issuedAt });
  expect(parameters.expiresAt).toBe(midnight / 1_000);
  expect(await check(await knownProof(ring, { ...asked, now: midnight }), { now: midnight })).toBeDefined();
});

it('accepts a proof for no other address, on no other campaign, and from no other service', async () => {
  const proof = await knownProof(ring, asked);
  expect(await check(proof, { address: addressOf('eve@example.org') })).toBeUndefined();
  expect(await check(proof, { campaign: 'free-others' })).toBeUndefined();
  expect(await check(await knownProof(other, asked))).toBeUndefined();
});

it('accepts a proof made with an earlier key', async () => {
  const proof = await knownProof(ring, asked);
  const from = new Date(now + 1).toISOString();
  const rotated = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64), k2: { secret: 'z'.repeat(64), from } }), 'proof');
  const bound = { campaign: 'free-them', address: addressOf('ada@example.org') };
  expect(await checkProof(rotated, { proof, ...bound, now: now + HOUR / 6 })).toBeDefined();
});

describe('refuses without an error', () => {
  it.each([
    ['nothing', ''],
    ['what is not base64', '%%%'],
    ['what is not JSON', Buffer.from('{').toString('base64')],
    ['null', Buffer.from('null').toString('base64')],
    ['a deep nest', Buffer.from('['.repeat(2_900)).toString('base64')],
    ['another shape', toProof({}, {})],
    ['a key of every object', Buffer.from('{"__proto__":{"challenge":{}},"solution":{}}').toString('base64')],
  ])('%s', async (_what, proof) => {
    expect(await check(proof)).toBeUndefined();
  });

  it('a number that was not found', async () => {
    const challenge = await knownChallenge(ring, asked);
    expect(await check(toProof(challenge, solutionOf(challenge, 2)))).toBeUndefined();
    const { derivedKey } = solutionOf(challenge);
    const guessed = `${challenge.parameters.keyPrefix}${'0'.repeat(32)}`;
    expect(await check(toProof(challenge, { counter: 3, derivedKey: guessed }))).toBeUndefined();
    expect(await check(toProof(challenge, { counter: 3, derivedKey: derivedKey.toUpperCase() }))).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['made longer to live', { expiresAt: Math.ceil((now + 24 * HOUR) / 1000) }],
    ['made cheap', { cost: 1 }],
    ['without the signature of its solution', { keySignature: '' }],
    ['issued later', { data: { t: now + 5 } }],
    ['of another id', { data: { i: 'AAAAAAAA' } }],
    ['of more than we write', { more: true }],
  ])('a challenge %s', async (_how, changed) => {
    const challenge = await knownChallenge(ring, asked);
    const { parameters } = challenge;
    const data = { ...parameters.data, ...Object(changed.data) };
    const forged = { ...challenge, parameters: { ...parameters, ...changed, data } };
    expect(await check(toProof(forged, solutionOf(forged)), { now: now + 10 })).toBeUndefined();
  });
});

it('names a proof by the six bytes that stand in its challenge', async () => {
  const challenge = await knownChallenge(ring, asked);
  const proof = await check(toProof(challenge, solutionOf(challenge)));
  expect(proof?.id).toHaveLength(6);
  expect(Buffer.from(proof!.id).toString('base64url')).toBe(Object(challenge.parameters.data).i);
});

it('refuses without an error a challenge that is bound to letters of several bytes', async () => {
  const challenge = await knownChallenge(ring, asked);
  const data = { ...challenge.parameters.data, b: 'é'.repeat(22) };
  const forged = { ...challenge, parameters: { ...challenge.parameters, data } };
  expect(await check(toProof(forged, solutionOf(challenge)))).toBeUndefined();
});
