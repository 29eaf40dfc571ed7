/** An age public key (X25519): https://age-encryption.org/v1 */
export const recipientPattern = /^age1[02-9ac-hj-np-z]{58}$/;

const privateKey = /AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{20}/i;

/** Whether a text holds a private key of age, or most of one: it must not be repeated anywhere. */
export const holdsPrivateKey = (text: string): boolean => privateKey.test(text);

/** What whoever puts a private key in the wrong place should know. It follows the name of that place. */
export const PRIVATE_KEY_WORDS =
  'holds a private key (AGE-SECRET-KEY-…), which opens what is sealed. Take it out, name the public key (age1…) where one is asked for, and make a new pair if anybody may have seen this one';

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const prefix = [...'age'].map((letter) => letter.charCodeAt(0));

/**
 * Whether a key's checksum holds (Bech32, https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki). A key with
 * a typing mistake must be refused when the campaign is written, not when its first signer asks to sign.
 */
export function isRecipient(key: string): boolean {
  if (!recipientPattern.test(key)) return false;
  const data = [...key.slice('age1'.length)].map((letter) => alphabet.indexOf(letter));
  return polymod([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]) === 1;
}

function polymod(values: readonly number[]): number {
  let checksum = 1;
  for (const value of values) {
    const top = checksum >>> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, i) => {
      if ((top >>> i) & 1) checksum ^= generator;
    });
  }
  return checksum;
}
