import { expect, it } from 'vitest';
import { dataPackage } from '../../../functions/site/data/package.ts';
import { DOWNLOAD, TABLE } from '../../../functions/site/data/read.ts';
import { tableNames, tables } from '../../../functions/site/data/tables.ts';
import { cpuSince } from '../../bench/cpu.ts';
import { pagesFrom, siteWithMany } from '../../support/many.ts';
import { startSite } from '../../support/site.ts';
import { unzip } from '../../support/unzip.ts';

interface Schema {
  readonly fields: { name: string; constraints: { required: boolean } }[];
  readonly primaryKey: string[];
  readonly missingValues: string[];
}
interface Descriptor {
  readonly created: string;
  readonly resources: { name: string; path: string; schema: Schema }[];
}

const filesOf = async (answer: Response) => unzip(new Uint8Array(await answer.arrayBuffer()));

it('describes each table and where its file is, with the licence', async () => {
  const site = siteWithMany(3);
  const described = (await (await site.get('/data/v1/datapackage.json')).json()) as Descriptor;
  expect(described).toMatchObject({
    ...{ profile: 'tabular-data-package', version: '1.1.0', homepage: 'https://amparo.example' },
    ...{ created: '2026-03-10T11:30:00.000Z', licenses: [{ name: 'CC-BY-4.0' }] },
  });
  expect(described.resources.map(({ name, path }) => [name, path])).toEqual(
    tableNames.map((name) => [name, `${name}.csv`]),
  );
  for (const { name, path, schema } of described.resources) {
    const [head] = (await (await site.get(`/data/v1/${path}`)).text()).split('\r\n');
    expect(head?.split(',')).toEqual(schema.fields.map((field) => field.name));
    // Nothing but an empty cell is a missing value: `NA` is Namibia.
    expect(schema.missingValues).toEqual(['']);
    expect(schema.primaryKey).toEqual(tables[name as (typeof tableNames)[number]].key);
  }
});

it('names the group that publishes, once there is one', () => {
  const given = { publicUrl: 'https://amparo.example', listed: [], pathOf: () => '' };
  expect(dataPackage({ ...given, group: 'Free Voices' })).toMatchObject({
    contributors: [{ title: 'Free Voices', role: 'publisher', path: 'https://amparo.example' }],
  });
  const unnamed = dataPackage({ ...given, group: undefined });
  expect(unnamed).not.toHaveProperty('contributors');
  expect(unnamed).not.toHaveProperty('created');
});

it('has in one download the descriptor and the file of each table, as they are at their addresses', async () => {
  const site = siteWithMany(3);
  const files = await filesOf(await site.get('/data/v1/amparo.zip'));
  expect([...files.keys()]).toEqual(['datapackage.json', ...tableNames.map((name) => `${name}.csv`)]);
  for (const name of tableNames)
    expect(files.get(`${name}.csv`)).toBe(await (await site.get(`/data/v1/${name}.csv`)).text());
  expect(JSON.parse(files.get('datapackage.json') ?? '')).toEqual(
    await (await site.get('/data/v1/datapackage.json')).json(),
  );
});

it('makes the same bytes of the same numbers, so that the ETag stays', async () => {
  const site = await startSite();
  await site.put({ slug: 'stays' });
  await site.publish('stays', { total: 40 });
  const etag = async () => (await site.get('/data/v1/amparo.zip')).headers.get('etag');
  const before = await etag();
  site.time.now += 5_000;
  expect(await etag()).toBe(before);
  await site.publish('stays', { total: 60 });
  site.time.now += 5_000;
  expect(await etag()).not.toBe(before);
});

it('keeps the download at the edge for a minute, also while a campaign is live', async () => {
  const site = await startSite();
  await site.put({ slug: 'moves', publish: 'live' });
  await site.publish('moves', { total: 40 });
  const kept = async (path: string) => (await site.get(`/data/v1/${path}`)).headers.get('cache-control');
  for (const passed of [0, 1_000, 3_600_000]) {
    site.time.now += passed;
    expect(await kept('amparo.zip')).toBe('public, max-age=0, s-maxage=60');
  }
  expect(await kept('campaigns.json')).toBe('public, max-age=0, s-maxage=2');
});

it('keeps pages of tables and of the package alike, so that each page is a whole package', async () => {
  const site = siteWithMany(230);
  const [packages, campaigns, days] = await Promise.all(
    ['datapackage.json', 'campaigns.csv', 'days.csv'].map((path) => pagesFrom(site.get, `/data/v1/${path}`)),
  );
  expect([packages?.length, campaigns?.length, days?.length]).toEqual([3, 3, 3]);
  for (const [i, page] of (packages ?? []).entries()) {
    const { resources } = (await page.json()) as Descriptor;
    const at = async (name: string) => {
      const path = resources.find((one) => one.name === name)?.path ?? '';
      return (await site.get(`/data/v1/${path}`)).text();
    };
    expect(await at('campaigns')).toBe(await campaigns?.[i]?.text());
    expect(await at('days')).toBe(await days?.[i]?.text());
  }
});

it('reads the campaigns of one page, and no more, of 10,000', async () => {
  const site = siteWithMany(10_000);
  const began = process.cpuUsage();
  const zip = await site.get('/data/v1/amparo.zip');
  expect(site.read).toHaveLength(DOWNLOAD.campaigns);
  expect(zip.headers.get('link')).toContain('rel="next"');
  const table = await site.get('/data/v1/days.json');
  expect(site.read).toHaveLength(DOWNLOAD.campaigns + TABLE.campaigns);
  await site.get('/data/v1/status.json');
  expect(site.read).toHaveLength(DOWNLOAD.campaigns + TABLE.campaigns);
  expect(table.status).toBe(200);
  // Far from the 9 s after which nothing is answered.
  expect(cpuSince(began)).toBeLessThan(6_000);
});

it('fits into an answer of Lambda, and into its time, with years of days', async () => {
  const site = siteWithMany(600, { days: 730 });
  const began = process.cpuUsage();
  const zip = await site.get('/data/v1/amparo.zip');
  const bytes = new Uint8Array(await zip.arrayBuffer());
  expect(cpuSince(began)).toBeLessThan(6_000);
  const rows = unzip(bytes).get('days.csv')?.split('\r\n').length ?? 0;
  expect(rows).toBeGreaterThan(DOWNLOAD.days - 1_000);
  expect(rows).toBeLessThan(DOWNLOAD.days + 10);
  // Base64 makes of three bytes four, and Lambda takes 6 MB.
  expect(bytes.length * (4 / 3)).toBeLessThan(3.5e6);
  for (const format of ['json', 'csv']) {
    const text = await (await site.get(`/data/v1/days.${format}`)).text();
    // Campaigns with slugs of 64 letters instead of 14.
    expect(text.length + TABLE.days * 50).toBeLessThan(6e6);
  }
});

it('fits into an answer of Lambda with texts of full length in letters of three bytes', async () => {
  let seed = 1;
  const letter = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (seed % 20_000));
  };
  const text = (length: number) => Array.from({ length }, letter).join('');
  const cases = Array.from({ length: 60 }, (_, i) => ({
    ...{ id: `${'long-id-'.repeat(7)}${i}`, name: text(120), people: 1, status: 'detained' as const },
    ...{ work: text(200), charge: text(300), sentence: text(200), story: text(2_000) },
  }));
  const site = siteWithMany(40, { days: 730, changes: { cases, demand: text(400) } });
  const slugs: Record<string, string[]> = {};
  for (const path of ['/api/campaigns', '/data/v1/cases.json', '/data/v1/cases.csv', '/data/v1/campaigns.json']) {
    const pages = await pagesFrom(site.get, path);
    expect(pages.length, path).toBeGreaterThan(1);
    for (const page of pages) {
      const body = await page.text();
      // As Lambda's runtime sends it to Lambda.
      expect(Buffer.byteLength(JSON.stringify({ body })), path).toBeLessThan(5.5e6);
      if (path.endsWith('csv')) continue;
      const rows = JSON.parse(body) as { slug?: string; campaign?: string }[];
      const met = slugs[path] ?? [];
      slugs[path] = met;
      for (const { slug = '', campaign = slug } of rows) if (met.at(-1) !== campaign) met.push(campaign);
    }
  }
  for (const met of Object.values(slugs)) expect([...met].sort()).toEqual(site.entries.map(({ slug }) => slug));
  const zips = await pagesFrom(site.get, '/data/v1/amparo.zip');
  expect(zips.length).toBeGreaterThan(1);
  // As Base64. The most days add 3.5 MB, as measured above.
  for (const zip of zips) expect(((await zip.arrayBuffer()).byteLength * 4) / 3).toBeLessThan(6e6 - 3.5e6);
});
