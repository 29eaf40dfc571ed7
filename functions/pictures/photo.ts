import { PictureFault } from '../core/pictures/fault.ts';
import {
  type Made,
  type MadeWidth,
  mostBytes,
  namedByContent,
  type PhotoUse,
  WIDEST,
  WIDTHS,
} from '../core/pictures/made.ts';
import { damaged, upright } from './open.ts';
import type { Sharp, SharpConstructor } from './sharp.ts';
import { smallEnough } from './small-enough.ts';
import type { Most } from './source.ts';

/** From good to just bearable. */
const QUALITIES = [78, 68, 58, 48, 38, 28, 18];

/** A decoded picture: three bytes a pixel. */
interface Pixels {
  readonly data: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
}

/** Makes the files of a photograph. @throws {PictureFault} if it is no picture, or one that we cannot show. */
export async function photoOf(
  sharp: SharpConstructor,
  content: Uint8Array,
  { use, most }: { readonly use: PhotoUse; readonly most: Most },
): Promise<Made> {
  const source = await upright(sharp, content, { widest: WIDEST, most });
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

/** Both forms of one width, each within its bytes. @throws {PictureFault} */
async function encode(sharp: SharpConstructor, { data, raw }: Pixels): Promise<MadeWidth> {
  const best = (form: (quality: number) => Sharp) => smallEnough(QUALITIES, form, mostBytes(raw.width));
  const webp = await best((quality) => sharp(data, { raw }).webp({ quality, effort: 5, smartSubsample: true }));
  const jpg = await best((quality) => sharp(data, { raw }).jpeg({ quality, mozjpeg: true }));
  return { width: raw.width, webp, jpg };
}
