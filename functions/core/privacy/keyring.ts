import { hkdfSync } from 'node:crypto';

/**
 * Secrets as the stack keeps them: `{"current": "k1", "k1": "<64 random characters>"}`. A new key is added beside the
 * old ones and made current; old ones open what they sealed until they are removed.
 */
export interface Keyring {
  /** The key id with which new things are made. */
  readonly current: string;
  readonly size: number;
  /** A 256-bit key, or undefined where the ring has none of that id. */
  key(kid: string): Uint8Array | undefined;
}

/** What a key is for. The same secret gives different keys for different purposes (HKDF, RFC 5869). */
export type KeyPurpose = 'link-token' | 'queued-mail' | 'signer-hash' | 'limit';

const MIN_SECRET_LENGTH = 32;

/**
 * Reads a keyring from its secret.
 * @throws {Error} that tells what is wrong without quoting the secret.
 */
export function parseKeyring(secret: string, purpose: KeyPurpose): Keyring {
  const { current, ...secrets } = parseSecret(secret);
  const keys = new Map<string, Uint8Array>();
  for (const [kid, value] of Object.entries(secrets)) {
    if (value.length < MIN_SECRET_LENGTH) throw new Error(`A key of the keyring for ${purpose} is too short`);
    keys.set(kid, new Uint8Array(hkdfSync('sha256', value, '', `amparo ${purpose}`, 32)));
  }
  if (current === undefined || !keys.has(current)) throw new Error(`The keyring for ${purpose} has no current key`);
  return { current, size: keys.size, key: (kid) => keys.get(kid) };
}

/**
 * The key of a ring that may hold but one: under a second pepper everybody could sign a second time.
 * @throws {Error} if there are more.
 */
export function onlyKey(ring: Keyring): Uint8Array {
  if (ring.size !== 1) throw new Error('The pepper must never change, so its keyring holds one key');
  return currentKey(ring);
}

/** The key that new things are made with. */
export function currentKey(ring: Keyring): Uint8Array {
  const key = ring.key(ring.current);
  if (!key) throw new Error('The keyring has no current key');
  return key;
}

function parseSecret(secret: string): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(secret);
  } catch {
    throw new Error('A keyring is not JSON');
  }
  const entries = Object.entries(parsed ?? {});
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw new Error('A keyring holds something that is not text');
  }
  return Object.fromEntries(entries);
}
