import { createHash } from 'node:crypto';
import type { MadePicture } from '../campaigns/picture.ts';
import { pictureFile } from './address.ts';
import type { PictureFiles } from './store.ts';

/** What a picture is for. */
export const pictureUses = ['campaign', 'case', 'logo'] as const;
export type PictureUse = (typeof pictureUses)[number];

/** A photograph is shown in several widths: a larger one has more of them. */
export type PhotoUse = Exclude<PictureUse, 'logo'>;

/** Widths in pixels. A phone gets none wider than `PHONE`, so it loads `PHONE_BYTES` at most. */
export const WIDTHS: Readonly<Record<PhotoUse, readonly number[]>> = {
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
