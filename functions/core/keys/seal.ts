import { Encrypter } from 'age-encryption';
import { packed } from './packing.ts';
import { IDENTITY_SIZES, NAMELESS_SIZES, padded, REASON_SIZES } from './padding.ts';

/** The sealed part of a signature: personal data that only the owner of a campaign's private key can open. */
export interface Identity {
  /** Left out if it is the name that the signer shows: the signature has it unsealed. */
  readonly name?: string | undefined;
  readonly email: string;
  readonly comment?: string | undefined;
  /** Whether the signer wants news of this campaign by mail. */
  readonly updates: boolean;
}

/**
 * Seals an identity in the age format (https://age-encryption.org/v1) to each recipient. Any one of them can open it.
 * A very long name and a long comment are compressed (`packing.ts`).
 * @param recipients age public keys (`age1…`), at least one.
 * @returns the padded JSON, sealed: about 200 bytes longer, and 100 more for each further recipient.
 */
export function sealIdentity(identity: Identity, recipients: readonly string[]): Promise<Uint8Array> {
  const { name, comment, ...rest } = identity;
  const sizes = name === undefined ? NAMELESS_SIZES : IDENTITY_SIZES;
  const content = { name: name && packed(name, 'name'), ...rest, comment: comment && packed(comment, 'reason') };
  return seal(content, sizes, recipients);
}

/** Seals the reason that a signer wrote when they confirmed, like an identity. */
export const sealReason = (comment: string, recipients: readonly string[]): Promise<Uint8Array> =>
  seal({ comment }, REASON_SIZES, recipients);

function seal(content: object, sizes: readonly number[], recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(padded(JSON.stringify(content), sizes));
}
