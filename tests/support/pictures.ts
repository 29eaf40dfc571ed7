import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import type { PictureStore } from '../../functions/core/pictures/store.ts';
import { apartHere } from '../../infra/pictures/apart.ts';

/** Pictures that are gone with the test. */
export function picturesInMemory(): PictureStore & { readonly names: () => string[] } {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name, content) => void files.set(name, content),
    get: async (name) => files.get(name),
    has: async (name) => files.has(name),
    remove: async (name) => void files.delete(name),
    names: () => [...files.keys()].sort(),
  };
}

let maker: PictureMaker | undefined;

/** Makes pictures as one computer does, in a worker that is built with the first of them. */
export const madeInWorker: PictureMaker = (content, use) => {
  if (!maker) {
    const directory = mkdtempSync(join(tmpdir(), 'amparo-decoder-'));
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    maker = apartHere(join(directory, 'decoder'));
  }
  return maker(content, use);
};
