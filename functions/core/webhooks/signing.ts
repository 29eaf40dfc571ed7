import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import type { Keyring } from '../keys/keyring.ts';

/** Names a secret, and does not contain it. */
export interface SecretName {
  /** The key of the ring that the secret is made from. */
  readonly kid: string;
  /** Counts the secrets of an endpoint, from 1 on. */
  readonly generation: number;
}

/**
 * The secret of an endpoint, 32 bytes. No table contains it: it is made from a key of the installation each time (HKDF, RFC
 * 5869).
 * @throws {Error} if the ring no longer has the key.
 */
export function endpointSecret(ring: Keyring, endpoint: string, { kid, generation }: SecretName): Buffer {
  const key = ring.key(kid);
  if (!key) throw new Error(`The keys of webhooks have no ${kid}`);
  return derived(key, `${endpoint} ${generation}`);
}

const derived = (key: KeyObject, of: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `amparo webhook endpoint ${of}`, 32));

/** The secret in the form of Standard Webhooks, for the person who writes the receiver: `whsec_…`. */
export const secretWords = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/**
 * The headers of Standard Webhooks 1.0.
 * @param id of the event: the same in each attempt.
 * @param at when it is sent, in milliseconds since the epoch.
 * @param secrets the newest first. While a secret is replaced, there are two.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
  secrets: readonly Buffer[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at / 1_000));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
