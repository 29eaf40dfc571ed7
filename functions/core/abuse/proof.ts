import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import * as z from 'zod/mini';
import type { NormalisedAddress } from '../address.ts';
import type { Keyring } from '../keys/keyring.ts';
import { DAY, dayOf, MINUTE, SECOND } from '../running/clock.ts';
import type { Level } from './level.ts';

/**
 * A proof of work makes a flood cost its sender more than us. A challenge hides a number. To find it, a browser derives
 * a key (PBKDF2) for each number up to it, while we only check an HMAC. The challenge is signed and contains its
 * purpose, so we need not store it. We store a mark only of a challenge that was used (`core/limits/address`).
 * @see https://altcha.org/docs/v2/
 */
const ALGORITHM = 'PBKDF2/SHA-256';

/**
 * Iterations for one number. To make a challenge costs us this once. With so many, a browser’s own overhead is small.
 */
const COST = 2_000;

/**
 * At the first level the number is below this: 350 keys on average, about 0.13 s on a computer and 0.85 s on a slow
 * phone.
 */
export const NUMBERS = 700;

/** How long a challenge may be solved, in milliseconds. */
export const CHALLENGE_LIFETIME = 20 * MINUTE;

/** Never after midnight: an address's mails are counted by the day, and so are the proofs that were spent on them. */
const expiryOf = (issuedAt: number): number => Math.min(issuedAt + CHALLENGE_LIFETIME, dayOf(issuedAt) + DAY);

export interface Bound {
  readonly campaign: string;
  readonly address: NormalisedAddress;
}

/** A valid proof. `core/limits` knows whether it was used before. */
export interface Proof {
  /** 6 random bytes. */
  readonly id: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  /** From then on it is no longer valid. Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * `i` is the challenge's id, `t` the time it was issued at, `k` the key that signs it, `b` its binding (`bindingOf`).
 */
const data = z.strictObject({
  i: z.string().check(z.length(8)),
  t: z.int(),
  k: z.string(),
  b: z.string().check(z.length(22)),
});
const payload = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal(ALGORITHM),
      cost: z.int(),
      data,
      expiresAt: z.int(),
      keyLength: z.int(),
      keyPrefix: z.string(),
      // With it we check a solution by an HMAC, without deriving the key again.
      keySignature: z.string(),
      nonce: z.string(),
      salt: z.string(),
    }),
    signature: z.string(),
  }),
  solution: z.strictObject({ counter: z.int(), derivedKey: z.string(), time: z.optional(z.number()) }),
});

/**
 * Makes a challenge that only this address can use, on this campaign, for 20 minutes, but not beyond midnight in UTC.
 * @param numbers draws the hidden number: at least 0 and below its argument.
 */
export async function issueChallenge(
  ring: Keyring,
  { level, now, ...bound }: Bound & { level: Level; now: number },
  numbers: (below: number) => number,
): Promise<Challenge> {
  const [{ createChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/pbkdf2'),
  ]);
  const { kid, key } = ring.current(now);
  const id = randomBytes(6).toString('base64url');
  return createChallenge({
    algorithm: ALGORITHM,
    cost: COST,
    deriveKey,
    counter: numbers(NUMBERS * level),
    expiresAt: Math.ceil(expiryOf(now) / SECOND),
    data: { i: id, t: now, k: kid, b: bindingOf(key, id, bound) },
    ...secretsOf(key),
  });
}

/**
 * Checks a proof, with the cheapest checks first. About 0.2 ms of CPU time for a good one.
 * @param proof base64 of the JSON `{challenge, solution}`; empty for none.
 * @returns undefined if there is none, or it is malformed, forged, expired, unsolved or for another address or
 * campaign.
 */
export async function checkProof(
  ring: Keyring,
  { proof, now, ...bound }: Bound & { proof: string; now: number },
): Promise<Proof | undefined> {
  const sent = proof ? parsePayload(proof) : undefined;
  if (!sent) return undefined;
  const { i: id, t: issuedAt, k: kid, b: binding } = sent.challenge.parameters.data;
  const key = ring.key(kid);
  if (!key || now < issuedAt || now >= expiryOf(issuedAt)) return undefined;
  if (!isSame(binding, bindingOf(key, id, bound))) return undefined;
  const [{ verifySolution }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/pbkdf2'),
  ]);
  const { challenge, solution } = sent;
  const { counter, derivedKey } = solution;
  const { invalidSignature, invalidSolution } = await verifySolution({
    challenge,
    solution: { counter, derivedKey },
    deriveKey,
    ...secretsOf(key),
  });
  if (invalidSignature !== false || invalidSolution !== false) return undefined;
  return { id: Buffer.from(id, 'base64url'), issuedAt, expiresAt: expiryOf(issuedAt) };
}

function parsePayload(proof: string): z.infer<typeof payload> | undefined {
  try {
    return z.safeParse(payload, JSON.parse(Buffer.from(proof, 'base64').toString())).data;
  } catch {
    return undefined;
  }
}

/**
 * An HMAC, so that the challenge names nobody. It includes the id, so that two challenges for one address do not look
 * alike.
 */
const bindingOf = (key: KeyObject, id: string, { campaign, address }: Bound): string =>
  createHmac('sha256', key).update(`bound\0${id}\0${campaign}\0${address}`).digest('base64url').slice(0, 22);

/**
 * The signature of a challenge and that of its solution need different secrets: everybody gets the first one, but must
 * work for the second.
 */
const secretsOf = (key: KeyObject) => ({
  hmacSignatureSecret: createHmac('sha256', key).update('challenge').digest('base64url'),
  hmacKeySignatureSecret: createHmac('sha256', key).update('solution').digest('base64url'),
});

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
