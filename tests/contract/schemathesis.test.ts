import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { pythonWith } from '../../infra/emulated/venv.ts';
import { freePort } from '../../infra/local/ports.ts';
import { startServer } from '../../infra/local/server.ts';
import { startService } from '../fuzz/service.ts';

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

/**
 * Schemathesis reads the contract that the service answers, makes calls that keep to it and calls that do not, and holds
 * every answer to it. What checks it makes and why stands in `schemathesis.toml`.
 * @see https://schemathesis.readthedocs.io/
 */
it('answers as its OpenAPI document says', { timeout: 300_000 }, async () => {
  const python = await pythonWith(
    {
      name: 'Schemathesis',
      requirements: 'tests/contract/requirements.txt',
      venv: '.emulated/schemathesis',
    },
    () => undefined,
  );
  const site = `http://127.0.0.1:${port}`;
  const settings = join(import.meta.dirname, 'schemathesis.toml');
  const schemathesis = promisify(execFile)(
    python,
    ['-m', 'schemathesis.cli', '--config-file', settings, 'run', `${site}/openapi.json`, '--url', site],
    { cwd: folder, env: { ...process.env, PYTHONPATH: import.meta.dirname }, timeout: 280_000, maxBuffer: 2 ** 26 },
  );
  const { stdout, code } = await schemathesis.then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => ({
      stdout: error.stdout + error.stderr,
      code: error.code,
    }),
  );
  // Its report says which call was answered otherwise, and how to make it again.
  expect(code === 0 ? '' : stdout).toBe('');
  expect(stdout).toMatch(/\d+ passed/);
});
