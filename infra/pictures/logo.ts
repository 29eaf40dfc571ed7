import { createHash } from 'node:crypto';
import { pictureFile } from '../../functions/core/pictures/address.ts';
import { PictureFault } from '../../functions/core/pictures/fault.ts';
import type { Made } from '../../functions/core/pictures/made.ts';
import { damaged, upright } from '../../functions/pictures/make.ts';
import { fromDisk } from '../../functions/pictures/source.ts';
import { loadSharp } from './sharp.ts';

/** Pixels, for screens with two on each pixel of a page. */
const HEIGHT = 80;
/** White around it. On a dark page, a logo stands on a white plate. */
const EDGE = 8;
const MOST_BYTES = 15_000;
/** From good to just bearable. 16 colours always fit. */
const COLOURS = [256, 128, 64, 32, 16];

/**
 * Makes the logo of a group from its file, as `makePicture` makes pictures: one small PNG, which every browser shows sharply.
 * @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export async function makeLogo(content: Uint8Array): Promise<Made> {
  const sharp = await loadSharp();
  const source = await upright(sharp, content, { widest: 4, most: fromDisk });
  if (source.height < HEIGHT)
    throw new PictureFault(`is ${source.height} pixels high. It must have ${HEIGHT} or more.`);
  const { data, info } = await source
    .open()
    .resize({ height: HEIGHT })
    .extend({ top: EDGE, bottom: EDGE, left: EDGE, right: EDGE, background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const colours of COLOURS) {
    const png = await sharp(data, { raw }).png({ palette: true, colours, effort: 10 }).toBuffer();
    if (png.length > MOST_BYTES) continue;
    const id = createHash('sha256').update(png).digest('hex').slice(0, 20);
    const { width, height } = info;
    return { picture: { id, width, height, widths: [width] }, files: new Map([[pictureFile(id, width, 'png'), png]]) };
  }
  throw new PictureFault('has too much fine detail to become a small file.');
}
