import { deflateSync } from 'node:zlib';
import { loadSharp } from '../../infra/pictures/sharp.ts';
import { crc, pngThatClaims, somePhoto } from './some-picture.ts';

/** A chunk of a PNG. */
function chunk(name: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(name, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/** A PNG that really has all the pixels that it claims, in a thousandth of their bytes. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.from(pngThatClaims(width, height)).subarray(0, 33);
  const pixels = deflateSync(Buffer.alloc((width * 3 + 1) * height), { level: 9 });
  return Buffer.concat([head, chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]);
}

const photo = await (await somePhoto({ width: 700, height: 500 })).jpeg({ quality: 90 }).toBuffer();
const moving = await (await loadSharp())({
  create: { width: 700, height: 1_000, channels: 3, background: '#ff0000' },
})
  .composite([{ input: photo, left: 0, top: 0 }])
  .raw()
  .toBuffer()
  .then(async (data) =>
    (await loadSharp())(data, { raw: { width: 700, height: 1_000, channels: 3, pageHeight: 500 } })
      .webp()
      .toBuffer(),
  );

/** The film of a “motion photo”, as phones put it behind the picture. */
const film = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypmp42\0\0\0\0isommp42', 'latin1'),
  Buffer.from([0, 0, 0x10, 8]),
  Buffer.from('mdat'),
  Buffer.alloc(4_096, '\0\u00ff<PK', 'latin1'),
]);

const ZIP = Buffer.from('PK\u0003\u0004\u0014\0\0\0\u0008\0', 'latin1');
const others = {
  ...{
    'a script': '<script>alert(document.domain)</script>',
    'a page': '<!DOCTYPE html><p>',
    'an SVG': '<svg onload="a()">',
  },
  ...{ 'a feed': '<?xml version="1.0"?>', 'a program': '<?php phpinfo();', 'a PDF': '%PDF-1.7\n', 'an archive': ZIP },
} as const;

/** Good pictures, each with another file behind its end. */
async function polyglots(): Promise<(readonly [string, Uint8Array, RegExp])[]> {
  const said = /another file behind/;
  const behindPhoto = Object.entries(others).map(
    ([name, other]) => [`a JPEG with ${name} behind it`, Buffer.concat([photo, Buffer.from(other)]), said] as const,
  );
  const ofForms = (['png', 'webp', 'avif'] as const).map(async (form) => {
    const good = await (await somePhoto({ width: 700, height: 500 })).toFormat(form).toBuffer();
    return [`a picture (${form}) with an archive behind it`, Buffer.concat([good, ZIP]), said] as const;
  });
  const behindFilm = [
    'a photo with a script behind its film',
    Buffer.concat([photo, film, Buffer.from('<SCRIPT>')]),
    said,
  ] as const;
  return [...behindPhoto, ...(await Promise.all(ofForms)), behindFilm];
}

/** Files that no picture can be made of, and what is said of each. */
export const hostile: readonly (readonly [what: string, content: Uint8Array, said: RegExp])[] = [
  ['nothing', new Uint8Array(), /^is empty/],
  ['a text', Buffer.from('Hello'), /by its content/],
  [
    'an SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="700" height="500"/>'),
    /by its content/,
  ],
  ['a GIF that is a script, too', Buffer.from('GIF89a/*\0\0*/=1;alert(document.domain)//'), /by its content/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), /by its content/],
  ['a PNG that claims 40,000 times 40,000 pixels', pngThatClaims(40_000, 40_000), /million pixels/],
  ['a PNG that claims more than any computer has', pngThatClaims(0x7f_ff_ff_ff, 0x7f_ff_ff_ff), /damaged|million/],
  ['a bomb', bomb(12_000, 9_000), /million pixels/],
  ['a JPEG that was cut off', photo.subarray(0, photo.length / 2), /damaged/],
  ['a PNG with nothing in it', pngThatClaims(700, 500), /damaged/],
  ['a JPEG that is only its beginning', photo.subarray(0, 3), /damaged/],
  ['a WebP that moves', moving, /moves/],
  [
    'a PNG that moves',
    Buffer.concat([
      pngThatClaims(700, 500).subarray(0, 33),
      chunk('acTL', new Uint8Array(8)),
      chunk('IDAT', new Uint8Array()),
    ]),
    /moves/,
  ],
  ['more than may be sent', Buffer.concat([photo, Buffer.alloc(4_000_001 - photo.length)]), /4.1 MB/],
  ...(await polyglots()),
  ['one that is too small', await (await somePhoto({ width: 100, height: 100 })).jpeg().toBuffer(), /100 pixels wide/],
];

/** A good photo, with the place and a script in its description, and the film of a phone behind its end. */
export async function tellingPhoto(): Promise<Buffer> {
  const tagged = await (await somePhoto({ width: 700, height: 500 }))
    .withExif({
      IFD0: { Make: 'SPYCAM', ImageDescription: '<script>alert(1)</script>' },
      IFD3: { GPSLatitude: '40/1 24/1 0/1', GPSLongitude: '49/1 52/1 0/1' },
    })
    .jpeg()
    .toBuffer();
  return Buffer.concat([tagged, film]);
}
