/**
 * Bytes of a JSON text, padded so that their length does not reveal its content. JSON ignores white space at its end,
 * so nobody needs to remove the padding.
 * @param sizes padded lengths in bytes, ascending. A longer text keeps its own length.
 */
export function padded(json: string, sizes: readonly number[]): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const size = sizes.find((one) => one >= bytes.length) ?? bytes.length;
  const filled = new Uint8Array(size).fill(0x20);
  filled.set(bytes);
  return filled;
}

/**
 * Padded lengths of identities in bytes, so that the sealed length does not reveal whether a name is short or long. The
 * second is enough for the longest name and address. Only a reason that a program sent needs the third.
 */
export const IDENTITY_SIZES = [256, 704, 896] as const;

/** The same for identities of which the name is shown, and so not sealed. */
export const NAMELESS_SIZES = [IDENTITY_SIZES[0], 384, 896] as const;

/** Padded lengths of reasons that are sealed when a signature is confirmed. The last is enough for 500 characters. */
export const REASON_SIZES = [256, 512, 1024, 2048] as const;

/**
 * Bytes of a usual identity once it is sealed to so many recipients (https://age-encryption.org/v1): a header with a
 * part for each of them, a nonce, and the padded identity with its tag.
 */
export const usualSealedBytes = (recipients: number): number => 86 + 98 * recipients + IDENTITY_SIZES[0] + 16;
