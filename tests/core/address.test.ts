import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../functions/core/address.ts';
import { codePoint } from '../support/code-point.ts';

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
  ['"ada..love"@example.org', '"ada..love"@example.org'],
  ['ada@例え。jp', 'ada@xn--r8jz45g.jp'],
  ['ada@نامه\u200cای.com', 'ada@xn--mgba3gch31f060k.com'],
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
  'ada@example.org?x',
  'ada@example.org/x',
  'ada@example.org#x',
  'ada@example.org\\x',
  'ada@example.org:25',
  'ada@example%2eorg',
  'ada@ex%41mple.org',
  'ada@exam\nple.org',
  'ada@exam\tple.org',
  'ada@example.org\n\nx',
  'ada\n@example.org',
  'ada\t@example.org',
  'ada@b@example.org',
  'ada@example.org\u2100b.org',
  // Unseen, and inside.
  ...['\u00ad', '\u061c', '\u180e', '\u200b', '\u200e', '\u202e', '\u2060', '\u2066', '\ufeff', '\ufe0f'].flatMap(
    (unseen) => [`ad${unseen}a@example.org`, `ada@exam${unseen}ple.org`, `ada${unseen}@${unseen}example.org`],
  ),
  'ada@exam\u200cple.org',
  // Between quotes, where programs would split a list of addresses.
  ...['@', ',', ';', ':', '<', '>', ' '].flatMap((sign) => [
    `"ada${sign}x"@example.org`,
    `"ada\\${sign}x"@example.org`,
  ]),
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
])('reads escaped letters between quotes: %s is %s', (typed, expected) => {
  expect(normalised(typed)).toBe(expected);
});

it.each([
  '\u200b',
  '\u200e',
  '\u202a',
  '\u2068',
  '\u2069',
  '\u2060',
  '\u00ad',
  '\u061c',
  '\ufeff',
  ' \u200f\n',
  '\u200d',
])('takes off %j around an address, as pasting brings it along', (unseen) => {
  expect(parseAddress(`${unseen}Ada@Example.org${unseen}`)).toEqual({
    deliverTo: 'Ada@example.org',
    normalised: 'ada@example.org',
  });
});

describe('of all that people or programs may type', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'ada.+-_"\\@?#/:;,<>%[]()| \n\t\r\0', '%41', '%2e', '..', 'xn--', '127.0.0.1', '0x7f'),
    fc.constantFrom('\u200b', '\u200c', '\u00ad', '\ufeff', '\u202e', '\u2069', '\u3002', '\uff20', '\u2100', '\u00a0'),
    fc.constantFrom('bücher', 'faß', 'пример', '例え', 'نامه', '🕊️', 'Ａ', 'İ', 'ſ', 'K', '٣'),
    fc.string({ unit: codePoint, maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const typed = fc.oneof(
    // Mostly right, so that many are accepted, with something odd in one place.
    fc
      .tuple(text, fc.constantFrom('example', 'bücher', 'a-1'), text, fc.constantFrom('', '', '"'))
      .map(([before, name, after, quote]) => `${quote}ada${before}${quote}@${name}${after}.org`),
    fc
      .tuple(fc.constantFrom('ada', '"a..b"', 'a+b'), text, text)
      .map(([local, a, b]) => `${a}${local}@example.org${b}`),
    fc.tuple(text, text).map(([local, domain]) => `${local}@${domain}`),
    fc.emailAddress(),
  );

  it('accepts only an address that it reads to the end, with nothing invisible in it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(typed, (address) => {
        const parsed = parseAddress(address);
        if (typeof parsed === 'string') return;
        accepted++;
        const { deliverTo, normalised } = parsed;
        const domain = deliverTo.slice(deliverTo.lastIndexOf('@') + 1);
        // What was typed after the last @, without what pasting left around it.
        const plain = address.normalize('NFKC').replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
        const meant = plain.slice(plain.lastIndexOf('@') + 1);
        expect(domain).toBe(domainToASCII(meant));
        // Read back, no letter is lost and none is new.
        // Large and back again: some small letters, such as the Greek ᾀ, count as two.
        const letters = (text: string) => text.toUpperCase().toLowerCase().normalize('NFKC').replaceAll('\u3002', '.');
        expect(letters(domainToUnicode(domain))).toBe(
          letters(meant.startsWith('xn--') ? domainToUnicode(meant) : meant),
        );
        expect(deliverTo.slice(0, -domain.length - 1)).toBe(plain.slice(0, -meant.length - 1));
        for (const text of [deliverTo, normalised]) expect(text).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('reads what it has read to the same address again', () => {
    fc.assert(
      fc.property(typed, (address) => {
        const parsed = parseAddress(address);
        if (typeof parsed === 'string') return;
        expect(parseAddress(parsed.deliverTo)).toEqual(parsed);
        expect(parseAddress(parsed.normalised)).toMatchObject({ normalised: parsed.normalised });
      }),
      { numRuns: 5_000 },
    );
  });
});
