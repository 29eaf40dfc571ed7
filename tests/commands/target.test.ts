import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { keysCommand } from '../../commands/keys/command.ts';
import { reachingError, stageTarget, type Target } from '../../commands/target.ts';
import { runCommand } from '../support/command.ts';

afterEach(() => vi.unstubAllEnvs());

const target = { db: { table: 'amparo-prod-campaigns' }, name: 'stage prod' } as Target;
const wordsFor = (error: unknown): string | undefined => reachingError(error, target)?.message;

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

it('reports that the network does not answer, and repeats the message of a disk', async () => {
  const refused = await new Promise((resolve) => connect(1, '127.0.0.1').once('error', resolve));
  expect(wordsFor(refused)).toMatch(/^stage prod cannot be reached: /);
  const folder = mkdtempSync(join(tmpdir(), 'target-'));
  const words = wordsFor(thrownBy(() => readFileSync(folder)));
  expect(words).toMatch(/^EISDIR: /);
});

it('does not explain its own faults', () => {
  expect(wordsFor(Object.assign(new Error('Aborted with Ctrl+C'), { code: 'ABORT_ERR' }))).toBeUndefined();
  expect(wordsFor(new TypeError('x is not a function'))).toBeUndefined();
});

it('names the region by the setting that the deploy reads', () => {
  const missing = Object.assign(new Error(), { name: 'ResourceNotFoundException' });
  expect(wordsFor(missing)).toContain('AMPARO_REGION');
  expect(wordsFor(new Error('Region is missing'))).toContain('Set AMPARO_REGION');
});

it('works in the region of the deploy, or without it in the region of the caller', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AMPARO_REGION', '');
  expect(await stageTarget('prod').db.client.config.region()).toBe('eu-west-1');
  vi.stubEnv('AMPARO_REGION', 'eu-central-1');
  expect(await stageTarget('prod').db.client.config.region()).toBe('eu-central-1');
});

it('reads the keys of a stage in the region of the deploy, too', async () => {
  const regions: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    regions.push(
      /Credential=id\/\d+\/([^/]+)\/(?:dynamodb|secretsmanager)\//.exec(request.headers.authorization ?? '')?.[1],
    );
    const isSecret = request.headers['x-amz-target']?.toString().startsWith('secretsmanager');
    response.writeHead(isSecret ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(isSecret ? '{"__type":"ResourceNotFoundException","message":""}' : '{"Items":[],"Count":0}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AMPARO_REGION', 'eu-central-1');
  const { code, said } = await runCommand(keysCommand, ['status', '--stage', 'prod'], {
    dataDir: '',
    clock: Date.now,
  });
  expect(code).toBe(1);
  expect(said.at(-1)).toContain('Is the region right (AMPARO_REGION');
  expect(regions).toEqual(['eu-central-1', 'eu-central-1']);
  server.close();
});
