import { createSecretKey, randomBytes } from 'node:crypto';
import type { NormalisedAddress } from '../../functions/core/address.ts';
import { type SignerHash, signerHash } from '../../functions/core/keys/signer-hash.ts';
import type { ConfirmedSignature } from '../../functions/core/signatures/store.ts';

/**
 * The hash of a signer, by a name that stands for an address.
 * @param shard 0 to 255: puts the signature into this partition.
 */
export function signerOf(campaign: string, who: string, shard?: number): SignerHash {
  const hash = signerHash(new Uint8Array(32), campaign, `${who}@example.org` as NormalisedAddress);
  if (shard === undefined) return hash;
  return Buffer.from([shard, ...Buffer.from(hash, 'base64url').subarray(1)]).toString('base64url') as SignerHash;
}

/** A signer whose signature lies in a partition, 0 to 255. */
export const signerIn = (shard: number): SignerHash =>
  Buffer.from([shard, ...randomBytes(31)]).toString('base64url') as SignerHash;

/** A signature of usual size. @param at when it was asked for and confirmed, in milliseconds since the epoch. */
export const signatureOf = (
  campaign: string,
  signer: SignerHash,
  at: number,
  more: Partial<ConfirmedSignature> = {},
): ConfirmedSignature => ({
  campaign,
  signer,
  attemptedAt: at,
  confirmedAt: at,
  country: 'AZ',
  locale: 'en',
  source: 'other',
  consent: '1',
  sealedIdentity: new Uint8Array(400),
  ...more,
});

/** Orders attempts and withdrawals of an hour, as one key of the sign function does. */
export const orderKey = createSecretKey(Buffer.alloc(32, 'order'));
