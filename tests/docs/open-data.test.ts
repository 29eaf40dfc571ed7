import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { afterAll, expect, it } from 'vitest';
import { DATA_VERSION } from '../../functions/site/data/package.ts';
import { DOWNLOAD, TABLE } from '../../functions/site/data/read.ts';
import { tableNames } from '../../functions/site/data/tables.ts';
import { postJson, startSign } from '../support/sign.ts';
import { startSite } from '../support/site.ts';
import { unzip } from '../support/unzip.ts';
import { codeBlocksOf, textOf } from './markdown.ts';

const run = promisify(execFile);
const guide = textOf('docs/guides/open-data.md');
const folder = await mkdtemp(join(tmpdir(), 'amparo-open-data-'));
const site = await startSite();
await site.put({ slug: 'my-campaign' });
await site.publish('my-campaign', { total: 340, byDay: { '2026-03-08': 345, '2026-03-09': -5 } });
const server = serve({ fetch: (request) => site.app.fetch(request), port: 0, hostname: '127.0.0.1' });
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
await new Promise((resolve) => server.once('listening', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

const examples = (language: string) =>
  codeBlocksOf(guide)
    .filter((block) => block.language === language)
    .map(({ lines }) => lines.join('\n').replaceAll('https://petition.example.org', origin));

it('has shell commands that run', async () => {
  const [table = '', download = '', ...others] = examples('sh');
  expect(others).toEqual([]);
  const { stdout } = await run('sh', ['-ec', table], { cwd: folder });
  expect(stdout).toBe(await (await site.get('/data/v1/campaigns.csv')).text());
  await run('sh', ['-ec', download], { cwd: folder });
  expect([...unzip(await readFile(join(folder, 'amparo.zip'))).keys()]).toContain('datapackage.json');
});

it('has JavaScript that runs', async () => {
  const [script = ''] = examples('js');
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toBe('my-campaign 340\n');
});

it('has a signature of OSDI that is taken', async () => {
  const signature = examples('json').find((text) => text.includes('"person"')) ?? '';
  const { app, mail } = await startSign();
  const path = '/api/osdi/petitions/free-them/record_signature_helper';
  expect((await postJson(app, path, signature)).status).toBe(200);
  expect((await mail()).to).toBe('ada@example.org');
});

it('has a status with the fields of a real one', async () => {
  const status = JSON.parse(examples('json').find((text) => text.includes('"status"')) ?? '');
  const real = await site.json('/data/v1/status.json');
  expect(Object.keys(status)).toEqual(Object.keys(real as object));
});

it('names each address, with the bounds and the version that hold', async () => {
  const rows = [...guide.matchAll(/^\| `([^|]+) \|/gm)].map(([, row = '']) => row);
  for (const name of tableNames) expect(rows.some((row) => row.startsWith(`${name}.json`))).toBe(true);
  for (const number of [TABLE.campaigns, TABLE.days, DOWNLOAD.campaigns, DOWNLOAD.days])
    expect(guide).toContain(` ${number.toLocaleString('en')} `);
  expect(guide).toContain(`| ${DATA_VERSION} |`);
  // The addresses that it names are there.
  const named = new Set([...guide.matchAll(/\/data\/v1\/[\w./{}-]+\w/g)].map(([path]) => path));
  expect(named.size).toBeGreaterThan(4);
  for (const path of named) {
    const { status } = await site.get(path.replace('{slug}', 'my-campaign'));
    expect([path, status === 200 || status === 303]).toEqual([path, true]);
  }
});
