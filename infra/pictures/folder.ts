import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PICTURE_CACHE, typeOfPicture } from '../../functions/core/pictures/address.ts';
import type { PictureStore } from '../../functions/core/pictures/store.ts';

/** The pictures of one computer. @param directory its DATA_DIR. */
export const folderOfPictures = (directory: string): PictureStore => {
  const path = (name: string) => join(directory, name);
  return {
    async put(name, content) {
      if (await stat(path(name)).catch(() => undefined)) return;
      await mkdir(dirname(path(name)), { recursive: true });
      // A page may ask at the same moment: it gets all of the file or none.
      await writeFile(path(`${name}.part`), content);
      await rename(path(`${name}.part`), path(name));
    },
    get: (name) =>
      readFile(path(name)).catch((error) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    has: (name) =>
      stat(path(name)).then(
        () => true,
        () => false,
      ),
    remove: (name) => rm(path(name), { force: true }),
  };
};

/** As CloudFront sends pictures (`infra/edge-stack.ts`): nothing in one can run, and no other site may frame it. */
const HEADERS = {
  'cache-control': PICTURE_CACHE,
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** Answers for the address of a picture, from the folder of one computer. */
export async function answerPicture(directory: string, { method, url }: Request): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD')
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const name = new URL(url).pathname.slice(1);
  // The pattern has no way out of the folder.
  const type = typeOfPicture(name);
  const content = type && (await readFile(join(directory, name)).catch(() => undefined));
  const { 'cache-control': _, ...ofAll } = HEADERS;
  if (!content) return new Response(null, { status: 404, headers: { ...ofAll, 'cache-control': 'no-store' } });
  const headers = { ...HEADERS, 'content-type': type, 'content-length': String(content.length) };
  return new Response(method === 'HEAD' ? null : content, { headers });
}
