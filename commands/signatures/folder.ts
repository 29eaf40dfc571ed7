import { appendFileSync, createReadStream, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewFolder } from '../../functions/core/handover/export.ts';
import { MANIFEST, SEALED, type SealedFolder } from '../../functions/core/handover/folder.ts';
import type { NewTable } from '../../functions/core/handover/open-export.ts';
import { CommandError, fileError } from '../terminal/errors.ts';

/** A folder on this computer for a new export. @throws {CommandError} if the folder is not empty. */
export function newFolder(folder: string): NewFolder {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length > 0) throw new CommandError(`${folder} is not empty. Name a new folder.`);
  } catch (error) {
    throw error instanceof CommandError ? error : fileError(folder, 'written', error);
  }
  const made = new Set<string>();
  return {
    append(file, text) {
      made.add(file);
      appendFileSync(join(folder, file), text, { mode: 0o600 });
    },
    discard() {
      for (const file of made) rmSync(join(folder, file), { force: true });
    },
  };
}

/** A folder on this computer with an export in it. Reading throws {CommandError}. */
export const sealedFolder = (folder: string): SealedFolder => ({
  manifest: () =>
    readFile(join(folder, MANIFEST), 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return undefined;
      throw fileError(folder, 'read', error);
    }),
  async *sealed() {
    const file = join(folder, SEALED);
    try {
      yield* createReadStream(file);
    } catch (error) {
      throw fileError(file, 'read', error);
    }
  },
});

/** A file on this computer for an opened export. Writing throws {CommandError}. */
export function newTable(path: string): NewTable {
  let isMade = false;
  return {
    append(rows) {
      try {
        writeFileSync(path, rows, { mode: 0o600, flag: isMade ? 'a' : 'wx' });
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'EEXIST'
          ? new CommandError(`${path} already exists. Delete it, or name another file with --out.`)
          : fileError(path, 'written', error);
      }
      isMade = true;
    },
    discard() {
      if (isMade) rmSync(path, { force: true });
    },
  };
}
