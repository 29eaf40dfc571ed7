import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import type { Keyring } from './keyring.ts';

/** Encrypted and authenticated as JWE compact serialization, `dir` with A256GCM (RFC 7516, RFC 7518). */
const ALG = 'dir';
const ENC = 'A256GCM';

/**
 * Seals bytes with the ring's current key; `kid` in the header tells which, so that keys can rotate.
 * @param now milliseconds since the epoch.
 */
export function sealToken(ring: Keyring, payload: Uint8Array, now: number): Promise<string> {
  const { kid, key } = ring.current(now);
  return new CompactEncrypt(payload).setProtectedHeader({ alg: ALG, enc: ENC, kid }).encrypt(key);
}

/** Opens a token. @returns undefined if it was forged, cut, changed, or sealed with a key that this ring does not have. */
export async function openToken(ring: Keyring, token: string): Promise<Uint8Array | undefined> {
  try {
    const { plaintext } = await compactDecrypt(
      token,
      (header) => {
        const key = header.kid && ring.key(header.kid);
        if (!key) throw new errors.JWEInvalid('unknown kid');
        return key;
      },
      { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] },
    );
    return plaintext;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
