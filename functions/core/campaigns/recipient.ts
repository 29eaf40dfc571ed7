import { bech32 } from '@scure/base';

/** An age public key (X25519): https://age-encryption.org/v1 */
export const recipientPattern = /^age1[02-9ac-hj-np-z]{58}$/;

const privateKey = /AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{20}/i;

/** Whether a text contains a private key of age, or most of one. Such a text must not be repeated anywhere. */
export const holdsPrivateKey = (text: string): boolean => privateKey.test(text);

/** The text without its private keys, or what is left of one. */
export const maskPrivateKeys = (text: string): string =>
  text.replace(/AGE-SECRET-KEY-[A-Z0-9-]*/gi, 'AGE-SECRET-KEY-…');

/** Advice for a person who put a private key in the wrong place. It follows the name of that place. */
export const PRIVATE_KEY_WORDS =
  'holds a private key (AGE-SECRET-KEY-…), which opens what is sealed. Take it out, name the public key (age1…) where one is asked for, and make a new pair if anybody may have seen this one';

/**
 * Checks a public key with its checksum (Bech32). A key with a typing mistake must be refused when the campaign is written,
 * not when its first signer asks to sign.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
 */
export const isRecipient = (key: string): boolean =>
  recipientPattern.test(key) && bech32.decodeUnsafe(key) !== undefined;
