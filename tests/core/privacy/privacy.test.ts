import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { parseKeyring } from '../../../functions/core/privacy/keyring.ts';
import { sealIdentity } from '../../../functions/core/privacy/seal.ts';
import { signerHash } from '../../../functions/core/privacy/signer-hash.ts';
import { openToken, sealToken } from '../../../functions/core/privacy/token.ts';
import type { NormalisedAddress } from '../../../functions/core/signatures/address.ts';

const secret = JSON.stringify({ k1: 'a'.repeat(64), k2: { secret: 'b'.repeat(64), from: '2026-03-01T12:00:00Z' } });
const ring = parseKeyring(secret, 'link-token');
const begun = Date.parse('2026-03-01T12:00:00Z');
const payload = new TextEncoder().encode('payload');

it('seals with the key that has begun, and opens with any key of the ring', async () => {
  const before = parseKeyring(JSON.stringify({ k1: 'a'.repeat(64) }), 'link-token');
  const [early, late] = [await sealToken(ring, payload, begun - 1), await sealToken(ring, payload, begun)];
  for (const token of [early, late, await sealToken(before, payload, begun)]) {
    expect(await openToken(ring, token)).toEqual(payload);
  }
  expect(await openToken(before, early)).toEqual(payload);
  expect(await openToken(before, late)).toBeUndefined();
});

it('opens no token that was cut, changed, forged, or sealed for another purpose', async () => {
  const token = await sealToken(ring, payload, begun);
  const changed = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  const foreign = await sealToken(parseKeyring(secret, 'queued-mail'), payload, begun);
  for (const bad of [token.slice(0, -1), changed, foreign, '', 'a.b.c.d.e', 'x'.repeat(5_000)]) {
    expect(await openToken(ring, bad)).toBeUndefined();
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
