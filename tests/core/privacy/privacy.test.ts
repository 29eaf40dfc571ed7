import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { currentKey, onlyKey, parseKeyring } from '../../../functions/core/privacy/keyring.ts';
import { sealIdentity } from '../../../functions/core/privacy/seal.ts';
import { signerHash } from '../../../functions/core/privacy/signer-hash.ts';
import { openToken, sealToken } from '../../../functions/core/privacy/token.ts';
import type { NormalisedAddress } from '../../../functions/core/signatures/address.ts';

const secret = JSON.stringify({ current: 'k2', k1: 'a'.repeat(64), k2: 'b'.repeat(64) });
const ring = parseKeyring(secret, 'link-token');
const payload = new TextEncoder().encode('payload');

it('opens a token that it sealed, and after rotation one of the key before', async () => {
  const before = parseKeyring(JSON.stringify({ current: 'k1', k1: 'a'.repeat(64) }), 'link-token');
  expect(await openToken(ring, await sealToken(ring, payload))).toEqual(payload);
  expect(await openToken(ring, await sealToken(before, payload))).toEqual(payload);
});

it('opens no token that was cut, changed, forged, or sealed for another purpose', async () => {
  const token = await sealToken(ring, payload);
  const changed = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  const foreign = await sealToken(parseKeyring(secret, 'queued-mail'), payload);
  for (const bad of [token.slice(0, -1), changed, foreign, '', 'a.b.c.d.e', 'x'.repeat(5_000)]) {
    expect(await openToken(ring, bad)).toBeUndefined();
  }
});

it('refuses a keyring without a current key, without quoting it', () => {
  for (const bad of [
    'oops-secret',
    '{"k1":"oops-secret"}',
    '{"current":"k1"}',
    '{"current":"k1","k1":"oops-secret"}',
  ]) {
    expect(() => parseKeyring(bad, 'link-token')).toThrow(/^(?!.*oops)/);
  }
});

it('takes a pepper of one key alone: under a second one everybody could sign twice', () => {
  expect(() => onlyKey(ring)).toThrow('one key');
  const one = parseKeyring(JSON.stringify({ current: 'k1', k1: 'a'.repeat(64) }), 'signer-hash');
  expect(onlyKey(one)).toEqual(currentKey(one));
});

it('gives one signer different hashes on two campaigns and under two peppers', () => {
  const address = 'ada@example.org' as NormalisedAddress;
  const pepper = currentKey(parseKeyring(secret, 'signer-hash'));
  const hashes = [
    signerHash(pepper, 'one', address),
    signerHash(pepper, 'two', address),
    signerHash(new Uint8Array(32), 'one', address),
  ];
  expect(new Set(hashes).size).toBe(3);
  expect(signerHash(pepper, 'one', address)).toBe(hashes[0]);
});

it('seals an identity to several recipients, any of whom opens it, at a length that does not tell its own', async () => {
  const keys = await Promise.all([generateIdentity(), generateIdentity()]);
  const recipients = await Promise.all(keys.map(identityToRecipient));
  const short = { name: 'Li', email: 'li@example.org', updates: false };
  const long = { name: 'Wolfeschlegelsteinhausenbergerdorff', email: 'hubert@example.org', updates: true };
  const sealed = await sealIdentity(short, recipients);
  expect(sealed.length).toBe((await sealIdentity(long, recipients)).length);
  for (const key of keys) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    expect(JSON.parse(await decrypter.decrypt(sealed, 'text'))).toEqual(short);
  }
});
