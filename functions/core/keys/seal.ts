import { Encrypter } from 'age-encryption';
import { padded } from './padding.ts';

/** What is sealed of a signer: personal data, which only the holder of a campaign's private key can open. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly comment?: string | undefined;
  /** Whether the signer wants news of this campaign by mail. */
  readonly updates: boolean;
}

/** Padded lengths in bytes, so that the length of what is sealed does not tell a short name from a long one. */
const BUCKETS = [256, 512, 1024, 2048, 3072];

/**
 * Seals an identity in the age format (https://age-encryption.org/v1) to each recipient; any one of them opens it.
 * @param recipients age public keys (`age1…`), at least one.
 * @returns bytes: the padded JSON and about 200 bytes more, and 100 for each further recipient.
 */
export function sealIdentity(identity: Identity, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(padded(JSON.stringify(identity), BUCKETS));
}
