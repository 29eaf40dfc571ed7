import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { createTables, localDynamoDbClient } from '../../../../infra/local/dynamodb.ts';
import { chooseEngine } from '../../../../infra/local/engines/choose.ts';
import { engineNames } from '../../../../infra/local/engines/engine.ts';
import { startDatabase } from '../../../../infra/local/engines/start.ts';
import {
  attempt,
  confirm,
  countedTotal,
  databaseProcesses,
  freshPlace,
  killEverything,
  mailedTokens,
  start,
  type TestMachine,
  untilUp,
} from '../../../support/machine.ts';

const soon = { timeout: 120_000, interval: 200 };
const place = await freshPlace();
let machine: TestMachine;
afterAll(() => killEverything(machine, place));
const startOn = (engine: string) => start(place, {}, [], ['--engine', engine]);

it.each(engineNames)('recognises a folder that %s wrote, and leaves it as it is', async (writer) => {
  const directory = mkdtempSync(join(tmpdir(), 'amparo-tables-'));
  const database = await startDatabase(await chooseEngine(writer), directory);
  await createTables(localDynamoDbClient(database.endpoint), 'kept');
  await database.stop();
  const files = readdirSync(directory);
  for (const other of engineNames.filter((name) => name !== writer))
    await expect(startDatabase(await chooseEngine(other), directory)).rejects.toThrow(
      `wrote the tables in ${directory}: type \`npm start -- --engine ${writer}\`, or set another DATA_DIR.`,
    );
  expect(readdirSync(directory)).toEqual(files);
});

it('keeps signatures on DynamoDB Local when everything is killed, and shows them to no other engine', async () => {
  machine = startOn('dynamodb-local');
  await untilUp(machine);
  expect(machine.printed()).toContain('Starting the tables (DynamoDB Local)');
  await attempt(machine, 'ada@example.org');
  const token = await vi.waitFor(async () => {
    const mailed = (await mailedTokens(machine)).get('ada@example.org');
    expect(mailed).toBeDefined();
    return mailed as string;
  }, soon);
  expect((await confirm(machine, token)).status).toBe(201);
  killEverything(machine, place);
  await machine.ended;

  const other = startOn('dynoxide');
  expect(await other.ended).toBe(1);
  expect(other.printed()).toContain(`DynamoDB Local wrote the tables in ${join(place.dataDir, 'dynamodb')}: type`);

  machine = startOn('dynamodb-local');
  await untilUp(machine);
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(1), soon);
  machine.process.kill('SIGKILL');
  await vi.waitFor(() => expect(databaseProcesses(place.dataDir)).toEqual([]), soon);
});
