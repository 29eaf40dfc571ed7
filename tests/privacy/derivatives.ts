import { createHash, createHmac } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';

/** The bytes that a thief looks for, with the mark that they show, and their form. */
export interface Needle {
  readonly bytes: Buffer;
  readonly of: string;
  readonly form: string;
  /** Whether it may be found in any mixture of capital and small letters (of ASCII). */
  readonly anyCase: boolean;
}

/** A text that must be found nowhere, by its long words, which identify it. */
export interface Mark {
  readonly of: string;
  readonly text: string;
  /** Whether a plain hash of it must not be found, either. */
  readonly hashed?: boolean;
  /** Whether only the whole text identifies it: for an IP address, whose parts are numbers. */
  readonly whole?: boolean;
}

/** Bytes that no other text has by chance. */
const TELLING = 8;
const HASHES = ['sha256', 'sha1', 'md5', 'sha512'];
const BETWEEN = ['\0', '', ' ', ':', '#', '/', '|', '+', '-', '_', '\n', ','];

/**
 * Every form in which a mark could lie around without a key: its words in every encoding, and plain hashes of it, alone
 * and beside each of the `contexts` (slugs of campaigns).
 */
export function needlesOf({ of, text, hashed, whole }: Mark, contexts: readonly string[]): Needle[] {
  const written = (whole ? [text] : wordsOf(text)).flatMap((word) => writtenNeedles(of, word));
  return oncePerForm(hashed ? [...written, ...hashNeedles(of, text, contexts)] : written);
}

/** Plain ASCII words are the same in many encodings: the first one counts. */
const oncePerForm = (needles: readonly Needle[]): Needle[] => [
  ...new Map([...needles].reverse().map((needle) => [needle.bytes.toString('latin1'), needle])).values(),
];

/** The words of a text that are long enough to identify it. @throws {Error} if there are none. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => Buffer.byteLength(word) >= TELLING);
  if (words.length === 0) throw new Error(`No word of ${text} would be told from chance`);
  return [...new Set(words)];
}

function writtenNeedles(of: string, word: string): Needle[] {
  return casesOf(word).flatMap((text) => {
    const utf8 = Buffer.from(text);
    const utf16 = Buffer.from(text, 'utf16le');
    const needle = (form: string, bytes: Buffer, anyCase = true): Needle => ({ of, form, bytes, anyCase });
    return [
      needle('UTF-8', utf8),
      needle('UTF-16 LE', utf16),
      needle('UTF-16 BE', Buffer.from(utf16).swap16()),
      needle('reversed', Buffer.from([...text].reverse().join(''))),
      needle('hex', Buffer.from(utf8.toString('hex'))),
      needle('percent-encoding', Buffer.from(escaped(utf8, '%'))),
      needle('quoted-printable', Buffer.from(escaped(utf8, '='))),
      needle(
        'JSON escapes',
        ascii(text, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`),
      ),
      needle('HTML entities', Buffer.from(entities(text, (point) => `&#${point};`))),
      needle('HTML entities in hex', Buffer.from(entities(text, (point) => `&#x${point.toString(16)};`))),
      ...base64Needles(utf8).map((bytes) => needle('base64', bytes, false)),
      ...base64Needles(utf16).map((bytes) => needle('base64 of UTF-16', bytes, false)),
    ].filter(({ bytes }) => bytes.length >= TELLING);
  });
}

/** A text as typed, in small and in capital letters, composed and decomposed. */
const casesOf = (text: string): string[] => [
  ...new Set(
    [text, text.toLowerCase(), text.toUpperCase()].flatMap((cased) =>
      (['NFC', 'NFD', 'NFKC'] as const).map((form) => cased.normalize(form)),
    ),
  ),
];

/** Letters and digits of ASCII as they are, other bytes escaped. */
const escaped = (bytes: Buffer, sign: string): string =>
  [...bytes]
    .map((byte) =>
      /[A-Za-z0-9]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `${sign}${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

const ascii = (text: string, write: (unit: number) => string): Buffer =>
  Buffer.from(text.replace(/[^\x20-\x7e]/g, (unit) => write(unit.charCodeAt(0))));

const entities = (text: string, write: (point: number) => string): string =>
  text.replace(/[^\x20-\x7e]/gu, (character) => write(character.codePointAt(0) ?? 0));

/** The base64 characters of these bytes anywhere in an encoded text: three alignments, two alphabets. */
function base64Needles(bytes: Buffer): Buffer[] {
  const texts = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
  return inBothAlphabets(texts);
}

const inBothAlphabets = (texts: readonly string[]): Buffer[] =>
  [...new Set(texts.flatMap((text) => [text, text.replace(/\+/g, '-').replace(/\//g, '_')]))].map((text) =>
    Buffer.from(text),
  );

/** The beginnings of hashes, so that a hash that was cut short is found, too. */
function hashNeedles(of: string, text: string, contexts: readonly string[]): Needle[] {
  const inputs = hashInputs(text).flatMap((input) => [
    input,
    ...contexts.flatMap((context) =>
      BETWEEN.flatMap((between) => [`${context}${between}${input}`, `${input}${between}${context}`]),
    ),
  ]);
  const digests = [...new Set(inputs)].flatMap((input) => [
    ...HASHES.map((hash) => ({ hash, digest: createHash(hash).update(input).digest() })),
    ...contexts.map((key) => ({ hash: 'HMAC', digest: createHmac('sha256', key).update(input).digest() })),
  ]);
  return digests.flatMap(({ hash, digest }) => [
    { of, form: hash, bytes: digest.subarray(0, TELLING), anyCase: false },
    { of, form: `${hash} in hex`, bytes: Buffer.from(digest.toString('hex', 0, TELLING)), anyCase: true },
    ...inBothAlphabets([digest.toString('base64').slice(0, 12)]).map((bytes) => {
      return { of, form: `${hash} in base64`, bytes, anyCase: false };
    }),
  ]);
}

/** Variants of the same text: an address also by its mailbox alone, and with its domain in both scripts. */
function hashInputs(text: string): string[] {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const typed = [text, text.trim()];
  const same =
    at < 1 ? typed : [...typed, local, `${local}@${domainToASCII(domain)}`, `${local}@${domainToUnicode(domain)}`];
  return [...new Set(same.flatMap(casesOf))];
}
