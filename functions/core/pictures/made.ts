import { createHash } from 'node:crypto';
import type { MadePicture } from '../campaigns/picture.ts';
import { pictureFile, typeOfFile } from './address.ts';
import type { PictureFiles } from './store.ts';

/** Where a picture is shown. A larger one has more widths. */
export type PictureUse = 'campaign' | 'case';

/** Widths in pixels. A phone gets none wider than `PHONE`, so it loads `PHONE_BYTES` at most. */
export const WIDTHS: Readonly<Record<PictureUse, readonly number[]>> = {
  campaign: [480, 960, 1_440],
  case: [320, 640],
};
const PHONE = 960;
const PHONE_BYTES = 60_000;
const WIDE_BYTES = 150_000;

/** The most bytes of a file that is uploaded. As base64 and with the other fields of a form, they fit into a call of Lambda: 6 MB. */
export const MOST_UPLOADED = 4_000_000;

/** The most bytes that a file of this width has. */
export const mostBytes = (width: number): number => (width <= PHONE ? PHONE_BYTES : WIDE_BYTES);

/** The shapes that a page has room for: width to height. */
export const NARROWEST = 1 / 2;
export const WIDEST = 3;

/** A picture that was made of a file, and its files by the name within a folder. */
export interface Made {
  readonly picture: MadePicture;
  readonly files: PictureFiles;
}

/** Both forms of one width. */
export interface MadeWidth {
  readonly width: number;
  readonly webp: Uint8Array;
  readonly jpg: Uint8Array;
}

/**
 * Makes a picture of the content of a file: decodes it, and encodes all pixels anew.
 * @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export type PictureMaker = (content: Uint8Array, use: PictureUse) => Promise<Made>;

/** Names what was made by its content. @param size of the largest width. */
export function namedByContent(encoded: readonly MadeWidth[], size: { width: number; height: number }): Made {
  const hash = createHash('sha256');
  for (const { webp, jpg } of encoded) hash.update(webp).update(jpg);
  const id = hash.digest('hex').slice(0, 20);
  return {
    picture: { id, ...size, widths: encoded.map(({ width }) => width) },
    files: new Map(
      encoded.flatMap(({ width, webp, jpg }) => [
        [pictureFile(id, width, 'webp'), webp] as const,
        [pictureFile(id, width, 'jpg'), jpg] as const,
      ]),
    ),
  };
}

/**
 * Takes what the function `pictures` has answered. It has opened a file from a stranger, so nothing that it says is trusted: the
 * names are made here, of the content, and no file is other than a WebP or JPEG of a width that pages ask for.
 * @throws {Error} if it is not what `makePicture` makes.
 */
export function trusted({ picture, files }: Made, use: PictureUse): Made {
  const { width, height, widths } = picture;
  const known = WIDTHS[use].slice(0, widths.length);
  const encoded = widths.map((one) => {
    const [webp, jpg] = (['webp', 'jpg'] as const).map((type) => files.get(pictureFile(picture.id, one, type)));
    return { width: one, webp: webp ?? new Uint8Array(), jpg: jpg ?? new Uint8Array() };
  });
  const isFile = ({ width: one, webp, jpg }: MadeWidth) =>
    typeOfFile(webp) === 'webp' && typeOfFile(jpg) === 'jpg' && Math.max(webp.length, jpg.length) <= mostBytes(one);
  const shape = width / height;
  const isGood =
    widths.length > 0 &&
    widths.every((one, i) => one === known[i]) &&
    width === widths.at(-1) &&
    Number.isInteger(height) &&
    shape >= NARROWEST * 0.99 &&
    shape <= WIDEST * 1.01 &&
    encoded.every(isFile);
  if (!isGood) throw new Error('The function pictures has answered what it never makes.');
  return namedByContent(encoded, { width, height });
}
