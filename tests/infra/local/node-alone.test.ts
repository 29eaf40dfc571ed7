import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import {
  attempt,
  confirm,
  countedTotal,
  freshPlace,
  killEverything,
  mailedTokens,
  start,
  type TestMachine,
  untilUp,
} from '../../support/machine.ts';

const soon = { timeout: 120_000, interval: 200 };
const place = await freshPlace();
/** No Java, and no other program. */
const nothing = { PATH: mkdtempSync(join(tmpdir(), 'amparo-empty-')) };
let machine: TestMachine;
afterAll(() => killEverything(machine, place));

it('needs only Node, and keeps its signatures when it starts again', async () => {
  machine = start(place, nothing, [], []);
  await untilUp(machine);
  expect((await attempt(machine, 'ada@example.org')).status).toBe(202);
  const token = await vi.waitFor(async () => {
    const mailed = (await mailedTokens(machine)).get('ada@example.org');
    expect(mailed).toBeDefined();
    return mailed as string;
  }, soon);
  expect((await confirm(machine, token)).status).toBe(201);
  machine.process.kill('SIGINT');
  expect(await machine.ended).toBe(0);

  machine = start(place, nothing, [], []);
  await untilUp(machine);
  expect(machine.printed()).toContain('Starting the tables (dynoxide)');
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(1), soon);
  expect((await confirm(machine, token)).status).toBe(200);
});
