import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, killOrphans, startChild } from '../child.ts';
import { answersAt } from '../dynamodb.ts';
import { hiddenAddress } from '../ports.ts';
import { Refusal } from '../program.ts';
import { type ChosenEngine, otherWriter } from './choose.ts';
import type { Engine } from './engine.ts';

/** A database that runs, and answers as DynamoDB does. */
export interface Database {
  readonly title: string;
  readonly endpoint: string;
  /** Resolves when it has ended, for any reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** How long an engine may take to answer, in milliseconds. dynoxide takes 50, DynamoDB Local 2,000. */
const START_WITHIN = 180_000;
/** Milliseconds between two checks whether it answers. */
const ASK_EVERY = 20;
/** How often an engine is started whose port somebody else has taken. */
const TRIES = 3;
const IN_USE = /already in use/i;

/**
 * Starts an engine on an address of the loopback interface that foreign pages cannot find. It always ends when this process does.
 * @param directory where tables are kept, for one process at a time. In memory if left out.
 * @throws {Refusal} with one line that says what to do, if the other engine wrote that folder, or the engine does not
 * start.
 */
export async function startDatabase({ engine, program }: ChosenEngine, directory?: string): Promise<Database> {
  const kept = directory === undefined ? undefined : resolve(directory);
  const file = kept && join(kept, engine.file);
  const isNew = file !== undefined && !existsSync(file);
  if (kept) {
    refuseOthersTables(engine, kept);
    mkdirSync(kept, { recursive: true, mode: 0o700 });
  }
  try {
    for (let tries = 1; ; tries++)
      try {
        return await startOnce({ engine, program }, kept);
      } catch (error) {
        // Another program may take the port before the engine does.
        if (tries === TRIES || !(error instanceof Error && IN_USE.test(error.message))) throw error;
      }
  } catch (error) {
    // It never answered, so its new file has nothing. The other engine would take it for tables.
    if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    throw error;
  }
}

async function startOnce({ engine, program }: ChosenEngine, directory: string | undefined): Promise<Database> {
  const at = await hiddenAddress();
  const args = program.args(at, directory);
  if (directory) {
    await killOrphans(args.slice(-2).join(' '));
    program.prepare?.(directory);
  }
  // DynamoDB Local writes a file of its own into the folder where it runs.
  const child = startChild(program.command, args, directory ?? mkdtempSync(join(tmpdir(), 'amparo-')));
  const endpoint = `http://${at.host}:${at.port}`;
  await untilReady(endpoint, child, `${engine.title} ${program.version}`);
  return { title: engine.title, endpoint, ended: child.ended, stop: child.stop };
}

/** @throws {Refusal} if the other engine wrote the tables in a folder. */
export function refuseOthersTables(engine: Engine, directory: string): void {
  const other = otherWriter(engine, (file) => existsSync(join(directory, file)));
  if (other)
    throw new Refusal(
      `${other.title} wrote the tables in ${directory}: type \`npm start -- --engine ${other.name}\`, or set another DATA_DIR.`,
    );
}

/**
 * A database that somebody else starts and stops.
 * @param patience how long it may take to answer, in milliseconds.
 * @throws {Refusal} if it does not answer.
 */
export async function databaseAt(endpoint: string, patience = 10_000): Promise<Database> {
  const until = Date.now() + patience;
  while (!(await answersAt(endpoint))) {
    if (Date.now() > until)
      throw new Refusal(
        `Nothing answers at DYNAMODB_URL ${endpoint}: start the database there, or unset DYNAMODB_URL.`,
      );
    await sleep(ASK_EVERY);
  }
  return { title: endpoint, endpoint, ended: new Promise(() => undefined), stop: async () => undefined };
}

async function untilReady(endpoint: string, child: Child, name: string): Promise<void> {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  const until = Date.now() + START_WITHIN;
  while (!(await answersAt(endpoint))) {
    if (hasEnded) {
      const why = child.complaints().split('\n').at(-1) || 'it gave no reason';
      throw new Refusal(`${name} did not start (${why}): try again, or set another DATA_DIR.`);
    }
    if (Date.now() > until) {
      await child.stop();
      throw new Refusal(`${name} did not answer within three minutes: is this computer very busy? Try again.`);
    }
    await sleep(ASK_EVERY);
  }
}
