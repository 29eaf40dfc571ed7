import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { type Table, type TableName, tables } from '../../functions/core/tables.ts';

/** DynamoDB Local (AWS's own), whose jar ships inside an npm package: Java 17 or newer runs it. */
export interface LocalDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB Local on a free port of the loopback interface.
 * @param directory where tables are kept; in memory if left out.
 * @throws {Error} with one line to act on, if Java is missing or the process ends before it answers.
 */
export async function startDynamoDb(directory?: string): Promise<LocalDynamoDb> {
  const home = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const port = await freePort();
  if (directory) mkdirSync(directory, { recursive: true });
  const java = spawn(
    'java',
    [
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-port',
      String(port),
      '-sharedDb',
      '-disableTelemetry',
      ...(directory ? ['-dbPath', directory] : ['-inMemory']),
    ],
    { stdio: 'ignore' },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, java);
  return { endpoint, stop: () => stop(java) };
}

export const localDynamoDbClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Creates the tables that are not there yet, as `core/tables` describes them. @returns their names. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<Record<TableName, string>> {
  const named = Object.keys(tables).map((name) => [name as TableName, `${prefix}-${name.toLowerCase()}`] as const);
  for (const [name, table] of named) await createTable(client, table, tables[name]);
  return Object.fromEntries(named) as Record<TableName, string>;
}

async function createTable(client: DynamoDBClient, name: string, { stream }: Table): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

async function answers(endpoint: string, java: ChildProcess): Promise<void> {
  let ended: string | undefined;
  java.once('error', () => {
    ended = 'Java is missing: install Java 17 or newer, so that `java -version` works.';
  });
  java.once('exit', (code) => {
    ended ??= `DynamoDB Local ended with code ${code}: is Java 17 or newer?`;
  });
  const client = localDynamoDbClient(endpoint);
  for (let tries = 0; tries < 150; tries++) {
    if (ended) throw new Error(ended);
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  java.kill('SIGKILL');
  throw new Error('DynamoDB Local did not answer within 15 seconds.');
}

const stop = (java: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (java.exitCode !== null || java.signalCode !== null) return resolve();
    java.once('exit', () => resolve());
    java.kill('SIGTERM');
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
