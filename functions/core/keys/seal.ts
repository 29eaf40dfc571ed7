import { Encrypter } from 'age-encryption';
import { IDENTITY_SIZES, padded } from './padding.ts';

/** The sealed part of a signature: personal data that only the owner of a campaign's private key can open. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly comment?: string | undefined;
  /** Whether the signer wants news of this campaign by mail. */
  readonly updates: boolean;
}

/**
 * Seals an identity in the age format (https://age-encryption.org/v1) to each recipient. Any one of them can open it.
 * @param recipients age public keys (`age1…`), at least one.
 * @returns the padded JSON, sealed: about 200 bytes longer, and 100 more for each further recipient.
 */
export function sealIdentity(identity: Identity, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(padded(JSON.stringify(identity), IDENTITY_SIZES));
}
