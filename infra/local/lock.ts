import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from './refusal.ts';

/**
 * Takes a folder for this process alone. The lock is the operating system's own, through SQLite, so that it is gone with
 * the process, however that ends: a file with a process id in it would outlive `kill -9`.
 * @returns what gives the folder back.
 * @throws {Refusal} if another process has it.
 */
export function lockFolder(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    throw new Refusal(`DATA_DIR ${directory} is no folder that can be written: choose another.`);
  }
  const lock = new DatabaseSync(join(directory, 'lock.sqlite'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Refusal(
      `DATA_DIR ${directory} is in use by another Amparo${runningPid(directory)}: stop it, or set another DATA_DIR.`,
    );
  }
  return () => lock.close();
}

function runningPid(directory: string): string {
  const file = join(directory, 'running.json');
  try {
    return existsSync(file) ? ` (process ${JSON.parse(readFileSync(file, 'utf8')).pid})` : '';
  } catch {
    return '';
  }
}
