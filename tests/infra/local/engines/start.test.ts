import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTables, localDynamoDbClient } from '../../../../infra/local/dynamodb.ts';
import { type ChosenEngine, chooseEngine } from '../../../../infra/local/engines/choose.ts';
import { dynamoDbLocal } from '../../../../infra/local/engines/dynamodb-local.ts';
import type { Engine } from '../../../../infra/local/engines/engine.ts';
import { databaseAt, startDatabase } from '../../../../infra/local/engines/start.ts';
import { freePort } from '../../../../infra/local/ports.ts';

const dynoxide = await chooseEngine('dynoxide');
const folder = () => mkdtempSync(join(tmpdir(), 'amparo-tables-'));
const refusal = (start: Promise<unknown>) =>
  start.then(
    () => undefined,
    ({ name, message }: Error) => [name, message],
  );

/** An engine that would run any folder, if it were started. */
const standIn = (engine: Engine): ChosenEngine => ({
  engine,
  program: { command: 'true', version: '', args: () => ['--engine', 'stand-in'] },
});

it('shows a folder that dynoxide wrote to DynamoDB Local neither as empty nor as its own', async () => {
  const directory = folder();
  const database = await startDatabase(dynoxide, directory);
  await createTables(localDynamoDbClient(database.endpoint), 'kept');
  await database.stop();
  const before = readdirSync(directory);
  expect(await refusal(startDatabase(standIn(dynamoDbLocal), directory))).toEqual([
    'Refusal',
    `dynoxide wrote the tables in ${directory}: type \`npm start -- --engine dynoxide\`, or set another DATA_DIR.`,
  ]);
  expect(readdirSync(directory)).toEqual(before);
});

it('shows a folder that DynamoDB Local wrote to dynoxide neither as empty nor as its own', async () => {
  const directory = folder();
  writeFileSync(join(directory, dynamoDbLocal.file), '');
  expect(await refusal(startDatabase(dynoxide, directory))).toEqual([
    'Refusal',
    `DynamoDB Local wrote the tables in ${directory}: type \`npm start -- --engine dynamodb-local\`, or set another DATA_DIR.`,
  ]);
  expect(readdirSync(directory)).toEqual([dynamoDbLocal.file]);
});

it('gives the reason of an engine that does not start', async () => {
  const directory = folder();
  writeFileSync(join(directory, dynoxide.engine.file), 'no database'.repeat(1_000));
  expect((await refusal(startDatabase(dynoxide, directory)))?.[1]).toMatch(
    /^dynoxide \d+\.\d+\.\d+ did not start \(.*not a valid SQLite database.*\): try again, or set another DATA_DIR\.$/,
  );
});

it('says what to do if nothing answers at DYNAMODB_URL', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  expect(await refusal(databaseAt(nobody, 100))).toEqual([
    'Refusal',
    `Nothing answers at DYNAMODB_URL ${nobody}: start the database there, or unset DYNAMODB_URL.`,
  ]);
});
