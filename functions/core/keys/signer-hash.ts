import { createHmac, type KeyObject } from 'node:crypto';
import type { NormalisedAddress } from '../address.ts';

/** Tells one signer of one campaign from another, and nothing else: 43 characters of base64url. */
export type SignerHash = string & { readonly __brand: 'SignerHash' };

/**
 * HMAC-SHA-256(pepper, campaign + address) (RFC 2104). Unique per campaign, useless across campaigns, and useless
 * without the pepper: addresses can be guessed, the pepper cannot.
 */
export const signerHash = (pepper: KeyObject | Uint8Array, campaign: string, address: NormalisedAddress): SignerHash =>
  // A zero byte can stand in neither, so no two pairs make the same input.
  createHmac('sha256', pepper).update(`${campaign}\0${address}`).digest('base64url') as SignerHash;
