import { createHmac, type KeyObject } from 'node:crypto';
import type { NormalisedAddress } from '../address.ts';

/** Distinguishes the signers of one campaign, and reveals nothing about them: 43 characters of base64url. */
export type SignerHash = string & { readonly __brand: 'SignerHash' };

/**
 * HMAC-SHA-256(pepper, campaign + address) (RFC 2104). A signer has another hash in each campaign, so hashes cannot be
 * compared across campaigns. They are useless without the pepper: addresses can be guessed, the pepper cannot.
 */
export const signerHash = (pepper: KeyObject | Uint8Array, campaign: string, address: NormalisedAddress): SignerHash =>
  // Neither part can contain a zero byte, so no two pairs make the same input.
  createHmac('sha256', pepper).update(`${campaign}\0${address}`).digest('base64url') as SignerHash;
