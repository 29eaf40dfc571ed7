import { PictureFault } from '../core/pictures/fault.ts';
import {
  type Made,
  type MadeWidth,
  mostBytes,
  NARROWEST,
  namedByContent,
  type PictureUse,
  WIDTHS,
} from '../core/pictures/made.ts';
import type { Sharp, SharpConstructor } from './sharp.ts';
import { assertIsPicture, MOVES, type Most } from './source.ts';

/**
 * Makes the files of a picture: where no secret of the service is, since a decoder of pictures is a large attack surface
 * (docs/decisions/035 and 056). All pixels are encoded anew. Metadata, such as the place and the camera, is gone. Commands do it on the
 * computer of an organiser, the function `pictures` in a worker that has nothing. No other function may import this: a test reads
 * their bundles.
 */

/** From good to just bearable. The best that is small enough is taken. */
const QUALITIES = [78, 68, 58, 48, 38, 28, 18];

/** A decoded picture: three bytes a pixel. */
interface Pixels {
  readonly data: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
}

/** @throws {PictureFault} if it is no picture, or one that we cannot show. */
export async function pictureOf(
  sharp: SharpConstructor,
  content: Uint8Array,
  { use, most }: { readonly use: PictureUse; readonly most: Most },
): Promise<Made> {
  const source = await upright(sharp, content, { widest: 3, most });
  const [narrowest = 0] = WIDTHS[use];
  if (source.width < narrowest)
    throw new PictureFault(`is ${source.width} pixels wide. It must have ${narrowest} or more.`);
  const widths = WIDTHS[use].filter((width) => width <= source.width);
  const width = widths.at(-1) ?? narrowest;
  // To open it takes longest, so the smaller ones are made of the largest.
  const largest = await pixelsOf(source.open().resize({ width }));
  const encoded = await Promise.all(
    widths.map(async (one) =>
      encode(
        sharp,
        one === width ? largest : await pixelsOf(sharp(largest.data, { raw: largest.raw }).resize({ width: one })),
      ),
    ),
  );
  return namedByContent(encoded, { width, height: Math.round((width * source.height) / source.width) });
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true }).catch(damaged);
  return { data, raw: { width: info.width, height: info.height, channels: 3 } };
}

export interface Source {
  /** Pixels, as it is seen: upright. */
  readonly width: number;
  readonly height: number;
  /** The picture upright, in sRGB and without transparency. */
  readonly open: () => Sharp;
}

/**
 * Opens a picture. What it says of its size is checked before a pixel of it is decoded.
 * @param widest how many times as wide as high it may be. @throws {PictureFault}
 */
export async function upright(
  sharp: SharpConstructor,
  content: Uint8Array,
  { widest, most }: { readonly widest: 3 | 4; readonly most: Most },
): Promise<Source> {
  assertIsPicture(content, most);
  const options = { limitInputPixels: most.pixels, failOn: 'error' } as const;
  const { autoOrient, pages = 1 } = await sharp(content, { ...options, limitInputPixels: false })
    .metadata()
    .catch(damaged);
  const { width, height } = autoOrient;
  if (width * height > most.pixels)
    throw new PictureFault(
      `has ${Math.ceil((width * height) / 1e6)} million pixels. It may have ${most.pixels / 1e6} at most.`,
    );
  if (pages > 1) throw new PictureFault(MOVES);
  const shape = width / height;
  if (shape < NARROWEST) throw new PictureFault('is more than twice as high as it is wide.');
  if (shape > widest)
    throw new PictureFault(`is more than ${widest === 3 ? 'three' : 'four'} times as wide as it is high.`);
  const open = () => sharp(content, options).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  return { width, height, open };
}

/** Both forms of one width, each within its bytes. @throws {PictureFault} */
async function encode(sharp: SharpConstructor, { data, raw }: Pixels): Promise<MadeWidth> {
  const within = mostBytes(raw.width);
  const webp = await best((quality) => sharp(data, { raw }).webp({ quality, effort: 5, smartSubsample: true }), within);
  const jpg = await best((quality) => sharp(data, { raw }).jpeg({ quality, mozjpeg: true }), within);
  return { width: raw.width, webp, jpg };
}

/** The best quality that is small enough: the first one, if it is, or else found by halves. @throws {PictureFault} */
async function best(form: (quality: number) => Sharp, within: number): Promise<Uint8Array> {
  let found: Uint8Array | undefined;
  let [from, to, next] = [0, QUALITIES.length - 1, 0];
  while (from <= to) {
    // Copied at once: WebAssembly answers with a part of its own memory, which it may write again.
    const bytes = Uint8Array.from(await form(QUALITIES[next] ?? 0).toBuffer());
    if (bytes.length <= within) [found, to] = [bytes, next - 1];
    else from = next + 1;
    next = Math.floor((from + to) / 2);
  }
  if (!found)
    throw new PictureFault(
      'has too much fine detail to become a small file. Choose one that is less grainy, or with larger calm areas.',
    );
  return found;
}

/** A decoder's own words help nobody, and may quote the file. */
export function damaged(): never {
  throw new PictureFault('is damaged: it cannot be opened.');
}
