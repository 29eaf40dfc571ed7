import { PictureFault } from '../core/pictures/fault.ts';
import { LOGO, logoMade } from '../core/pictures/logo.ts';
import type { Made } from '../core/pictures/made.ts';
import { damaged, upright } from './open.ts';
import type { SharpConstructor } from './sharp.ts';
import { smallEnough } from './small-enough.ts';
import type { Most } from './source.ts';

/** From good to just bearable. 16 colours always fit. */
const COLOURS = [256, 128, 64, 32, 16];

/**
 * Makes the logo of a group from its file: one small PNG, which every browser shows sharply. On a dark page it stands on a white plate.
 * @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export async function logoOf(sharp: SharpConstructor, content: Uint8Array, most: Most): Promise<Made> {
  const source = await upright(sharp, content, { widest: LOGO.widest, most });
  if (source.height < LOGO.height)
    throw new PictureFault(`is ${source.height} pixels high. It must have ${LOGO.height} or more.`);
  const { edge } = LOGO;
  const { data, info } = await source
    .open()
    .resize({ height: LOGO.height })
    .extend({ top: edge, bottom: edge, left: edge, right: edge, background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const png = await smallEnough(
    COLOURS,
    (colours) => sharp(data, { raw }).png({ palette: true, colours, effort: 10 }),
    LOGO.mostBytes,
  );
  return logoMade(png, info);
}
