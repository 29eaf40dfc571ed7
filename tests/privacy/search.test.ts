import { createHash, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { needlesOf } from './derivatives.ts';
import { createSearch } from './search.ts';

const CAMPAIGN = 'free-somebody';
const name = { of: 'name', text: 'Gülşən Çıraqzadə', hashed: true };
const address = { of: 'address', text: 'Zebulonia.Quixwother+tag@Mərkəzımail.example', hashed: true };
const search = createSearch([name, address].flatMap((mark) => needlesOf(mark, [CAMPAIGN])));

/** A datum somewhere in a heap of random bytes. */
const buried = (datum: Buffer | string): Buffer =>
  Buffer.concat([randomBytes(4_097), Buffer.from(datum as string), randomBytes(1_001)]);

const typed = address.text;
const normalised = 'zebulonia.quixwother+tag@xn--mrkzmail-wkb070aca.example';
const digest = (hash: string, text: string) => createHash(hash).update(text).digest();
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('finds, wherever it lies', () => {
  it.each<[string, string, Buffer | string]>([
    ['an address as it was typed', 'address', typed],
    ['its local part', 'address', 'Quixwother'],
    ['an address in capitals', 'address', typed.toUpperCase()],
    ['an address in small letters', 'address', typed.toLowerCase()],
    ['an address in mixed letters', 'address', 'zEBULONIA.qUIXWOTHER'],
    ['a name', 'name', name.text],
    ['a name in capitals', 'name', name.text.toUpperCase()],
    ['a name decomposed', 'name', name.text.normalize('NFD')],
    ['UTF-16 LE', 'name', Buffer.from(name.text, 'utf16le')],
    ['UTF-16 BE', 'name', utf16be(name.text)],
    ['UTF-16 of an address in capitals', 'address', utf16be(typed.toUpperCase())],
    ['base64', 'address', Buffer.from(typed).toString('base64')],
    ['base64 with one byte before', 'address', Buffer.from(`.${typed}`).toString('base64')],
    ['base64 with two bytes before', 'address', Buffer.from(`..${typed}`).toString('base64')],
    ['base64url', 'name', Buffer.from(name.text).toString('base64url')],
    ['base64 of UTF-16', 'name', Buffer.from(name.text, 'utf16le').toString('base64')],
    ['hex', 'name', Buffer.from(name.text).toString('hex')],
    ['hex in capitals', 'name', Buffer.from(name.text).toString('hex').toUpperCase()],
    ['percent-encoding', 'name', encodeURIComponent(name.text)],
    ['percent-encoding in small letters', 'name', encodeURIComponent(name.text).toLowerCase()],
    ['quoted-printable', 'name', encodeURIComponent(name.text).replaceAll('%', '=')],
    ['quoted-printable broken in a word', 'address', 'Zebulonia.Quix=\r\nwother'],
    ['JSON escapes', 'name', '\\u00c7\\u0131raqzad\\u0259'],
    ['HTML entities', 'name', '&#199;&#305;raqzad&#601;'],
    ['HTML entities in hex', 'name', '&#xC7;&#x131;raqzad&#x259;'],
    ['an address reversed', 'address', [...typed].reverse().join('')],
    ['base64 in base64', 'address', Buffer.from(Buffer.from(`x${typed}`).toString('base64')).toString('base64')],
    ['base64 in lines', 'address', Buffer.from(typed.repeat(4)).toString('base64').replace(/.{30}/g, '$&\r\n')],
    ['gzip', 'address', gzipSync(Buffer.from(`{"to":"${typed}"}`))],
    ['a file of a ZIP archive', 'name', zipOf(name.text)],
    ['SHA-256 of the address as typed', 'address', digest('sha256', typed)],
    ['SHA-256 of the normalised address in hex', 'address', digest('sha256', normalised).toString('hex')],
    ['SHA-256 in capital hex', 'address', digest('sha256', normalised).toString('hex').toUpperCase()],
    ['SHA-256 in base64', 'address', digest('sha256', normalised).toString('base64')],
    ['SHA-256 in base64url', 'address', digest('sha256', normalised).toString('base64url')],
    ['SHA-256 cut to 64 bits', 'address', digest('sha256', normalised).toString('hex', 0, 8)],
    ['SHA-1 of the address', 'address', digest('sha1', normalised).toString('hex')],
    ['MD5 of the address', 'address', digest('md5', normalised).toString('hex')],
    ['SHA-512 of the address', 'address', digest('sha512', normalised).toString('base64')],
    ['SHA-256 of the local part', 'address', digest('sha256', 'zebulonia.quixwother+tag').toString('hex')],
    ['SHA-256 of the name', 'name', digest('sha256', name.text)],
    ['MD5 of the name in capitals', 'name', digest('md5', name.text.toUpperCase()).toString('hex')],
    ['a hash of campaign and address', 'address', digest('sha256', `${CAMPAIGN}\0${normalised}`)],
    ['a hash of both run together', 'address', digest('md5', CAMPAIGN + normalised).toString('hex')],
    ['a hash of address and campaign', 'address', digest('sha1', `${normalised}|${CAMPAIGN}`).toString('base64url')],
    ['an HMAC whose key everybody knows', 'address', createHmac('sha256', CAMPAIGN).update(normalised).digest()],
  ])('%s', (_form, of, planted) => {
    expect(search(buried(planted)).map((trace) => trace.of)).toContain(of);
  });
});

it('finds nothing in a clean text, and distinguishes marks', () => {
  expect(search(buried('somebody else, somebody@example.org'))).toEqual([]);
  expect(search(randomBytes(5_000_000))).toEqual([]);
  expect(search(buried(name.text)).every(({ of }) => of === 'name')).toBe(true);
  const peppered = createHmac('sha256', randomBytes(32)).update(`${CAMPAIGN}\0${normalised}`).digest('base64url');
  expect(search(buried(peppered))).toEqual([]);
});

it('finds a mark at the very beginning or end, but not a cut one', () => {
  const word = Buffer.from('Zebulonia');
  expect(search(word).map(({ of }) => of)).toEqual(['address']);
  expect(search(Buffer.concat([randomBytes(9), word])).map(({ of }) => of)).toEqual(['address']);
  expect(search(word.subarray(0, -1))).toEqual([]);
});

it('refuses a mark that could be found by chance', () => {
  expect(() => needlesOf({ of: 'name', text: 'Ada B' }, [])).toThrow('chance');
});

/** A local file header, as each file of an archive begins (APPNOTE.TXT 4.3.7). */
function zipOf(text: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(5, 26);
  return Buffer.concat([header, Buffer.from('a.txt'), deflateRawSync(Buffer.from(text))]);
}
