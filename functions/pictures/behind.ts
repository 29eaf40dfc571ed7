import { typeOfFile } from '../core/pictures/address.ts';

/** What begins a file that a browser or another program would open: a PDF, a page, a script. */
const OTHER_FILE = /%PDF-|<script|<(?:svg|html)[\s/>]|<!doctype html|<\?(?:xml|php)/i;

/** An archive, such as a program in Java: two bytes with its version follow, and the second is 0. */
const ZIP = Buffer.from([0x50, 0x4b, 3, 4]);

/**
 * Whether another file is behind the end of a picture, so that one file is two things. A film is no such file: phones put that of a
 * “motion photo” there. Words inside the picture, such as its description, do not count: they go when it is encoded anew.
 */
export function hasOtherFileBehind(content: Uint8Array): boolean {
  const { buffer, byteOffset, length } = content.subarray(endOf(content));
  const behind = Buffer.from(buffer, byteOffset, length);
  for (let at = behind.indexOf(ZIP); at >= 0; at = behind.indexOf(ZIP, at + 1))
    if ((behind[at + 5] ?? 0) === 0) return true;
  return OTHER_FILE.test(behind.toString('latin1'));
}

/** Where a picture ends, in bytes. Of one that is cut off: the length of the file, and the decoder refuses it. */
function endOf(content: Uint8Array): number {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const ends = { jpg: endOfJpeg, png: endOfPng, webp: endOfWebp } as const;
  const type = typeOfFile(content);
  return Math.min(type ? ends[type](view) : endOfBoxes(view), content.length);
}

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1: segments with their lengths, and bytes of pixels between markers. */
function endOfJpeg(view: DataView): number {
  const last = view.byteLength - 1;
  for (let at = 2; at < last; ) {
    const marker = view.getUint8(at) === 0xff ? view.getUint8(at + 1) : 0;
    if (marker === 0xd9) return at + 2;
    // Pixels, a zero or a number between them, or a byte that fills.
    if (marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) at += 1;
    else at += at + 3 <= last ? 2 + view.getUint16(at + 2) : 2;
  }
  return view.byteLength;
}

/** https://www.w3.org/TR/png-3/: chunks with their lengths. The last one is `IEND`. */
function endOfPng(view: DataView): number {
  for (let at = 8; at + 12 <= view.byteLength; at += view.getUint32(at) + 12)
    if (view.getUint32(at + 4) === 0x49_45_4e_44) return at + 12;
  return view.byteLength;
}

/** https://developers.google.com/speed/webp/docs/riff_container: its length comes first. */
const endOfWebp = (view: DataView): number => (view.byteLength < 8 ? view.byteLength : 8 + view.getUint32(4, true));

/** AVIF is boxes with their lengths (ISO 14496-12). What is no box is behind the picture. */
function endOfBoxes(view: DataView): number {
  let at = 0;
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at);
    const isNamed = [4, 5, 6, 7].every((i) => /[a-z0-9 ]/i.test(String.fromCharCode(view.getUint8(at + i))));
    if (!isNamed || size < 8 || at + size > view.byteLength) break;
    at += size;
  }
  return at;
}
