import { appendFileSync, createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewFolder } from '../../functions/core/handover/export.ts';
import { MANIFEST, SEALED, type SealedFolder } from '../../functions/core/handover/folder.ts';
import { CommandError, fileError } from '../terminal/errors.ts';

/** A folder on this computer for a new export. @throws {CommandError} if there is something in it already. */
export function newFolder(folder: string): NewFolder {
  const made = new Set<string>();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length > 0)
      throw new CommandError(`There is something in ${folder} already: name a new folder.`);
  } catch (error) {
    throw error instanceof CommandError
      ? error
      : new CommandError(`${folder} cannot be made (${(error as NodeJS.ErrnoException).code}).`);
  }
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
