import { typeOfFile } from '../core/pictures/address.ts';
import { assertSize, PictureFault } from '../core/pictures/fault.ts';
import { MOST_UPLOADED } from '../core/pictures/made.ts';
import { hasOtherFileBehind } from './behind.ts';

/** The most that a picture may have. Against files that would fill the memory when opened. */
export interface Most {
  readonly bytes: number;
  readonly pixels: number;
}

/** What large cameras make: for a computer of an organiser. */
export const fromDisk: Most = { bytes: 30_000_000, pixels: 100_000_000 };

/** What an upload may have, and what the memory of the function holds. Phones make 50 million pixels. */
export const uploaded: Most = { bytes: MOST_UPLOADED, pixels: 52_000_000 };

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

const isAvif = (bytes: Uint8Array): boolean => startsWith(bytes, 4, 'ftypavif');

/** What iPhones make (https://nokiatech.github.io/heif/technical.html). Browsers do not show it. */
const isHeic = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 4, 'ftyp') && ['heic', 'heix'].some((brand) => startsWith(bytes, 8, brand));

/**
 * Checks how a file begins. No other content reaches the decoders: they would also open PDF, SVG and more.
 * @throws {PictureFault} if the content is none that may be opened, whatever the name of its file says.
 */
export function assertIsPicture(content: Uint8Array, { bytes }: Most): void {
  if (content.length === 0) throw new PictureFault('is empty.');
  assertSize(content, bytes);
  if (isHeic(content)) throw new PictureFault('is HEIC, the format of iPhones. Export it as JPEG, and name that file.');
  if (!typeOfFile(content) && !isAvif(content)) throw new PictureFault(NO_PICTURE);
  if (isMovingPng(content)) throw new PictureFault(MOVES);
  if (hasOtherFileBehind(content)) throw new PictureFault(TWO_FILES);
}

const TWO_FILES = 'has another file behind the picture, such as a script. Export it as JPEG in a program for photos.';

/** Its name may say otherwise. */
const NO_PICTURE =
  'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.';

export const MOVES = 'moves. Take one that stands still.';

/** Whether a PNG has frames: their number comes before the pixels. The decoder would show the first one alone. */
function isMovingPng(bytes: Uint8Array): boolean {
  if (typeOfFile(bytes) !== 'png') return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.length && !startsWith(bytes, at + 4, 'IDAT'); at += view.getUint32(at) + 12)
    if (startsWith(bytes, at + 4, 'acTL')) return true;
  return false;
}
