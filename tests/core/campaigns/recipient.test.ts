import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { holdsPrivateKey, isRecipient } from '../../../functions/core/campaigns/recipient.ts';

const secret = await generateX25519Identity();
const key = await identityToRecipient(secret);

it('accepts the public keys that age makes', () => {
  expect(isRecipient(key)).toBe(true);
});

it('refuses a key with any one character changed', () => {
  for (let at = 4; at < key.length; at++) {
    const changed = `${key.slice(0, at)}${key[at] === 'q' ? 'p' : 'q'}${key.slice(at + 1)}`;
    expect(isRecipient(changed), changed).toBe(false);
  }
});

it('refuses what is not a public key', () => {
  for (const other of ['', 'age1', key.slice(1), `${key}q`, key.toUpperCase(), 'ssh-ed25519 AAAA'])
    expect(isRecipient(other), other).toBe(false);
});

it('knows a private key, also in other letters, among other words and without its end', () => {
  for (const text of [secret, secret.toLowerCase(), `recipients: [${secret}]`, secret.slice(0, 40)])
    expect(holdsPrivateKey(text), text).toBe(true);
  for (const text of [key, 'AGE-SECRET-KEY-1…', 'age-secret-key-2026.txt', ''])
    expect(holdsPrivateKey(text)).toBe(false);
});
