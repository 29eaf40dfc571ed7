import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { getRecounts } from '../../../functions/core/counts/recount/recounts.ts';
import { localDynamoDbClient } from '../../../infra/local/dynamodb.ts';
import { dynamoDbLocal } from '../../../infra/local/engines/dynamodb-local.ts';
import {
  attempt,
  confirm,
  countedTotal,
  databaseProcesses,
  freshPlace,
  mailedTokens,
  type Place,
  SLUG,
  start,
} from '../../support/machine.ts';
import { startedMachine } from '../../support/started-machine.ts';

const soon = { timeout: 120_000, interval: 100 };

const { place, machine } = await startedMachine();

it('says where the campaign, the dashboard, the inbox, the console and its sign-in are, and each is there', async () => {
  await vi.waitFor(() => expect(machine.printed()).toContain('Press Ctrl-C'), soon);
  const urls = machine.printed().match(/http:[^\s)]+/g) ?? [];
  expect(urls).toHaveLength(5);
  const [signIn, ...pages] = urls.toReversed();
  // The console shows a person who is not signed in how to sign in.
  for (const url of [...pages, `${signIn}/.well-known/openid-configuration`])
    expect([url, (await fetch(url)).status]).toEqual([url, url.endsWith('/organise') ? 401 : 200]);
});

it('counts each of 200 people who sign at once', async () => {
  const people = Array.from({ length: 200 }, (_, i) => `signer${i}@example.org`);
  const attempts = await Promise.all(people.map((email) => attempt(machine, email)));
  expect(new Set(attempts.map(({ status }) => status))).toEqual(new Set([202]));
  const tokens = await vi.waitFor(async () => {
    const mailed = await mailedTokens(machine);
    expect(people.filter((email) => !mailed.has(email))).toEqual([]);
    return [...mailed.values()];
  }, soon);
  const confirmations = await Promise.all(tokens.map((token) => confirm(machine, token)));
  expect(new Set(confirmations.map(({ status }) => status))).toEqual(new Set([201]));
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(200), soon);
});

it('starts at once the work that schedules start on AWS, such as a recount', async () => {
  const { dynamoDbEndpoint, tablePrefix } = JSON.parse(readFileSync(join(place.dataDir, 'running.json'), 'utf8'));
  const counts = { client: localDynamoDbClient(dynamoDbEndpoint), table: `${tablePrefix}-counts` };
  await vi.waitFor(async () => {
    const { running, done } = await getRecounts(counts, SLUG);
    expect(running ?? done).toBeDefined();
  }, soon);
  counts.client.destroy();
});

it('keeps its secrets and its mailbox for its owner alone, and writes addresses nowhere but there', () => {
  for (const name of ['secrets.json', 'group-key.txt', 'mailbox.jsonl', 'dynamodb']) {
    expect(statSync(join(place.dataDir, name)).mode & 0o077).toBe(0);
  }
  const tables = join(place.dataDir, 'dynamodb');
  const stored = readdirSync(tables).map((name) => readFileSync(join(tables, name), 'latin1'));
  expect(stored.join('')).toContain('azerbaijan-prisoners-of-conscience');
  expect(stored.join('')).not.toContain('@example.org');
});

it('refuses a second start on its folder or its ports, with a line that says what to do', async () => {
  const refused = async (clash: Partial<Place>) => {
    const second = start({ ...(await freshPlace()), ...clash });
    expect(await second.ended).toBe(1);
    return second.printed().trim();
  };
  const answers = await Promise.all([
    refused({ dataDir: place.dataDir }),
    refused({ port: place.port }),
    refused({ mailboxPort: place.mailboxPort }),
  ]);
  expect(answers.map((answer) => answer.replace(/=\d+\.$/, '=N.'))).toEqual([
    `DATA_DIR ${place.dataDir} is in use by another Amparo (process ${machine.process.pid}): stop it, or set another DATA_DIR.`,
    `Port ${place.port} is in use: stop what uses it, or set another PORT, such as PORT=N.`,
    `Port ${place.mailboxPort} is in use: stop what uses it, or set another MAILBOX_PORT, such as MAILBOX_PORT=N.`,
  ]);
  // The mailbox of the first one has the next port after its site.
  const suggested = answers.flatMap((answer) => /=(\d+)\.$/.exec(answer)?.[1] ?? []).map(Number);
  expect(suggested).toHaveLength(2);
  for (const port of suggested) expect([place.port, place.mailboxPort]).not.toContain(port);
});

it('writes no secrets and no mailbox into a folder with the tables of another engine', async () => {
  const other = await freshPlace();
  mkdirSync(join(other.dataDir, 'dynamodb'));
  writeFileSync(join(other.dataDir, 'dynamodb', dynamoDbLocal.file), '');
  const refused = start(other, {}, [], ['--engine', 'dynoxide']);
  expect(await refused.ended).toBe(1);
  expect(refused.printed()).toMatch(/^DynamoDB Local wrote the tables in /);
  expect(readdirSync(other.dataDir)).toEqual(['dynamodb', 'lock.sqlite']);
});

it('names the engines that there are, when it is asked for another', async () => {
  const asked = start(await freshPlace(), {}, [], ['--engine', 'sqlite']);
  expect(await asked.ended).toBe(1);
  expect(asked.printed().trim()).toBe('There is no engine "sqlite": --engine takes dynoxide or dynamodb-local.');
});

it('stops on a signal with exit code 0, and leaves neither its database nor a note behind', async () => {
  machine.process.kill('SIGINT');
  expect(await machine.ended).toBe(0);
  expect(databaseProcesses(place.dataDir)).toEqual([]);
  expect(existsSync(join(place.dataDir, 'running.json'))).toBe(false);
});
