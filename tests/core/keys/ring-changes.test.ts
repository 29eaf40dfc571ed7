import { expect, it } from 'vitest';
import type { CampaignHead } from '../../../functions/core/campaigns/campaign.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { withNewKey, withoutKey } from '../../../functions/core/keys/ring-changes.ts';
import { DAY, MINUTE } from '../../../functions/core/running/clock.ts';
import '../../support/same-keys.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const before = (days: number) => new Date(now - days * DAY).toISOString();
const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const made = (slug: string, createdAt: string, more: Partial<CampaignHead> = {}) =>
  ({ slug, createdAt, opensAt: createdAt, ...more }) as CampaignHead;
const file = { k1: a, k2: { secret: b, from: before(20) } };

it('adds a key that begins in a quarter of an hour, under a name that was never used', () => {
  const { file: after, kid } = withNewKey(file, { secret: 'c'.repeat(64), campaigns: [], now });
  expect(kid).toBe('k3');
  const ring = parseKeyring(JSON.stringify(after), 'link-token');
  expect(ring.current(now + 15 * MINUTE - 1).kid).toBe('k2');
  expect(ring.current(now + 15 * MINUTE).kid).toBe('k3');
  expect(() => withNewKey(after, { secret: a, campaigns: [], now })).toThrow('k3 begins at 2026-03-01T12:15:00.000Z');
});

it('lets a pepper begin after every campaign that exists, also one made by a clock that is fast', () => {
  const fast = made('fast', '2026-03-01T20:00:00Z');
  const { file: after } = withNewKey(file, { secret: 'c'.repeat(64), campaigns: [made('old', before(1)), fast], now });
  const [old, ring] = [file, after].map((one) => parseKeyring(JSON.stringify(one), 'signer-hash'));
  expect(ring?.keyAt(Date.parse(fast.createdAt))).toEqual(old?.keyAt(Date.parse(fast.createdAt)));
  expect(ring?.current(Date.parse('2026-03-01T20:00:01Z')).kid).toBe('k3');
});

it('removes neither the key in use, nor one to come, nor one that is not there', () => {
  const about = { campaigns: [], now };
  const { file: rotated } = withNewKey(file, { secret: 'c'.repeat(64), campaigns: [], now });
  for (const ring of ['token', 'mail', 'pepper'] as const) {
    expect(() => withoutKey(ring, file, { ...about, kid: 'k2' })).toThrow('k2 is in use');
    expect(() => withoutKey(ring, rotated, { ...about, kid: 'k3' })).toThrow('k3 has not begun');
    expect(() => withoutKey(ring, file, { ...about, kid: 'k9' })).toThrow('no key k9');
  }
});

it('removes a key of links, and says whose links die', () => {
  const { file: after, warnings } = withoutKey('token', file, { kid: 'k1', campaigns: [], now });
  expect(after).toEqual({ k2: file.k2 });
  expect(warnings[0]).toContain(`Links mailed before ${before(20)} die`);
});

it('removes a key of mails only when none can wait that it sealed', () => {
  const recent = { k1: a, k2: { secret: b, from: before(14) } };
  expect(() => withoutKey('mail', recent, { kid: 'k1', campaigns: [], now: now - 1 })).toThrow('may wait until');
  expect(withoutKey('mail', recent, { kid: 'k1', campaigns: [], now }).file).toEqual({ k2: recent.k2 });
});

it.each([
  ['is open', {}],
  ['opens one day', { opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-02-01T00:00:00Z' }],
  ['has closed within the hour', { closesAt: new Date(now - 60 * MINUTE).toISOString() }],
])('keeps the pepper of a campaign that %s', (_what, more) => {
  const campaigns = [made('needing', before(30), more), made('newer', before(10))];
  expect(() => withoutKey('pepper', file, { kid: 'k1', campaigns, now })).toThrow('k1 is the pepper of needing.');
});

it('removes a pepper whose campaigns have closed, leaves its place, and says that they can never open again', () => {
  const campaigns = [made('past', before(30), { closesAt: before(2) }), made('newer', before(10))];
  const { file: after, warnings } = withoutKey('pepper', file, { kid: 'k1', campaigns, now });
  expect(after).toEqual({ k1: { gone: '2026-03-01T12:00:00.000Z' }, k2: file.k2 });
  expect(warnings.join(' ')).toContain('past can never open again');
  expect(JSON.stringify(after)).not.toContain(a);
  const ring = parseKeyring(JSON.stringify(after), 'signer-hash');
  expect(ring.keyAt(Date.parse(before(30)))).toBeUndefined();
  expect(ring.keyAt(Date.parse(before(10)))).toBeDefined();
  expect(() => withoutKey('pepper', after, { kid: 'k1', campaigns, now })).toThrow('no key k1');
});
