import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import { trusted } from '../../functions/core/pictures/trusted.ts';
import { madeApart } from '../../functions/pictures/apart.ts';
import { bundleDecoder } from '../bundle/decoder.ts';

/**
 * Makes pictures of uploaded files on one computer, as the function `pictures` does on AWS: in a worker with WebAssembly. It is built with
 * the first one.
 * @param directory for the worker.
 */
export function apartHere(directory: string): PictureMaker {
  let built: Promise<unknown> | undefined;
  return async (content, use) => {
    built ??= bundleDecoder(directory);
    await built.catch((error) => {
      built = undefined;
      throw error;
    });
    return trusted(await madeApart(pathToFileURL(join(directory, 'worker.mjs')), { content, use }), use);
  };
}
