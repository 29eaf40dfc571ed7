import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  decodeEntry,
  encodeEntry,
  hashOf,
  LARGEST_ENTRY,
  NO_HASH,
} from '../../../functions/core/audit/entry.ts';
import { canonicalJson } from '../../../functions/core/canonical-json.ts';

const entry: AuditEntry = {
  ...{ version: 1, id: '000000001', at: '2026-11-29T12:00:00.000Z', nonce: 'n', previous: NO_HASH },
  ...{ actor: 'operator', client: 'command', act: 'campaign.put', subject: 'free-them' },
};

describe('JSON for hashes', () => {
  it('is the same whatever the order of the fields, and leaves out what is undefined', () => {
    const one = { b: [{ y: undefined, x: null }], a: 'é', 10: 1, 9: 2 };
    const other = { 9: 2, a: 'é', 10: 1, b: [{ x: null }] };
    expect(canonicalJson(one)).toBe('{"10":1,"9":2,"a":"é","b":[{"x":null}]}');
    expect(canonicalJson(other)).toBe(canonicalJson(one));
  });

  it('loses nothing of any value that JSON has', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

it('reads back what it wrote, whatever an act changes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (after, subject) => {
      const plain = JSON.parse(JSON.stringify(after));
      expect(decodeEntry(encodeEntry({ ...entry, subject, after: plain }))).toEqual({
        ...entry,
        subject,
        after: plain,
      });
    }),
  );
});

it('reads no entry in another form, with another field, or of no version', () => {
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const bytes = encodeEntry(entry);
  expect(decodeEntry(bytes)).toEqual(entry);
  expect(decodeEntry(text(entry))).toBeUndefined();
  expect(decodeEntry(new TextEncoder().encode(canonicalJson({ ...entry, more: 1 })))).toBeUndefined();
  expect(decodeEntry(new TextEncoder().encode(canonicalJson({ ...entry, version: 2 })))).toBeUndefined();
  expect(decodeEntry(bytes.slice(0, -1))).toBeUndefined();
  expect(decodeEntry(new Uint8Array())).toBeUndefined();
});

it('has room for both versions of a long text in full, and an end', () => {
  const versions = (letters: number) => ({ ...entry, before: 'я'.repeat(letters), after: 'é'.repeat(letters) });
  expect(decodeEntry(encodeEntry(versions(60_000)))).toEqual(versions(60_000));
  expect(() => encodeEntry(versions(LARGEST_ENTRY / 4))).toThrow('too large');
});

it('refuses an act that has no noun and verb, or no known client', () => {
  expect(() => encodeEntry({ ...entry, act: 'put' })).toThrow();
  expect(() => encodeEntry({ ...entry, client: 'elsewhere' as 'api' })).toThrow();
});

it('hashes as every other program does', () => {
  expect(hashOf(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
