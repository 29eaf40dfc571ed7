import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { PictureFault } from '../core/pictures/fault.ts';
import type { Answer, Task } from './apart.ts';
import { pictureOf } from './make.ts';
import { uploaded } from './source.ts';

/** The only decoders that a file may reach. The others, such as that for SVG, refuse even if the check before has a fault. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});
sharp.cache(false);

/** Makes one picture, and ends: nothing that a hostile file does to this memory outlives it. */
async function answer({ content, use }: Task): Promise<Answer> {
  try {
    const { picture, files } = await pictureOf(sharp, content, { use, most: uploaded });
    return { picture, files: [...files] };
  } catch (error) {
    if (error instanceof PictureFault) return { fault: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answer(workerData));
