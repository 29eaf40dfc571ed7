import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { messagesFolder } from '../../infra/messages/folders.ts';

/** A copy of all catalogues, for one test, which may break it. */
export function copyOfMessages() {
  const directory = mkdtempSync(join(tmpdir(), 'amparo-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(fileURLToPath(messagesFolder), directory, { recursive: true });
  return {
    folder: pathToFileURL(`${directory}/`),
    /** Puts texts into a file such as `de/sign.json`. Undefined removes one. */
    change(file: string, changes: Readonly<Record<string, string | undefined>>): void {
      const path = join(directory, file);
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }));
    },
  };
}
