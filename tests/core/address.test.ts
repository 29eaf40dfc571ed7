import { expect, it } from 'vitest';
import { parseAddress } from '../../functions/core/address.ts';

const normalised = (typed: string) => {
  const address = parseAddress(typed);
  return typeof address === 'string' ? address : address.normalised;
};

it.each([
  ['Ada@Example.ORG', 'ada@example.org'],
  ['  ada@example.org ', 'ada@example.org'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ａｄａ@example.org', 'ada@example.org'],
  ['"ada"@example.org', 'ada@example.org'],
  ['"ada love"@example.org', '"ada love"@example.org'],
])('reads %s as %s', (typed, expected) => {
  expect(normalised(typed)).toBe(expected);
});

it('does not merge dots or plus tags: two people may share a provider’s rules', () => {
  expect(new Set(['a.b@gmail.com', 'ab@gmail.com', 'ab+x@gmail.com'].map(normalised)).size).toBe(3);
});

it('keeps the case of the local part in the address that mail goes to', () => {
  expect(parseAddress('Ada@Example.ORG')).toMatchObject({ deliverTo: 'Ada@example.org' });
});

it.each([
  '',
  'ada',
  '@example.org',
  'ada@',
  'ada@localhost',
  'a..b@example.org',
  'ada@[127.0.0.1]',
  'a b@example.org',
  'ada@exa\u0000mple.org',
  `${'a'.repeat(65)}@example.org`,
])('refuses %j', (typed) => {
  expect(parseAddress(typed)).toBe('malformed');
});

it('says that mail cannot be delivered to a local part outside ASCII', () => {
  expect(parseAddress('лев@example.org')).toBe('undeliverable');
});

it('accepts local parts from one letter to 64', () => {
  for (const local of ['a', 'a'.repeat(64)]) expect(normalised(`${local}@example.org`)).toBe(`${local}@example.org`);
});

it.each([
  [String.raw`"a\"b"@example.org`, String.raw`"a\"b"@example.org`],
  [String.raw`"a\\b"@example.org`, String.raw`"a\\b"@example.org`],
  [String.raw`"a\da"@example.org`, 'ada@example.org'],
  [String.raw`"ada\@home"@example.org`, '"ada@home"@example.org'],
])('reads escaped letters between quotes: %s is %s', (typed, expected) => {
  expect(normalised(typed)).toBe(expected);
});
