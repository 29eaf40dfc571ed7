import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** White modules around the code. The paper is white, too. */
const QUIET = 1;

/**
 * A QR code as the address of a picture that has all of it (`data:`). A browser loads it with the page: it would not wait for
 * another file when it prints. A PNG of one bit for each module takes a quarter of the room of a path.
 */
export function qrPicture(text: string): string {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  return `data:image/png;base64,${png(rows).toString('base64')}`;
}

/** @param rows true is black. @see https://www.w3.org/TR/png-3/ */
function png(rows: readonly (readonly boolean[])[]): Buffer {
  const size = rows.length;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = 1; // One bit for each pixel, of grey.
  const lines = rows.map((row) => Buffer.concat([Buffer.of(0), bits(row.map((isBlack) => !isBlack))]));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Eight pixels in each byte, the first one in its highest bit. */
function bits(row: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(row.length / 8));
  for (const [x, isSet] of row.entries()) if (isSet) bytes[x >> 3] = (bytes[x >> 3] ?? 0) | (0x80 >> (x & 7));
  return bytes;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
