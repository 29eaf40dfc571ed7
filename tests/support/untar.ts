import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes of a header, and of which everything in an archive is a multiple. */
const BLOCK = 512;

/**
 * Unpacks the files of a tar archive, so that a bare machine needs no program for it. Knows files and folders with names
 * of up to 100 letters.
 * @throws {Error} at anything that it does not know.
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
export async function untar(archive: Buffer, folder: string): Promise<void> {
  for (let at = 0; archive[at]; ) {
    const field = (from: number, length: number) => {
      const [text = ''] = archive.toString('latin1', at + from, at + from + length).split('\0');
      return text;
    };
    const [name, type] = [field(0, 100), field(156, 1)];
    const [mode, size] = [Number.parseInt(field(100, 8), 8), Number.parseInt(field(124, 12), 8)];
    const begin = at + BLOCK;
    const isFile = type === '0' || type === '';
    if (!isFile && type !== '5') throw new Error(`The archive holds ${name} of the type ${type}.`);
    if (name.startsWith('/') || name.split('/').includes('..')) throw new Error(`The archive holds ${name}.`);
    if (isFile) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, archive.subarray(begin, begin + size), { mode });
    }
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
}
