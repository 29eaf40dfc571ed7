import type { Made, PictureUse } from '../core/pictures/made.ts';
import { logoOf } from './logo.ts';
import { photoOf } from './photo.ts';
import type { SharpConstructor } from './sharp.ts';
import type { Most } from './source.ts';

/**
 * Makes the files of a picture: where no secret of the service is, since a decoder of pictures is a large attack surface
 * (docs/decisions/035 and 056). All pixels are encoded anew. Metadata, such as the place and the camera, is gone. Commands do it on the
 * computer of an organiser, the function `pictures` in a worker that has nothing. No other function may import this: a test reads
 * their bundles.
 * @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export const pictureOf = (
  sharp: SharpConstructor,
  content: Uint8Array,
  { use, most }: { readonly use: PictureUse; readonly most: Most },
): Promise<Made> => (use === 'logo' ? logoOf(sharp, content, most) : photoOf(sharp, content, { use, most }));
