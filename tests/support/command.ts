import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { TableName } from '../../functions/core/aws/tables.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import type { LocalQueue } from '../../infra/local/queue.ts';

/** Where a command finds an Amparo: its folder, with the note that `npm start` leaves there, and its tables. */
export interface CommandPlace {
  readonly directory: string;
  readonly db: (name: TableName) => Db;
  /** Writes a file into the folder. @returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
}

/** A place with no campaign in it. @param more of the note of `npm start`, such as where webhooks wait. */
export async function freshCommandPlace(more: object = {}): Promise<CommandPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-command-'));
  const dynamoDbEndpoint = inject('dynamoDbEndpoint');
  const tablePrefix = `command-${randomUUID()}`;
  const client = localDynamoDbClient(dynamoDbEndpoint);
  const tables = await createTables(client, tablePrefix);
  const publicUrl = 'http://localhost:3000';
  await writeFile(
    join(directory, 'running.json'),
    JSON.stringify({ ...{ publicUrl, dynamoDbEndpoint, tablePrefix }, ...more }),
  );
  return {
    directory,
    db: (name) => ({ client, table: tables[name] }),
    async write(name, content) {
      const path = join(directory, name);
      await writeFile(path, content);
      return path;
    },
  };
}

/** What `npm start` notes about its queue of webhooks. */
export const webhooksNote = ({ endpoint, webhooks }: LocalQueue) => ({
  ...{ sqsEndpoint: endpoint, queueUrl: webhooks.url, deadLettersUrl: webhooks.deadLettersUrl, toThisComputer: true },
});

/** Runs a command. @returns its exit code, and the lines that it printed to whichever output. */
export async function runCommand(
  command: (args: readonly string[], terminal: Terminal) => Promise<number>,
  args: readonly string[],
  terminal: Pick<Terminal, 'dataDir' | 'clock'> & Partial<Terminal>,
): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const note = (line: string) => void said.push(...line.split('\n'));
  const code = await command(args, { print: note, complain: note, ...terminal });
  return { code, said };
}

/** What of a terminal lets a command go on until Ctrl-C is pressed, after so many looks. */
export function interruptedAfter(looks: number): Pick<Terminal, 'mayGoOn'> {
  let looked = 0;
  return { mayGoOn: () => looked++ < looks };
}
