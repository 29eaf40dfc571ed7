import { pbkdf2Sync } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import type { Level } from '../../functions/core/abuse/level.ts';
import { issueChallenge } from '../../functions/core/abuse/proof.ts';
import { type NormalisedAddress, parseAddress } from '../../functions/core/address.ts';
import type { Keyring } from '../../functions/core/keys/keyring.ts';

/** Proofs without the search, for tests that need many: whoever draws the number knows it. */
const KNOWN = 3;

export function addressOf(email: string): NormalisedAddress {
  const parsed = parseAddress(email);
  if (typeof parsed === 'string') throw new Error(`${email} is ${parsed}`);
  return parsed.normalised;
}

export const knownChallenge = (
  ring: Keyring,
  { campaign, email, now, level = 1 }: { campaign: string; email: string; now: number; level?: Level },
): Promise<Challenge> => issueChallenge(ring, { campaign, address: addressOf(email), level, now }, () => KNOWN);

/** The key that a number gives, as altcha derives it: PBKDF2 of nonce and number. */
export function solutionOf({ parameters }: Challenge, counter = KNOWN): { counter: number; derivedKey: string } {
  const password = Buffer.alloc(20);
  password.write(parameters.nonce, 'hex');
  password.writeUInt32BE(counter, 16);
  const salt = Buffer.from(parameters.salt, 'hex');
  const derivedKey = pbkdf2Sync(password, salt, parameters.cost, parameters.keyLength, 'sha256').toString('hex');
  return { counter, derivedKey };
}

/** What a browser sends as the field `proof`. */
export const toProof = (challenge: object, solution: object): string =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');

/** A proof for an address, issued at a moment. */
export async function knownProof(...asked: Parameters<typeof knownChallenge>): Promise<string> {
  const challenge = await knownChallenge(...asked);
  return toProof(challenge, solutionOf(challenge));
}
