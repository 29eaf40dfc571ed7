import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/**
 * A token is encrypted and authenticated: a JWE in compact serialization, `dir` with A256GCM (RFC 7516, RFC 7518).
 * Other libraries can read it. We make it with Node's own AES-GCM, which is fast: every signature opens a link
 * (docs/decisions/015).
 */
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The only header that a token of this key may have. So the reader of a token need not interpret its header. */
const headerOf = (kid: string): string =>
  Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid })).toString('base64url');

/**
 * Seals bytes with the ring's current key. `kid` in the header names the key, so that keys can rotate.
 * @param now milliseconds since the epoch.
 */
export function sealToken(ring: Keyring, payload: Uint8Array, now: number): string {
  const { kid, key } = ring.current(now);
  const header = headerOf(kid);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  // The second part of a JWE is an encrypted key. It is empty with `dir`.
  return [header, '', ...parts].join('.');
}

/** Opens a token. @returns undefined if it was forged, cut or changed, or this ring does not have its key. */
export function openToken(ring: Keyring, token: string): Uint8Array | undefined {
  const [header = '', wrapped, ...rest] = token.split('.');
  const [iv, sealed, tag, ...more] = rest.map(bytesOf);
  const key = ring.key(kidOf(header));
  if (!key || wrapped !== '' || !iv || !sealed || !tag || more.length > 0) return undefined;
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(header))
    .setAuthTag(tag);
  const payload = new Uint8Array(decipher.update(sealed));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return payload;
}

/** The id of the key that a header names. `''`, which no key has, if we did not write the header. */
function kidOf(header: string): string {
  const [, kid = ''] = /"kid":"([a-z0-9-]+)"/.exec(Buffer.from(header, 'base64url').toString()) ?? [];
  return headerOf(kid) === header ? kid : '';
}

/** @returns undefined if the text is not base64url in its canonical spelling. */
function bytesOf(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}
