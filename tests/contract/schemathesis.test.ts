import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonWith } from '../../infra/emulated/venv.ts';
import { freePort } from '../../infra/local/ports.ts';
import { startServer } from '../../infra/local/server.ts';
import { startService } from '../fuzz/service.ts';
import { organisersFor } from './organisers.ts';

const folder = await mkdtemp(join(tmpdir(), 'amparo-contract-'));
const service = await startService();
const port = await freePort();
const server = await startServer({ host: '127.0.0.1', port, publicUrl: `http://localhost:${port}` });
server.open(service.all);
afterAll(async () => {
  await server.stop();
  await service.stop();
  await rm(folder, { recursive: true });
});
const env = {
  ...{ ...process.env, ...(await organisersFor(service)), PYTHONPATH: import.meta.dirname },
  // So that the end of its output is there if it is stopped.
  PYTHONUNBUFFERED: '1',
};

let python = '';
beforeAll(async () => {
  const requirements = 'tests/contract/requirements.txt';
  python = await pythonWith({ name: 'Schemathesis', requirements, venv: '.emulated/schemathesis' }, () => undefined);
});

/** Many times of what it takes on a computer that does nothing else, in seconds. */
const MOST = 1_140;

/**
 * Schemathesis reads the contract that the service answers, makes calls that keep to it and calls that do not, and holds
 * every answer to it. What checks it makes and why stands in `schemathesis.toml`. Both parts run at once: each waits half of its time for
 * the service, and has campaigns of its own.
 * @see https://schemathesis.readthedocs.io/
 */
it.concurrent.each([
  ['the public', '--exclude-tag'],
  ['organisers', '--include-tag'],
])('answers %s as its OpenAPI document says', { timeout: 1_200_000 }, async (_, choice) => {
  const site = `http://127.0.0.1:${port}`;
  const { output, ended } = await run([
    ...['-m', 'schemathesis.cli', '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
    ...['run', `${site}/openapi.json`, '--url', site, choice, 'organisers'],
  ]);
  if (ended === 'stopped')
    expect.fail(`It was stopped after ${MOST} s. The end of its output:\n${output.slice(-4_000)}`);
  // Its report says which call was answered otherwise, and how to make it again.
  expect(ended === 0 ? '' : output).toBe('');
  expect(output).toMatch(/\d+ passed/);
});

/** @returns all that Python has written, and its exit code. */
const run = (args: readonly string[]) =>
  new Promise<{ output: string; ended: number | string }>((resolve) => {
    const options = { cwd: folder, env, timeout: MOST * 1_000, maxBuffer: 2 ** 26 };
    execFile(python, args, options, (error, stdout, stderr) => {
      if (!error) return resolve({ output: stdout, ended: 0 });
      resolve({ output: stdout + stderr, ended: error.killed && !error.code ? 'stopped' : (error.code ?? 'unknown') });
    });
  });
