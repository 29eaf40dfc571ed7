import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { expect, it } from 'vitest';
import type { NormalisedAddress } from '../../../functions/core/address.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { sealIdentity } from '../../../functions/core/keys/seal.ts';
import { signerHash } from '../../../functions/core/keys/signer-hash.ts';
import { openToken, sealToken } from '../../../functions/core/keys/token.ts';

const secret = JSON.stringify({ k1: 'a'.repeat(64), k2: { secret: 'b'.repeat(64), from: '2026-03-01T12:00:00Z' } });
const ring = parseKeyring(secret, 'link-token');
const begun = Date.parse('2026-03-01T12:00:00Z');
const payload = new TextEncoder().encode('payload');

it('seals with the key that has begun, and opens with any key of the ring', () => {
  const before = parseKeyring(JSON.stringify({ k1: 'a'.repeat(64) }), 'link-token');
  const [early, late] = [sealToken(ring, payload, begun - 1), sealToken(ring, payload, begun)];
  for (const token of [early, late, sealToken(before, payload, begun)]) {
    expect(openToken(ring, token)).toEqual(payload);
  }
  expect(openToken(before, early)).toEqual(payload);
  expect(openToken(before, late)).toBeUndefined();
});

it('opens no token that was cut, changed, forged, or sealed for another purpose', () => {
  const token = sealToken(ring, payload, begun);
  const changed = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  const foreign = sealToken(parseKeyring(secret, 'queued-mail'), payload, begun);
  const parts = token.split('.');
  const misspelt = [`${token}=`, `${token}.`, token.replace('..', '.AA.'), parts.with(2, '').join('.')];
  for (const bad of [token.slice(0, -1), changed, foreign, ...misspelt, '', 'a.b.c.d.e', 'x'.repeat(5_000)]) {
    expect(openToken(ring, bad)).toBeUndefined();
  }
});

it('makes tokens that another library opens, and opens those that it makes, as old links are', async () => {
  const { kid, key } = ring.current(begun);
  const { plaintext, protectedHeader } = await compactDecrypt(sealToken(ring, payload, begun), key);
  expect(new Uint8Array(plaintext)).toEqual(payload);
  expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid });
  const made = new CompactEncrypt(payload).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid });
  expect(openToken(ring, await made.encrypt(key))).toEqual(payload);
});

it('opens no token whose header names another algorithm', async () => {
  const { kid, key } = ring.current(begun);
  const wanted = { alg: 'dir', enc: 'A256GCM', kid };
  const others = [
    { ...wanted, zip: 'DEF' },
    { ...wanted, typ: 'JWT' },
    { ...wanted, kid: 'k9' },
    { alg: 'dir', enc: 'A256GCM' },
  ];
  for (const header of others) {
    const token = await new CompactEncrypt(payload).setProtectedHeader(header).encrypt(key);
    expect(openToken(ring, token)).toBeUndefined();
  }
});

it('gives one signer different hashes on two campaigns and under two peppers', () => {
  const address = 'ada@example.org' as NormalisedAddress;
  const pepper = parseKeyring(secret, 'signer-hash').current(begun).key;
  const hashes = [
    signerHash(pepper, 'one', address),
    signerHash(pepper, 'two', address),
    signerHash(new Uint8Array(32), 'one', address),
  ];
  expect(new Set(hashes).size).toBe(3);
  expect(signerHash(pepper, 'one', address)).toBe(hashes[0]);
});

it('seals an identity to several recipients, each of which opens it, at a length that hides its own', async () => {
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

it('opens no token with a shorter tag or another nonce than its own, which would be easier to forge', () => {
  const [header, wrapped, iv = '', sealed, tag = ''] = sealToken(ring, payload, begun).split('.');
  const cut = (part: string, bytes: number) => Buffer.from(part, 'base64url').subarray(0, bytes).toString('base64url');
  for (const bad of [
    [iv, sealed, cut(tag, 12)],
    [iv, sealed, cut(tag, 4)],
    [cut(iv, 8), sealed, tag],
    [iv, sealed],
    [iv],
  ]) {
    expect(openToken(ring, [header, wrapped, ...bad].join('.'))).toBeUndefined();
  }
});
