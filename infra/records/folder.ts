import { randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordStore } from '../../functions/core/audit/records.ts';

/**
 * The records of one computer. It makes a file under another name, and gives it its own one only when all of it is on the disk.
 * The file system refuses a name that is in use, and nobody sees half a record.
 * @param directory its DATA_DIR.
 */
export function folderOfRecords(directory: string): RecordStore {
  const root = join(directory, 'records');
  const path = (key: string) => join(root, ...key.split('/'));
  return {
    async putOnce(key, bytes) {
      // To write a file and sync it takes much longer than to see that it would be in vain.
      if (await isTaken(path(key))) return false;
      const parts = join(root, 'parts');
      const part = join(parts, `${randomUUID()}.part`);
      for (const folder of [parts, dirname(path(key))]) await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await writeToDisk(part, bytes);
        await link(part, path(key));
        await settle(dirname(path(key)));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(part, { force: true });
      }
    },
    get: (key) => readFile(path(key)).catch(unlessMissing(undefined)),
    list: async (folder) => (await readdir(path(folder)).catch(unlessMissing([]))).sort(),
  };
}

const isTaken = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

async function writeToDisk(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o400);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts the names of a folder on the disk, too. Windows does so itself, and opens no folder. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const unlessMissing =
  <Missing>(missing: Missing) =>
  (error: unknown): Missing => {
    if (codeOf(error) === 'ENOENT') return missing;
    throw error;
  };
