import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createTables, localDynamoDbClient } from '../../../../infra/local/dynamodb.ts';
import { type ChosenEngine, chooseEngine, here } from '../../../../infra/local/engines/choose.ts';
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

/** DynamoDB Local, with a program in place of Java. */
async function withJava(java: string): Promise<ChosenEngine> {
  const place = { ...here(), path: folder() };
  const command = join(place.path, 'java');
  const version = `[ "$1" = -version ] && { echo 'version "17"' >&2; exit; }`;
  writeFileSync(command, `#!/bin/sh\n${version}\n${java}\n`, { mode: 0o755 });
  const { engine, program } = await chooseEngine('dynamodb-local', place);
  return { engine, program: { ...program, command } };
}

it('starts an engine at another port if somebody takes the first one meanwhile', async () => {
  const place = folder();
  const [command, taken] = [join(place, 'engine'), join(place, 'taken')];
  const { engine, program } = dynoxide;
  const once = `[ -e ${taken} ] || { touch ${taken}; echo 'error: port 4711 is already in use' >&2; exit 1; }`;
  writeFileSync(command, `#!/bin/sh\n${once}\nexec ${program.command} "$@"\n`, { mode: 0o755 });
  const database = await startDatabase({ engine, program: { ...program, command } }, folder());
  await createTables(localDynamoDbClient(database.endpoint), 'there');
  await database.stop();
  expect(existsSync(taken)).toBe(true);
});

it('leaves no file of tables where DynamoDB Local did not start, so that dynoxide starts there', async () => {
  const directory = folder();
  const made = join(directory, dynamoDbLocal.file);
  const fails = await withJava(`[ -e ${made} ] && echo no room for ${made} >&2; exit 1`);
  expect(await refusal(startDatabase(fails, directory))).toEqual([
    'Refusal',
    `DynamoDB Local on Java 17 did not start (no room for ${made}): try again, or set another DATA_DIR.`,
  ]);
  expect(readdirSync(directory)).toEqual([]);
  await (await startDatabase(dynoxide, directory)).stop();
});

it('keeps the tables of an earlier start where DynamoDB Local does not start', async () => {
  const directory = folder();
  new DatabaseSync(join(directory, dynamoDbLocal.file)).exec('CREATE TABLE kept (one)');
  const before = readFileSync(join(directory, dynamoDbLocal.file));
  expect(await refusal(startDatabase(await withJava('exit 1'), directory))).toHaveLength(2);
  expect(readFileSync(join(directory, dynamoDbLocal.file)).length).toBe(before.length);
});

it('says what to do if nothing answers at DYNAMODB_URL', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  expect(await refusal(databaseAt(nobody, 100))).toEqual([
    'Refusal',
    `Nothing answers at DYNAMODB_URL ${nobody}: start the database there, or unset DYNAMODB_URL.`,
  ]);
});
