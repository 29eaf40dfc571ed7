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
