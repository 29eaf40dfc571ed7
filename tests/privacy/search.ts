import { inflateRawSync } from 'node:zlib';
import type { Needle } from './derivatives.ts';

/** The found mark, and its form. */
export interface Trace {
  readonly of: string;
  readonly form: string;
}

/**
 * Finds any of many thousand needles in bytes, and in what they wrap: base64, also inside base64, gzip, and the files of
 * a ZIP archive.
 * @returns a function that tells each trace once.
 */
export function createSearch(needles: readonly Needle[]): (bytes: Buffer) => Trace[] {
  const exact = indexOf(needles.filter(({ anyCase }) => !anyCase));
  const folded = indexOf(
    needles.filter(({ anyCase }) => anyCase).map((needle) => ({ ...needle, bytes: smallLetters(needle.bytes) })),
  );
  return (bytes) => {
    const found = new Map<string, Trace>();
    for (const layer of unwrapped(bytes)) {
      const hits = [...hitsIn(exact, layer), ...hitsIn(folded, smallLetters(layer))];
      for (const { of, form } of hits) found.set(`${of} ${form}`, { of, form });
    }
    return [...found.values()];
  };
}

interface Index {
  /** Whether any needle begins with three bytes: most places of a haystack are done with by one look. */
  readonly begins: Uint8Array;
  readonly byBeginning: ReadonlyMap<number, readonly Needle[]>;
}

function indexOf(needles: readonly Needle[]): Index {
  const begins = new Uint8Array(2 ** 24);
  for (const { bytes } of needles) begins[bytes.readUIntLE(0, 3)] = 1;
  return { begins, byBeginning: Map.groupBy(needles, ({ bytes }) => bytes.readUInt32LE(0)) };
}

function* hitsIn({ begins, byBeginning }: Index, bytes: Buffer): Generator<Needle> {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const three = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    if (!begins[three]) continue;
    for (const needle of byBeginning.get(bytes.readUInt32LE(at)) ?? []) {
      if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) yield needle;
    }
  }
}

/** Bytes with the capital letters of ASCII made small. */
function smallLetters(bytes: Buffer): Buffer {
  const small = Buffer.from(bytes);
  for (let i = 0; i < small.length; i++) if (small[i]! >= 0x41 && small[i]! <= 0x5a) small[i]! |= 0x20;
  return small;
}

const BASE64 = /[A-Za-z0-9+/_-]{24,}(?:\r?\n[A-Za-z0-9+/_-]+)*/g;
/** How many wraps around one another are opened. */
const DEEPEST = 2;

/** The bytes, and all that can be unwrapped of them. */
function* unwrapped(bytes: Buffer, depth = 0): Generator<Buffer> {
  yield bytes;
  if (depth >= DEEPEST) return;
  for (const inner of innerOf(bytes)) yield* unwrapped(inner, depth + 1);
}

function* innerOf(bytes: Buffer): Generator<Buffer> {
  const text = bytes.toString('latin1');
  // Lines of quoted-printable are broken anywhere.
  if (/=\r?\n/.test(text)) yield Buffer.from(text.replace(/=\r?\n/g, ''), 'latin1');
  // Text before base64 may look like a part of it.
  for (const [run] of text.matchAll(BASE64))
    for (const from of [0, 1, 2, 3]) yield Buffer.from(run.slice(from), 'base64');
  yield* inflated(
    bytes,
    GZIP,
    (from) => from + 10 + (bytes[from + 3] === NAMED ? bytes.indexOf(0, from + 10) - from - 9 : 0),
  );
  yield* inflated(bytes, ZIP, (from) => from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28));
}

/** How a member of a gzip file (RFC 1952), and a file of a ZIP archive, begin. */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const NAMED = 8;
const ZIP = Buffer.from('PK\x03\x04', 'latin1');

function* inflated(bytes: Buffer, sign: Buffer, dataOf: (from: number) => number): Generator<Buffer> {
  for (let from = bytes.indexOf(sign); from >= 0; from = bytes.indexOf(sign, from + 1)) {
    try {
      yield inflateRawSync(bytes.subarray(dataOf(from)));
    } catch {
      // It only looked like one.
    }
  }
}
