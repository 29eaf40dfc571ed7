import { loadSharp } from '../../infra/pictures/sharp.ts';

/** A photo-like picture: soft noise over a slope of colours. @returns the library's pipeline, to be encoded in any way. */
export async function somePhoto({ width = 1_600, height = 1_200, seed = 40 } = {}) {
  const sharp = await loadSharp();
  const { data, info } = await sharp({
    create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: seed } },
  })
    .blur(3)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

/** A picture whose left half is red and whose right half is blue. */
export async function redAndBlue(width: number, height: number) {
  const sharp = await loadSharp();
  const half = { width: Math.floor(width / 2), height, channels: 3 as const, background: '#ff0000' };
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: half }, left: 0, top: 0 },
  ]);
}

/** The first bytes of a PNG that says how large it is, and has nothing in it. */
export function pngThatClaims(width: number, height: number): Uint8Array {
  const png = Buffer.alloc(45);
  png.write('\x89PNG\r\n\x1a\n', 'latin1');
  png.writeUInt32BE(13, 8);
  png.write('IHDR', 12);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.set([8, 2, 0, 0, 0], 24);
  png.writeUInt32BE(crc(png.subarray(12, 29)), 29);
  png.writeUInt32BE(0, 33);
  png.write('IDAT', 37);
  png.writeUInt32BE(crc(png.subarray(37, 41)), 41);
  return png;
}

/** CRC-32, as PNG has it. */
export function crc(bytes: Uint8Array): number {
  let sum = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xed_b8_83_20 : sum >>> 1;
  }
  return (sum ^ 0xff_ff_ff_ff) >>> 0;
}
