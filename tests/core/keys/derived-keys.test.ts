import { expect, it } from 'vitest';
import type { NormalisedAddress } from '../../../functions/core/address.ts';
import { type KeyPurpose, parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { signerHash } from '../../../functions/core/keys/signer-hash.ts';

const derived = (purpose: KeyPurpose) => parseKeyring(JSON.stringify({ k1: 'a'.repeat(64) }), purpose).current(0).key;

/** HKDF of that secret, calculated once. Another derivation would void mailed links, and let people sign twice. */
it.each<[KeyPurpose, string]>([
  ['link-token', '03a70259080d72bf748a804ab57e117df30110019914c4d0147b2fd0e75abe1f'],
  ['queued-mail', '10cbaab155db130ec86982e48f8d291f88ef55c35b41dae8f6dca3ad40fe7794'],
  ['signer-hash', '4183a78cb562bff3f97c385a6f4feba70090bb74906880182e69de7bc8bf9a16'],
  ['limit', '62f7ea8b4e7bf61273953d8d0e45c828a21161d9d01e3c3bd09bcd40dedff27f'],
  ['proof', 'da052aa70b3b116e060f7d9a1191b571bec5af0d75c5fa02d8505b0b3310f5cc'],
])('derives the same key for %s for ever', (purpose, hex) => {
  expect(derived(purpose).export().toString('hex')).toBe(hex);
});

it('knows a signer by the same hash for ever', () => {
  const hash = signerHash(derived('signer-hash'), 'free-them', 'ada@example.org' as NormalisedAddress);
  expect(hash).toBe('KPC5T4JdvrpdoadnMFn3weHySKc7w970ny88ud2ijsI');
});
