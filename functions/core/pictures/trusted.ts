import { pictureFile, typeOfFile } from './address.ts';
import { LOGO, logoMade } from './logo.ts';
import {
  type Made,
  type MadeWidth,
  mostBytes,
  NARROWEST,
  namedByContent,
  type PhotoUse,
  type PictureUse,
  WIDEST,
  WIDTHS,
} from './made.ts';

/**
 * Takes what the function `pictures` has answered. It has opened a file from a stranger, so nothing that it says is trusted: the
 * names are made here, of the content, and no file is other than a WebP or JPEG of a width that pages ask for, or the PNG of a logo.
 * @throws {Error} if it is not what `makePicture` makes.
 */
export const trusted = (made: Made, use: PictureUse): Made =>
  use === 'logo' ? trustedLogo(made) : trustedPhoto(made, use);

function trustedPhoto({ picture, files }: Made, use: PhotoUse): Made {
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
  if (!isGood) throw neverMade();
  return namedByContent(encoded, { width, height });
}

function trustedLogo({ picture: { id, width, height }, files }: Made): Made {
  const png = files.get(pictureFile(id, width, 'png')) ?? new Uint8Array();
  const edges = 2 * LOGO.edge;
  const shape = (width - edges) / LOGO.height;
  const isGood =
    typeOfFile(png) === 'png' &&
    png.length <= LOGO.mostBytes &&
    height === LOGO.height + edges &&
    Number.isInteger(width) &&
    shape >= NARROWEST * 0.99 &&
    shape <= LOGO.widest * 1.01;
  if (!isGood) throw neverMade();
  return logoMade(png, { width, height });
}

const neverMade = () => new Error('The function pictures has answered what it never makes.');
