import { afterEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { SettingsError } from '../../../functions/core/running/settings.ts';
import { type Task, taskHandler } from '../../../functions/core/running/task.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const settings = z.object({ TASK_TABLE: z.string() });
/** A task that the test defines. */
const taskOf = (work: (mayGoOn: () => boolean, table: string) => Promise<void>): Task<typeof settings> => ({
  settings,
  lastStep: 5_000,
  prepare:
    ({ TASK_TABLE }) =>
    (mayGoOn) =>
      work(mayGoOn, TASK_TABLE),
});
const within = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

it('goes on while there is more time than the last step may need', async () => {
  vi.stubEnv('TASK_TABLE', 'counts');
  const said: [string, boolean][] = [];
  const handler = taskHandler(taskOf(async (mayGoOn, table) => void said.push([table, mayGoOn()])));
  for (const left of [5_001, 5_000, 4_999]) await handler({}, within(left));
  expect(said).toEqual([
    ['counts', true],
    ['counts', false],
    ['counts', false],
  ]);
});

it('asks for the time that is left before each step, not once', async () => {
  vi.stubEnv('TASK_TABLE', 'counts');
  let left = 12_000;
  let steps = 0;
  const handler = taskHandler(
    taskOf(async (mayGoOn) => {
      for (; mayGoOn(); left -= 4_000) steps++;
    }),
  );
  await handler({}, { getRemainingTimeInMillis: () => left });
  expect(steps).toBe(2);
});

it('refuses to start without its settings', () => {
  vi.stubEnv('TASK_TABLE', undefined);
  expect(() => taskHandler(taskOf(async () => undefined))).toThrow(SettingsError);
});

it('fails without the words of the error, so that it is tried again', async () => {
  vi.stubEnv('TASK_TABLE', 'counts');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const handler = taskHandler(taskOf(() => Promise.reject(new Error('ada@example.org'))));
  await expect(handler({}, within(60_000))).rejects.toThrow('function-failed');
});
