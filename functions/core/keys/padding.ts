/**
 * Bytes of a JSON text, padded so that their length does not tell what it holds. JSON ignores white space at its end, so
 * that padding needs no unpadding.
 * @param sizes padded lengths in bytes, ascending. What fits none of them keeps its own.
 */
export function padded(json: string, sizes: readonly number[]): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const size = sizes.find((one) => one >= bytes.length) ?? bytes.length;
  const filled = new Uint8Array(size).fill(0x20);
  filled.set(bytes);
  return filled;
}
