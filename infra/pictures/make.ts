import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import type { MadePicture } from '../../functions/core/campaigns/picture.ts';
import { pictureFile } from '../../functions/core/pictures/address.ts';
import type { PictureFiles } from '../../functions/core/pictures/store.ts';
import { PictureFault } from './fault.ts';
import { loadSharp, type SharpLibrary } from './sharp.ts';
import { assertIsPicture, MOST_PIXELS } from './source.ts';

/**
 * Makes the files of a picture, on the computer of an organiser: a decoder of pictures is a large attack surface, so it runs
 * where no secret of the service is (docs/decisions/035). All pixels are encoded anew. Metadata, such as the place and the
 * camera, is gone. No Lambda function may import this: a test reads their bundles.
 */

/** Where a picture is shown. A larger one has more widths. */
export type PictureUse = 'campaign' | 'case';

/** Widths in pixels. A phone gets none wider than `PHONE`, so it loads `PHONE_BYTES` at most. */
const WIDTHS: Readonly<Record<PictureUse, readonly number[]>> = { campaign: [480, 960, 1_440], case: [320, 640] };
const PHONE = 960;
const PHONE_BYTES = 60_000;
const WIDE_BYTES = 150_000;

/** From good to just bearable. The first that is small enough is taken. */
const QUALITIES = [78, 68, 58, 48, 38, 28, 18];

/** The shapes that a page has room for: width to height. No picture may be narrower than this. */
const NARROWEST = 1 / 2;

export interface Made {
  readonly picture: MadePicture;
  /** By the name within a folder. */
  readonly files: PictureFiles;
}

/** @throws {PictureFault} if it is no picture, or one that we cannot show. */
export async function makePicture(content: Uint8Array, use: PictureUse): Promise<Made> {
  const sharp = await loadSharp();
  const source = await upright(sharp, content, { widest: 3 });
  const [narrowest = 0] = WIDTHS[use];
  if (source.width < narrowest)
    throw new PictureFault(`is ${source.width} pixels wide. It must have ${narrowest} or more.`);
  const widths = WIDTHS[use].filter((width) => width <= source.width);
  const encoded = await Promise.all(widths.map((width) => encode(sharp, source.open().resize({ width }), width)));
  const hash = createHash('sha256');
  for (const { webp, jpg } of encoded) hash.update(webp).update(jpg);
  const id = hash.digest('hex').slice(0, 20);
  const width = widths.at(-1) ?? narrowest;
  return {
    picture: { id, width, height: Math.round((width * source.height) / source.width), widths },
    files: new Map(
      encoded.flatMap(({ width, webp, jpg }) => [
        [pictureFile(id, width, 'webp'), webp] as const,
        [pictureFile(id, width, 'jpg'), jpg] as const,
      ]),
    ),
  };
}

export interface Source {
  /** Pixels, as it is seen: upright. */
  readonly width: number;
  readonly height: number;
  /** The picture upright, in sRGB and without transparency. */
  readonly open: () => Sharp;
}

/** Opens a picture. @param widest how many times as wide as high it may be. @throws {PictureFault} */
export async function upright(
  sharp: SharpLibrary,
  content: Uint8Array,
  { widest }: { readonly widest: 3 | 4 },
): Promise<Source> {
  assertIsPicture(content);
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;
  const { width, height } = await sharp(content, { ...options, limitInputPixels: false })
    .metadata()
    .then(({ autoOrient }) => autoOrient)
    .catch(damaged);
  if (width * height > MOST_PIXELS)
    throw new PictureFault(
      `has ${Math.ceil((width * height) / 1e6)} million pixels. It may have ${MOST_PIXELS / 1e6} at most.`,
    );
  const shape = width / height;
  if (shape < NARROWEST) throw new PictureFault('is more than twice as high as it is wide.');
  if (shape > widest)
    throw new PictureFault(`is more than ${widest === 3 ? 'three' : 'four'} times as wide as it is high.`);
  const open = () => sharp(content, options).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  return { width, height, open };
}

/** Both forms of one width, each within its bytes. @throws {PictureFault} */
async function encode(
  sharp: SharpLibrary,
  picture: Sharp,
  width: number,
): Promise<{ width: number; webp: Uint8Array; jpg: Uint8Array }> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true }).catch(damaged);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const smallest = async (form: (quality: number) => Sharp): Promise<Uint8Array> => {
    for (const quality of QUALITIES) {
      const bytes = await form(quality).toBuffer();
      if (bytes.length <= (width <= PHONE ? PHONE_BYTES : WIDE_BYTES)) return bytes;
    }
    throw new PictureFault('has too much fine detail to become a small file. Take one with less noise.');
  };
  return {
    width,
    webp: await smallest((quality) => sharp(data, { raw }).webp({ quality, effort: 5, smartSubsample: true })),
    jpg: await smallest((quality) => sharp(data, { raw }).jpeg({ quality, mozjpeg: true })),
  };
}

/** A decoder's own words help nobody, and may quote the file. */
export function damaged(): never {
  throw new PictureFault('is damaged: it cannot be opened.');
}
