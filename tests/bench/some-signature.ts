import { randomBytes } from 'node:crypto';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import type { ConfirmedSignature } from '../../functions/core/signatures/store.ts';
import { sizeOf } from '../model/units.ts';
import { signatureOf } from '../support/signature.ts';
import { bySigner } from './designs/design.ts';

const sealedIdentity = randomBytes(500);

/** A signature of usual size by somebody new. @throws {Error} if it is more than one write unit in any design. */
export function someSignature(campaign: string): ConfirmedSignature {
  const signer = randomBytes(32).toString('base64url') as SignerHash;
  const signature = signatureOf(campaign, signer, Date.now(), { sealedIdentity });
  if (sizeOf(bySigner(signature)) > 1_000) throw new Error('A signature of more than one write unit');
  return signature;
}
