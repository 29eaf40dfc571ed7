import { PictureFault } from '../core/pictures/fault.ts';
import type { LOGO } from '../core/pictures/logo.ts';
import { NARROWEST, WIDEST } from '../core/pictures/made.ts';
import type { Sharp, SharpConstructor } from './sharp.ts';
import { assertIsPicture, MOVES, type Most } from './source.ts';

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
  { widest, most }: { readonly widest: typeof WIDEST | typeof LOGO.widest; readonly most: Most },
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
    throw new PictureFault(`is more than ${widest === WIDEST ? 'three' : 'four'} times as wide as it is high.`);
  const open = () => sharp(content, options).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  return { width, height, open };
}

/** A decoder's own words help nobody, and may quote the file. */
export function damaged(): never {
  throw new PictureFault('is damaged: it cannot be opened.');
}
