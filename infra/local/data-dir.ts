import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { Refusal } from './program.ts';

/**
 * Locks a folder for this process. The lock is the operating system's own, through SQLite. So it ends with the process
 * in every case: a file with a process id would stay after `kill -9`.
 * @returns a function that gives the folder back.
 * @throws {Refusal} if another process has it.
 */
export function lockFolder(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    throw new Refusal(`The folder DATA_DIR ${directory} cannot be written: set another DATA_DIR.`);
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
  const file = runningFile(directory);
  try {
    return existsSync(file) ? ` (process ${JSON.parse(readFileSync(file, 'utf8')).pid})` : '';
  } catch {
    return '';
  }
}

/** The note that `npm start` keeps in its data directory while it runs. */
interface Running {
  readonly pid: number;
  readonly publicUrl: string;
  readonly mailboxUrl: string;
  readonly languages: readonly string[];
  readonly dynamoDbEndpoint: string;
  readonly tablePrefix: string;
  readonly webhooks: LocalWebhooks;
}

/** Where commands put webhooks, and find those that were set aside. */
const webhooks = z.object({
  sqsEndpoint: z.url(),
  queueUrl: z.url(),
  deadLettersUrl: z.url(),
  toThisComputer: z.boolean(),
});

export type LocalWebhooks = z.infer<typeof webhooks>;

/** The part of the note that commands such as `npm run campaign` need. */
const running = z.object({
  publicUrl: z.url(),
  languages: z.optional(z.array(z.string())),
  dynamoDbEndpoint: z.url(),
  tablePrefix: z.string(),
  webhooks: z.optional(webhooks),
});

export const runningFile = (directory: string): string => join(directory, 'running.json');

/** Writes the note. @returns a function that removes it again. */
export function noteRunning(directory: string, note: Running): () => void {
  const file = runningFile(directory);
  writeFileSync(file, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Reads the note. @throws {Error} with the code `ENOENT` if nothing runs, and other errors if the note is damaged. */
export const readRunning = (directory: string): z.infer<typeof running> =>
  running.parse(JSON.parse(readFileSync(runningFile(directory), 'utf8')));
