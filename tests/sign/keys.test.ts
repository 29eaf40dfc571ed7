import { expect, it } from 'vitest';
import { KEY_LEAD } from '../../functions/core/keys/keyring.ts';
import { parseSignKeys, pepperOf } from '../../functions/sign/keys.ts';
import { campaign } from '../support/sign.ts';

const ringOf = (letter: string) => JSON.stringify({ k1: letter.repeat(64) });

it('derives from a secret the keys that it always did: others would kill mailed links, and let people sign twice', () => {
  const keys = parseSignKeys({ pepper: ringOf('p'), token: ringOf('t'), mail: ringOf('m') }, 0);
  const derived = (['token', 'proof', 'pepper', 'limit', 'mail'] as const).map((name) => [
    name,
    keys[name].current(0).key.export().toString('hex'),
  ]);
  expect(Object.fromEntries(derived)).toEqual({
    token: 'f780f325f3391d62644877414fbf8e660e1e3baf0d1f494123e3a88fea1e3786',
    proof: '400227989f430b887f2944fdf847197e31074caf660060a1af65781163d4a914',
    pepper: '1a251b317655144aa988b02c3f9c75ac6140b6c11a5fa4aa097c867e3f0d4f81',
    limit: '0267bfb869e05ad32c3d6293f11491eb79235d39c7882c136602eeaa9ba37d26',
    mail: 'e206a29a5be17850ceeedec91465387f6ed9111dcd608c708349f53ebf0081fc',
  });
});

const keysAt = (readAt: number, pepper = ringOf('p')) =>
  parseSignKeys({ pepper, token: ringOf('t'), mail: ringOf('m') }, readAt);
const made = Date.parse('2096-01-01T00:00:00Z');
const fresh = campaign({ createdAt: '2096-01-01T00:00:00.000Z' });

it('takes a campaign’s pepper from keys that were read shortly before it was made, and from no older ones', () => {
  expect(pepperOf(keysAt(made - KEY_LEAD + 1), fresh, made)).toBeDefined();
  expect(() => pepperOf(keysAt(made - KEY_LEAD), fresh, made)).toThrow('unavailable');
  // A campaign that says it is made later than now is judged by now.
  expect(pepperOf(keysAt(made - 60_000), campaign({ createdAt: '2097-01-01T00:00:00.000Z' }), made)).toBeDefined();
});

it('closes a campaign whose pepper is gone, and says which', () => {
  const later = JSON.stringify({
    k1: { gone: '2096-02-02T00:00:00Z' },
    k2: { secret: 'q'.repeat(64), from: '2096-02-01T00:00:00Z' },
  });
  const now = Date.parse('2096-03-01T00:00:00Z');
  expect(() => pepperOf(keysAt(now, later), fresh, now)).toThrow(
    expect.objectContaining({ kind: 'campaign-closed', campaign: 'free-them' }),
  );
});

it('knows no key of an edge where there is none', () => {
  expect(keysAt(0).edge).toEqual([]);
});
