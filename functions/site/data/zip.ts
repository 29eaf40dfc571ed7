import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a ZIP. Its name has ASCII letters. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string;
}

/**
 * A ZIP file (APPNOTE 6.3.3, without ZIP64: below 65,535 files and 4 GB). The same files make the same bytes, so that its
 * ETag stays.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(files: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const about = fields([
      [2, 20],
      // Names are UTF-8, and the method is deflate.
      [2, 0x0800],
      [2, 8],
      // 1980-01-01: the oldest date of the format.
      [2, 0],
      [2, 0x21],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ]);
    const local = [signature('PK\x03\x04'), about, Buffer.from(name), packed];
    const rest: Field[] = [
      // No comment, the first disk, no attributes.
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ];
    directory.push(signature('PK\x01\x02'), fields([[2, 20]]), about, fields(rest), Buffer.from(name));
    parts.push(...local);
    offset += Buffer.concat(local).length;
  }
  const size = Buffer.concat(directory).length;
  const end: Field[] = [
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, offset],
    [2, 0],
  ];
  return new Uint8Array(Buffer.concat([...parts, ...directory, signature('PK\x05\x06'), fields(end)]));
}

/** How many bytes, and the value: least significant byte first. */
type Field = readonly [bytes: 2 | 4, value: number];

function fields(list: readonly Field[]): Buffer {
  const written = list.map(([bytes, value]) => {
    const field = Buffer.alloc(bytes);
    field.writeUIntLE(value, 0, bytes);
    return field;
  });
  return Buffer.concat(written);
}

const signature = (text: string): Buffer => Buffer.from(text, 'latin1');
