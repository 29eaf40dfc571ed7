import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import { pictureOf } from '../../functions/pictures/make.ts';
import { fromDisk } from '../../functions/pictures/source.ts';
import { loadSharp } from './sharp.ts';

/** Makes the files of a picture on this computer. @throws {PictureFault} if it is no picture, or one that we cannot show. */
export const makePicture: PictureMaker = async (content, use) =>
  pictureOf(await loadSharp(), content, { use, most: fromDisk });
