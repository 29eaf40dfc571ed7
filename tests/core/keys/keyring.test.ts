import { expect, it } from 'vitest';
import { entryAt, parseKeyring, parseKeyringFile } from '../../../functions/core/keys/keyring.ts';
import '../../support/same-keys.ts';

const begins = Date.parse('2026-03-01T12:00:00Z');
const long = (letter: string) => letter.repeat(64);
const ringOf = (file: object) => parseKeyring(JSON.stringify(file), 'signer-hash');
const first = ringOf({ k1: long('a') }).current(0).key;
const second = ringOf({ k2: long('b') }).current(0).key;

it('uses the newest key that has begun, and the one before until then', () => {
  const ring = ringOf({ k2: { secret: long('b'), from: '2026-03-01T12:00:00Z' }, k1: long('a') });
  expect(ring.current(begins - 1)).toEqual({ kid: 'k1', key: first });
  expect(ring.current(begins)).toEqual({ kid: 'k2', key: second });
  expect([ring.keyAt(begins - 1), ring.keyAt(begins)]).toEqual([first, second]);
  expect([ring.key('k1'), ring.key('k2'), ring.key('k3')]).toEqual([first, second, undefined]);
});

it('has a key before the first start time, and uses the last key without a start time', () => {
  expect(ringOf({ k1: { secret: long('a'), from: '2026-03-01T12:00:00Z' } }).keyAt(0)).toEqual(first);
  expect(ringOf({ k1: long('a'), k2: long('b') }).current(0).kid).toBe('k2');
});

it('uses no other key in place of a removed one', () => {
  const ring = ringOf({
    k1: { gone: '2027-01-01T00:00:00.000Z' },
    k2: { secret: long('b'), from: '2026-03-01T12:00:00Z' },
  });
  expect([ring.keyAt(begins - 1), ring.key('k1')]).toEqual([undefined, undefined]);
  expect(ring.current(begins - 1).kid).toBe('k2');
});

it('refuses an invalid key ring, without quoting it', () => {
  for (const bad of [
    'oops-secret',
    '{}',
    '[]',
    'null',
    '{"k1":"oops-secret"}',
    `{"k1":{"secret":"oops-${long('a')}","from":"tomorrow"}}`,
    `{"7":"oops-${long('a')}"}`,
    '{"k1":{"gone":"2027-01-01T00:00:00.000Z"}}',
  ]) {
    expect(() => parseKeyring(bad, 'link-token'), bad).toThrow(/^(?!.*(oops|tomorrow))A keyring/);
  }
});

it.each([
  ['{', 'A keyring is not JSON'],
  ['{"k1":"short"}', 'A keyring contains something that is not a key'],
  ['{}', 'A keyring has no key'],
  ['{"k1":{"gone":"2027-01-01T00:00:00.000Z"}}', 'A keyring has no key'],
])('says of %j: %s', (text, words) => {
  expect(() => parseKeyringFile(text)).toThrow(new Error(words));
});

it('finds no entry in an empty ring', () => {
  expect(() => entryAt([], begins)).toThrow('A keyring has no key');
});
