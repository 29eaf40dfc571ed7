import { mkdirSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type Table, type TableName, tables } from '../../functions/core/aws/tables.ts';
import { freePort } from './free-port.ts';
import { type Java, javaRefusal, killOrphans, startJava } from './java.ts';
import { Refusal } from './refusal.ts';

/** DynamoDB Local (AWS's own), whose jar ships inside an npm package: Java 17 or newer runs it. */
export interface LocalDynamoDb {
  readonly endpoint: string;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB Local on a free port of the loopback interface. It ends when this process does, however that ends.
 * @param directory where tables are kept, for one process at a time; in memory if left out.
 * @throws {Refusal} with one line to act on, if Java is missing or too old.
 */
export async function startDynamoDb(directory?: string): Promise<LocalDynamoDb> {
  const home = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const port = await freePort();
  const kept = directory === undefined ? undefined : resolve(directory);
  if (kept) {
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    await killOrphans(`-dbPath ${kept}`);
    writeAhead(join(kept, 'shared-local-instance.db'));
  }
  const java = startJava(
    [
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-port',
      String(port),
      '-sharedDb',
      '-disableTelemetry',
      ...(kept ? ['-dbPath', kept] : ['-inMemory']),
    ],
    // It writes a file of its own into the folder where it runs.
    kept ?? mkdtempSync(join(tmpdir(), 'amparo-')),
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, java);
  return { endpoint, ended: java.ended, stop: java.stop };
}

/** One that somebody else runs, and ends. */
export const dynamoDbAt = (endpoint: string): LocalDynamoDb => ({
  endpoint,
  ended: new Promise(() => undefined),
  stop: async () => undefined,
});

/**
 * Makes the file in which DynamoDB Local keeps everything a write-ahead one, which it stays. Writes are two to three
 * times as fast as with its own choice, and what was answered outlives `kill -9` just the same.
 * @see https://www.sqlite.org/wal.html
 */
function writeAhead(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}

/** What clients are made with where they do not take it from the environment. */
export const localClientSettings = (endpoint: string) => ({
  endpoint,
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

export const localDynamoDbClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient(localClientSettings(endpoint));

/** Creates the tables that are not there yet, as `core/tables` describes them. @returns their names. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<Record<TableName, string>> {
  const named = Object.keys(tables).map((name) => [name as TableName, `${prefix}-${name.toLowerCase()}`] as const);
  for (const [name, table] of named) await createTable(client, table, tables[name]);
  return Object.fromEntries(named) as Record<TableName, string>;
}

/** The stream of a table, by its ARN. */
export async function streamOf(client: DynamoDBClient, table: string): Promise<string> {
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: table }));
  if (!described?.LatestStreamArn) throw new Error(`The table ${table} has no stream`);
  return described.LatestStreamArn;
}

async function createTable(client: DynamoDBClient, name: string, { stream, expiresBy }: Table): Promise<void> {
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
  if (expiresBy) await letExpire(client, name, expiresBy);
}

async function letExpire(client: DynamoDBClient, table: string, attribute: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
  if (now?.TimeToLiveStatus !== 'DISABLED') return;
  const TimeToLiveSpecification = { AttributeName: attribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
}

/** Milliseconds. It takes 2 s, unless the machine is very busy. */
const START_WITHIN = 60_000;

async function answers(endpoint: string, java: Java): Promise<void> {
  let ended = false;
  java.ended.then(() => {
    ended = true;
  });
  const client = localDynamoDbClient(endpoint);
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    if (ended) throw await javaRefusal();
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await java.stop();
  throw new Refusal('DynamoDB Local did not answer within a minute: is this machine very busy? Try again.');
}
