import { randomBytes } from 'node:crypto';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import type { ConfirmedSignature } from '../../functions/core/signatures/store.ts';
import { sizeOf } from '../model/units.ts';
import { bySigner } from './designs/design.ts';

const sealedIdentity = randomBytes(500);

/** A signature of usual size by somebody new. @throws {Error} if it is more than one write unit in any design. */
export function someSignature(campaign: string): ConfirmedSignature {
  const said = { country: 'AZ', locale: 'az', source: 'other', consent: '1', sealedIdentity };
  const signer = randomBytes(32).toString('base64url') as SignerHash;
  const signature = { campaign, signer, attemptedAt: Date.now(), confirmedAt: Date.now(), ...said };
  if (sizeOf(bySigner(signature)) > 1_000) throw new Error('A signature of more than one write unit');
  return signature;
}
