import { expect, it } from 'vitest';
import { type KeyringFile, parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { withNewKey, withoutKey } from '../../../functions/core/keys/ring-changes.ts';
import { DAY, MINUTE } from '../../../functions/core/running/clock.ts';
import '../../support/same-keys.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const before = (days: number) => new Date(now - days * DAY).toISOString();
const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const refusal = (reason: object) => expect.objectContaining({ reason: expect.objectContaining(reason) });
const file = { k1: a, k2: { secret: b, from: before(20) } };

it('adds a key that begins in a quarter of an hour, under a name that was never used', () => {
  const { file: after, kid } = withNewKey(file, { secret: 'c'.repeat(64), campaigns: [], now });
  expect(kid).toBe('k3');
  const ring = parseKeyring(JSON.stringify(after), 'link-token');
  expect(ring.current(now + 15 * MINUTE - 1).kid).toBe('k2');
  expect(ring.current(now + 15 * MINUTE).kid).toBe('k3');
  expect(() => withNewKey(after, { secret: a, campaigns: [], now })).toThrow(
    refusal({ kind: 'newest-not-begun', kid: 'k3', from: now + 15 * MINUTE }),
  );
});

it('counts on from the highest number of a name, beside names of any form', () => {
  const next = (ring: KeyringFile) => withNewKey(ring, { secret: 'c'.repeat(64), campaigns: [], now }).kid;
  expect(next({ ...file, k10: a, spare: a, k99x: a, 'x-k98': a })).toBe('k11');
  expect(next({ spare: a })).toBe('k1');
});

it('adds a key from the moment on when the newest one begins', () => {
  const newest = { ...file, k3: { secret: a, from: before(0) } };
  expect(withNewKey(newest, { secret: b, campaigns: [], now }).kid).toBe('k4');
});

it('lets a pepper begin after every campaign that exists, also one made by a clock that is fast', () => {
  const fast = { createdAt: '2026-03-01T20:00:00Z' };
  const { file: after } = withNewKey(file, {
    secret: 'c'.repeat(64),
    campaigns: [{ createdAt: before(1) }, fast],
    now,
  });
  const [old, ring] = [file, after].map((one) => parseKeyring(JSON.stringify(one), 'signer-hash'));
  expect(ring?.keyAt(Date.parse(fast.createdAt))).toEqual(old?.keyAt(Date.parse(fast.createdAt)));
  expect(ring?.current(Date.parse('2026-03-01T20:00:01Z')).kid).toBe('k3');
});

it('removes neither the key in use, nor a future one, nor an unknown one', () => {
  const about = { campaigns: [], now };
  const { file: rotated } = withNewKey(file, { secret: 'c'.repeat(64), campaigns: [], now });
  for (const ring of ['token', 'mail', 'pepper'] as const) {
    expect(() => withoutKey(ring, file, { ...about, kid: 'k2' })).toThrow(refusal({ kind: 'in-use', kid: 'k2' }));
    expect(() => withoutKey(ring, rotated, { ...about, kid: 'k3' })).toThrow(refusal({ kind: 'not-begun', kid: 'k3' }));
    expect(() => withoutKey(ring, file, { ...about, kid: 'k9' })).toThrow(
      refusal({ kind: 'unknown', ring, kid: 'k9' }),
    );
  }
});

it('removes no key that has not begun, even if another follows it', () => {
  const ahead = { ...file, k3: { secret: a, from: before(-1) }, k4: { secret: a, from: before(-2) } };
  expect(() => withoutKey('token', ahead, { kid: 'k3', campaigns: [], now })).toThrow(
    refusal({ kind: 'not-begun', kid: 'k3' }),
  );
});

it('keeps the start time of a removed pepper', () => {
  const later = { ...file, k3: { secret: a, from: before(10) } };
  expect(withoutKey('pepper', later, { kid: 'k2', campaigns: [], now }).file).toEqual({
    ...later,
    k2: { from: before(20), gone: '2026-03-01T12:00:00.000Z' },
  });
});

it('removes a key of links, and says until when links were sealed with it', () => {
  expect(withoutKey('token', file, { kid: 'k1', campaigns: [], now })).toEqual({
    file: { k2: file.k2 },
    kid: 'k1',
    until: Date.parse(before(20)),
    campaigns: [],
  });
});

it('removes a key of e-mails only when no e-mail sealed with it can wait', () => {
  const recent = { k1: a, k2: { secret: b, from: before(14) } };
  expect(() => withoutKey('mail', recent, { kid: 'k1', campaigns: [], now: now - 1 })).toThrow(
    refusal({ kind: 'mails-wait', kid: 'k1', until: now }),
  );
  expect(withoutKey('mail', recent, { kid: 'k1', campaigns: [], now }).file).toEqual({ k2: recent.k2 });
});

it('keeps a pepper while one of its campaigns needs it, and names that one', () => {
  const campaigns = [
    { slug: 'over', isNeeded: false },
    { slug: 'needing', isNeeded: true },
  ];
  expect(() => withoutKey('pepper', file, { kid: 'k1', campaigns, now })).toThrow(
    refusal({ kind: 'pepper-needed', kid: 'k1', campaigns: ['needing'] }),
  );
});

it('removes a pepper that no campaign needs, leaves its place, and names its campaigns', () => {
  const about = { kid: 'k1', campaigns: [{ slug: 'past', isNeeded: false }], now };
  const { file: after, campaigns } = withoutKey('pepper', file, about);
  expect(after).toEqual({ k1: { gone: '2026-03-01T12:00:00.000Z' }, k2: file.k2 });
  expect(campaigns).toEqual(['past']);
  expect(JSON.stringify(after)).not.toContain(a);
  const ring = parseKeyring(JSON.stringify(after), 'signer-hash');
  expect(ring.keyAt(Date.parse(before(30)))).toBeUndefined();
  expect(ring.keyAt(Date.parse(before(10)))).toBeDefined();
  expect(() => withoutKey('pepper', after, about)).toThrow(refusal({ kind: 'unknown', kid: 'k1' }));
});

it('gives a new key the number after the highest, and counts no key that has another form of name', () => {
  const nameAfter = (names: readonly string[]) =>
    withNewKey(Object.fromEntries(names.map((name) => [name, a])), { secret: b, campaigns: [], now }).kid;
  expect(nameAfter(['k1', 'k12', 'k3'])).toBe('k13');
  expect(nameAfter(['old', 'mk7', 'k7b', 'k2'])).toBe('k3');
  expect(nameAfter(['old'])).toBe('k1');
});

it('adds a key beside one that begins just now', () => {
  const just = { k1: a, k2: { secret: b, from: before(0) } };
  expect(withNewKey(just, { secret: a, campaigns: [], now }).kid).toBe('k3');
});

it('refuses to remove any key that has not begun, also one that is not the last', () => {
  const later = (days: number) => before(-days);
  const ahead = { k1: a, k2: { secret: b, from: later(1) }, k3: { secret: b, from: later(2) } };
  for (const kid of ['k2', 'k3'])
    expect(() => withoutKey('token', ahead, { kid, campaigns: [], now })).toThrow(refusal({ kind: 'not-begun', kid }));
});

it('removes keys of links and peppers without waiting for mails', () => {
  const recent = { k1: a, k2: { secret: b, from: before(1) } };
  for (const ring of ['token', 'pepper'] as const)
    expect(withoutKey(ring, recent, { kid: 'k1', campaigns: [], now }).until).toBe(now - DAY);
});

it('leaves in place of a pepper when it began', () => {
  const three = { k1: a, k2: { secret: b, from: before(20) }, k3: { secret: a, from: before(10) } };
  const { file: after } = withoutKey('pepper', three, { kid: 'k2', campaigns: [], now });
  expect(after.k2).toEqual({ from: before(20), gone: '2026-03-01T12:00:00.000Z' });
});

it('refuses with an error of its own', () => {
  expect(() => withoutKey('token', file, { kid: 'k9', campaigns: [], now })).toThrow(
    expect.objectContaining({ name: 'RingRefused', message: 'unknown' }),
  );
});
