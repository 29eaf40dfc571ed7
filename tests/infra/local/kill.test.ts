import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it, vi } from 'vitest';
import { killAtOnce, listProcesses } from '../../../infra/local/child.ts';
import { readRunning } from '../../../infra/local/data-dir.ts';
import { localDynamoDbClient } from '../../../infra/local/dynamodb.ts';
import {
  attempt,
  confirm,
  countedTotal,
  databaseProcesses,
  freshPlace,
  killDatabase,
  killEverything,
  mailedTokens,
  start,
  type TestMachine,
  untilUp,
} from '../../support/machine.ts';

const soon = { timeout: 120_000, interval: 100 };
const place = await freshPlace();
let machine: TestMachine;
afterAll(() => killEverything(machine, place));

/** Status of each answer that came; undefined for a request that the kill cut off. */
const statusOf = (answer: Promise<Response>): Promise<number | undefined> =>
  answer.then(
    ({ status }) => status,
    () => undefined,
  );

function tableOf(name: string) {
  const { dynamoDbEndpoint, tablePrefix } = readRunning(place.dataDir);
  return { client: localDynamoDbClient(dynamoDbEndpoint), TableName: `${tablePrefix}-${name}` };
}

async function signaturesInTable(): Promise<number> {
  const { client, TableName } = tableOf('signatures');
  const { Count } = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
  return Count ?? 0;
}

it('loses no answered confirmation and no promised mail when everything is killed in the middle of signing', async () => {
  machine = start(place);
  await untilUp(machine);
  const people = Array.from({ length: 60 }, (_, i) => `signer${i}@example.org`);
  await Promise.all(people.map((email) => attempt(machine, email)));
  const tokens = await vi.waitFor(async () => {
    const mailed = await mailedTokens(machine);
    expect(mailed.size).toBe(people.length);
    return [...mailed.values()];
  }, soon);

  const counted: string[] = [];
  const promised: string[] = [];
  let killed = false;
  const killInTheMiddle = () => {
    if (killed || counted.length < 20 || promised.length === 0) return;
    killed = true;
    killEverything(machine, place);
  };
  const late = Array.from({ length: 20 }, (_, i) => `late${i}@example.org`);
  await Promise.all([
    ...late.map(async (email) => {
      if ((await statusOf(attempt(machine, email))) === 202) promised.push(email);
    }),
    ...tokens.map(async (token) => {
      if ((await statusOf(confirm(machine, token))) === 201) counted.push(token);
      killInTheMiddle();
    }),
  ]);
  await machine.ended;
  expect(counted.length).toBeLessThan(tokens.length);

  machine = start(place);
  await untilUp(machine);
  const stored = await signaturesInTable();
  expect(stored).toBeGreaterThanOrEqual(counted.length);
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(stored), soon);
  for (const token of counted) expect((await confirm(machine, token)).status).toBe(200);
  await vi.waitFor(async () => {
    const mailed = await mailedTokens(machine);
    expect(promised.filter((email) => !mailed.has(email))).toEqual([]);
  }, soon);

  // Those who were cut off press the button again.
  await Promise.all(tokens.map((token) => confirm(machine, token)));
  expect(await signaturesInTable()).toBe(people.length);
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(people.length), soon);
});

it('starts where the database alone has outlived it, and leaves one database', async () => {
  const keepers = listProcesses().filter(({ args }) => args.startsWith('/bin/sh') && args.includes(place.dataDir));
  expect(keepers).not.toEqual([]);
  // So that it cannot end the database first, when it notices that the keeper is gone.
  machine.process.kill('SIGSTOP');
  for (const { pid } of keepers) killAtOnce(pid);
  machine.process.kill('SIGKILL');
  await machine.ended;
  // On a busy computer, a process that was killed is still listed for a moment.
  const orphan = await vi.waitFor(() => {
    const [one, ...others] = databaseProcesses(place.dataDir);
    expect(one).toBeDefined();
    expect(others).toEqual([]);
    return one;
  }, soon);
  machine = start(place);
  await untilUp(machine);
  expect(databaseProcesses(place.dataDir)).not.toContain(orphan);
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(60), soon);
});

const ENDED = /^The database \(.+\) has ended by itself: start Amparo again\. The signatures are kept in \S+\.$/;

it('ends with one line that says what to do when its database is killed', async () => {
  await vi.waitFor(() => expect(machine.printed()).toContain('Press Ctrl-C'), soon);
  const before = machine.printed();
  killDatabase(place.dataDir);
  expect(await machine.ended).toBe(1);
  expect(machine.printed().slice(before.length).trim()).toMatch(ENDED);
});

it('ends so, too, when its database is killed while it starts', async () => {
  machine = start(place);
  await vi.waitFor(() => expect(databaseProcesses(place.dataDir)).not.toEqual([]), { ...soon, interval: 5 });
  await sleep(150);
  killDatabase(place.dataDir);
  expect(await machine.ended).toBe(1);
  const lines = machine.printed().trim().split('\n');
  expect(lines[0]).toMatch(/^Starting the tables/);
  // Amparo may be up by then, and say so, and may have been killed before its database answered.
  expect(lines.at(-1)).toMatch(new RegExp(`${ENDED.source}|^.+ did not start \\(.+\\): try again, or set another`));
  expect(machine.printed()).not.toMatch(/ECONNREFUSED|-failed|^ +at /m);
});

it('deletes items that expired while it did not run', async () => {
  machine = start(place);
  await untilUp(machine);
  const { client, TableName } = tableOf('limits');
  const Item = { pk: { S: 'past' }, sk: { S: 'past' }, expiresAt: { N: '1' } };
  await client.send(new PutItemCommand({ TableName, Item }));
  machine.process.kill('SIGINT');
  await machine.ended;
  machine = start(place);
  await untilUp(machine);
  await vi.waitFor(async () => {
    const { client, TableName } = tableOf('limits');
    const { Items } = await client.send(new ScanCommand({ TableName }));
    expect(Items?.map(({ pk }) => pk?.S)).not.toContain('past');
  }, soon);
});

it('ends its database when it alone is killed', async () => {
  expect(databaseProcesses(place.dataDir)).not.toEqual([]);
  machine.process.kill('SIGKILL');
  await vi.waitFor(() => expect(databaseProcesses(place.dataDir)).toEqual([]), soon);
});
