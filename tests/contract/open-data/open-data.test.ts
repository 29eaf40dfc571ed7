import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { tableNames } from '../../../functions/site/data/tables.ts';
import { pythonWith } from '../../../infra/emulated/venv.ts';
import { codeBlocksOf, textOf } from '../../docs/markdown.ts';
import { groupOf } from '../../support/campaign.ts';
import { NOW, startSite } from '../../support/site.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'amparo-open-data-'));
const site = await startSite();
const server = serve({ fetch: (request) => site.app.fetch(request), port: 0, hostname: '127.0.0.1' });
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
await new Promise((resolve) => server.once('listening', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

await putGroup(site.campaigns, groupOf({ name: 'Azad səslər' }), 0);
await site.put({
  slug: 'my-campaign',
  title: 'Azad et: “söz”, حرية, свобода; ազատ',
  country: 'AZ',
  closesAt: '2027-01-01T00:00:00Z',
  won: { on: '2026-03-09', words: 'All are free.' },
  cases: [
    { name: '=HYPERLINK("https://evil.example";"x")', status: 'detained', detainedOn: '2013-05', charge: '+1, "-2"' },
    { name: '  @SUM(A1)', status: 'died', sentence: '7 years\u00a0– and more' },
  ],
});
await site.put({ slug: 'another', opensAt: '2026-04-01T00:00:00Z' });
await site.publish('my-campaign', {
  total: 340,
  asOf: NOW,
  byCountry: { AZ: 160, DE: 70 },
  byDay: { '2026-03-08': 345, '2026-03-09': -5 },
});

interface Opened {
  readonly broken: string | null;
  readonly zip: readonly string[];
  readonly remote: readonly string[];
  readonly rows: readonly string[];
  readonly sheets: Readonly<Record<string, { kinds: readonly string[]; rows: readonly string[][] }>>;
}

/** Programs of Python that are not ours. */
describe('programs that are not ours', () => {
  let python: string;
  let opened: Opened;
  beforeAll(async () => {
    python = await pythonWith(
      {
        name: 'Frictionless',
        requirements: 'tests/contract/open-data/requirements.txt',
        venv: '.emulated/venv-open-data',
      },
      () => undefined,
    );
    const zip = join(folder, 'amparo.zip');
    await writeFile(zip, new Uint8Array(await (await site.get('/data/v1/amparo.zip')).arrayBuffer()));
    const script = join(import.meta.dirname, 'open.py');
    const { stdout } = await run(python, [script, `${origin}/data/v1/datapackage.json`, zip], { cwd: folder });
    opened = JSON.parse(stdout);
  });

  it('find nothing wrong with the data package: in one file, and at its address', () => {
    expect([opened.broken, opened.zip, opened.remote]).toEqual([null, [], []]);
    expect(opened.rows).toEqual(['campaigns: 2', 'cases: 2', 'days: 2', 'countries: 3']);
  });

  it.each(tableNames)(
    'open the table %s as a spreadsheet, with every cell as a text and none as a formula',
    async (name) => {
      const sheet = opened.sheets[`${name}.csv`];
      // A formula has the kind `f`, and a fault the kind `e`.
      expect(sheet?.kinds).not.toContain('f');
      expect(sheet?.kinds).not.toContain('e');
      const rows: Record<string, string | number | null>[] = JSON.parse(
        await (await site.get(`/data/v1/${name}.json`)).text(),
      );
      const plain = (cell: string) => cell.replace(/^'|(?<=[;])'/g, '');
      expect(sheet?.rows.slice(1).map((row) => row.map(plain))).toEqual(
        rows.map((row) => Object.values(row).map((value) => String(value ?? '').replace(/(?<=[;])'/g, ''))),
      );
    },
  );

  it('get from the guide an example that runs', async () => {
    const blocks = codeBlocksOf(textOf('docs/guides/open-data.md'));
    const example = blocks.find(({ language }) => language === 'python')?.lines.join('\n') ?? '';
    const { stdout } = await run(python, ['-c', example.replaceAll('https://petition.example.org', origin)]);
    expect(stdout).toBe('2026-03-08 345\n2026-03-09 340\n');
  });
});
