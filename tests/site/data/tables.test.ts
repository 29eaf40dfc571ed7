import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { withPopulation } from '../../../functions/core/population.ts';
import { problemSchema } from '../../../functions/http/contract.ts';
import { rowsSchema } from '../../../functions/site/data/contract.ts';
import { statusOf } from '../../../functions/site/data/status.ts';
import { tableNames, tables } from '../../../functions/site/data/tables.ts';
import { NOW, startSite } from '../../support/site.ts';

const site = await startSite();
await site.put({
  slug: 'free-them',
  title: 'Azad et: “söz”, حرية, свобода',
  closesAt: '2026-06-01T00:00:00+02:00',
  country: 'AZ',
  targets: [{ name: 'The government' }, { name: 'The court; of appeal', country: 'AZ' }],
  cases: [
    { name: '=HYPERLINK("https://evil.example")', status: 'detained', detainedOn: '2013-05', charge: '-1 of "art", 2' },
    {
      ...{ name: 'Ada', id: 'ada', status: 'released', work: 'Writes, "reads"; sings' },
      history: [
        { status: 'detained', on: '2020-01-02' },
        { status: 'released', on: '2025' },
      ],
    },
  ],
});
await site.publish('free-them', {
  total: 340,
  byCountry: { AZ: 160, DE: 70 },
  byDay: { '2026-03-08': 300, '2026-03-02': 45, '2026-03-09': -5 },
});
await site.put({ slug: 'no-numbers', opensAt: '2026-04-01T00:00:00Z' });
await site.put({ slug: 'by-address', visibility: 'unlisted' });

const V1 = '/data/v1';
const json = async (path: string) => (await site.json(`${V1}/${path}`)) as Record<string, unknown>[];
const csv = async (path: string) => (await site.get(`${V1}/${path}`)).text();

it.each(tableNames)('answers with the table %s by the contract, and with no column more', async (name) => {
  const rows = await json(`${name}.json`);
  expect(rows.length).toBeGreaterThan(1);
  const columns = tables[name].columns.map((column) => column.name);
  for (const row of rows) expect(Object.keys(row)).toEqual(columns);
  expect(rowsSchema(name).parse(rows)).toEqual(rows);
});

it.each(tableNames)('has the rows of %s as CSV as well', async (name) => {
  const rows = await json(`${name}.json`);
  const read = cellsOf(await csv(`${name}.csv`));
  expect(read[0]).toEqual(tables[name].columns.map((column) => column.name));
  // An apostrophe keeps a spreadsheet from reading a formula.
  const plain = (cell: string) => cell.replace(/^'(?=[=+@-])/, '');
  expect(read.slice(1).map((row) => row.map(plain))).toEqual(
    rows.map((row) => Object.values(row).map((value) => String(value ?? ''))),
  );
});

it('says of a campaign what lists need, with times in UTC', async () => {
  expect((await json('campaigns.json'))[0]).toEqual({
    ...{ slug: 'free-them', title: 'Azad et: “söz”, حرية, свобода', language: 'en', group: null, country: 'AZ' },
    ...{ targets: 'The government; The court; of appeal', goal: 1_000, opensAt: '2026-01-01T00:00:00.000Z' },
    ...{ closesAt: '2026-05-31T22:00:00.000Z', status: 'open', wonOn: null, signatures: 340 },
    ...{ asOf: '2026-03-10T12:30:00.000Z', page: 'https://amparo.example/campaigns/free-them' },
    publish: 'careful',
  });
});

it('has a row for each case of each campaign, with the id of its page', async () => {
  const rows = await json('cases.json');
  expect(rows.find(({ id }) => id === 'ada')).toMatchObject({
    ...{ campaign: 'free-them', name: 'Ada', status: 'released', statusOn: '2025', people: 1 },
    page: 'https://amparo.example/cases/ada',
  });
});

it('adds up days to the total at the end of each', async () => {
  const days = await json('campaigns/free-them/days.json');
  expect(days.map(({ day, signatures, total }) => [day, signatures, total])).toEqual([
    ['2026-03-02', 45, 45],
    ['2026-03-08', 300, 345],
    ['2026-03-09', -5, 340],
  ]);
  expect(await json('days.json')).toEqual(days);
});

it.each([
  ['from=2026-03-08', ['2026-03-08', '2026-03-09']],
  ['to=2026-03-08', ['2026-03-02', '2026-03-08']],
  ['from=2026-03-03&to=2026-03-07', []],
  ['from=0001-01-01&to=9999-12-31', ['2026-03-02', '2026-03-08', '2026-03-09']],
])('answers with the days of a range alone: %s', async (query, expected) => {
  for (const path of ['days', 'campaigns/free-them/days']) {
    const rows = await json(`${path}.json?${query}`);
    expect(rows.map(({ day }) => day)).toEqual(expected);
    expect(cellsOf(await csv(`${path}.csv?${query}`))).toHaveLength(expected.length + 1);
  }
  const last = (await json(`days.json?${query}`)).at(-1);
  if (expected.includes('2026-03-09')) expect(last?.total).toBe(340);
});

it('sets each country beside the number of its people, as the map does, and nothing beside all others', async () => {
  const [first, , other] = await json('campaigns/free-them/countries.json');
  expect(first).toEqual({ campaign: 'free-them', ...withPopulation({ country: 'AZ', signatures: 160 }) });
  expect(first?.perMillion).toBeGreaterThan(10);
  expect(other).toEqual({
    campaign: 'free-them',
    country: 'other',
    signatures: 110,
    population: null,
    perMillion: null,
  });
});

it('answers with one country alone', async () => {
  const of = async (country: string) =>
    (await json(`campaigns/free-them/countries.json?country=${country}`)).map(({ signatures }) => signatures);
  expect([await of('AZ'), await of('other'), await of('FR')]).toEqual([[160], [110], []]);
});

it.each([
  ['days.json?from=2026-02-30', ['from']],
  ['days.csv?from=yesterday&to=2026-1-1', ['from', 'to']],
  ['days.json?from=2026-03-02&to=2026-03-01', ['to']],
  ['days.json?from=', ['from']],
  ['days.json?from=%2B020000-01-01', ['from']],
  ['countries.json?country=az', ['country']],
  ['campaigns/free-them/days.json?to=2026-13-01', ['to']],
])('refuses %s, and says what is wrong', async (path, fields) => {
  const answer = await site.get(`${V1}/${path}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  const { errors = [] } = problemSchema.parse(await answer.json());
  expect(errors.map(({ field }) => field)).toEqual(fields);
  for (const { message } of errors) expect(message).toMatch(/^Ask for /);
});

it.each(['countries.csv?country=ZZ', 'campaigns/free-them/countries.csv?country=XX'])(
  'says of %s that there is no such country, and not how to write one',
  async (path) => {
    const answer = await site.get(`${V1}/${path}`);
    expect(answer.status).toBe(400);
    const { errors = [] } = problemSchema.parse(await answer.json());
    expect(errors).toEqual([
      { field: 'country', message: expect.stringMatching(/^There is no country with these letters/) },
    ]);
  },
);

it('answers for an unlisted campaign at its own address, and lists it nowhere', async () => {
  expect((await site.get(`${V1}/campaigns/by-address/days.csv`)).headers.get('x-robots-tag')).toBe('noindex');
  for (const name of tableNames) expect(await csv(`${name}.csv`)).not.toContain('by-address');
});

it('leaves no mark at the beginning of a file, which programs would read as part of a name', async () => {
  const bytes = new Uint8Array(await (await site.get(`${V1}/campaigns.csv`)).arrayBuffer());
  expect(new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes)).toMatch(/^slug,/);
});

it.each([
  [undefined, 'json'],
  ['*/*', 'json'],
  ['text/csv', 'csv'],
  ['text/*', 'csv'],
  ['application/json;q=0.5, text/csv', 'csv'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
  ['application/json;q=0, */*', 'csv'],
  ['TEXT/CSV ; q=1', 'csv'],
])('leads who accepts %j to %s', async (accept, format) => {
  const headers = accept === undefined ? {} : { accept };
  const answer = await site.get(`${V1}/days?from=2026-03-08`, headers as Record<string, string>);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${V1}/days.${format}?from=2026-03-08`]);
  expect([answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual(['no-store', 'Accept']);
});

it.each(['application/xml', 'text/html', 'application/json;q=0', 'application/vnd.ms-excel, image/*'])(
  'refuses who accepts only %s, and says what there is',
  async (accept) => {
    const answer = await site.get(`${V1}/campaigns/free-them/counts`, { accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([406, 'application/problem+json']);
    const { detail, errors } = problemSchema.parse(await answer.json());
    expect(detail).toMatch(/JSON.*CSV/);
    expect(errors?.[0]?.message).toMatch(/application\/json.*text\/csv/);
  },
);

it('says that it is up, of which version, and what all published totals add up to', async () => {
  const status = z.looseObject({ version: z.string() }).parse(await site.json(`${V1}/status.json`));
  expect(status).toEqual({
    ...{ status: 'up', version: status.version, campaigns: { listed: 2, open: 1 }, signatures: 340 },
    ...{ asOf: '2026-03-10T12:30:00.000Z', checkedAt: '2026-03-10T12:30:00.000Z' },
  });
  expect(status.version).toMatch(/^\d+\.\d+\.\d+/);
});

it('says that it is late once nothing has looked at the numbers for ten minutes', () => {
  const at = (minutes: number) =>
    statusOf({ entries: [], checkedAt: NOW - minutes * 60_000 }, { version: '1.0.0', now: NOW }).status;
  expect([at(0), at(10), at(11)]).toEqual(['up', 'up', 'late']);
});

it('does not say that it is up while it cannot read', async () => {
  const broken = await startSite({ overview: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) });
  expect((await broken.get(`${V1}/status.json`)).status).toBe(503);
});

/** Cells of CSV as RFC 4180 has them. */
function cellsOf(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  expect(cells.map(([whole]) => whole).join('')).toBe(text);
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

it('says of each campaign whether its numbers are careful or live', async () => {
  const other = await startSite();
  await other.put({ slug: 'careful' });
  await other.put({ slug: 'live', publish: 'live' });
  const rows = (await other.json(`${V1}/campaigns.json`)) as { slug: string; publish: string }[];
  expect(rows.map(({ slug, publish }) => [slug, publish])).toEqual([
    ['careful', 'careful'],
    ['live', 'live'],
  ]);
});

it('has the days in prison of each case, as exactly as its dates are known, like the chart beside it', async () => {
  const rows = await json('cases.json');
  const days = (name: string) => {
    const { daysAtLeast, daysAtMost } = rows.find((row) => row.name === name) ?? {};
    return [daysAtLeast, daysAtMost];
  };
  expect(days('Ada')).toEqual([1_826, 2_190]);
  expect(days('=HYPERLINK("https://evil.example")')).toEqual([4_666, 4_696]);
  const chart = cellsOf(await (await site.get('/campaigns/free-them/charts/prison.csv')).text()).slice(1);
  expect(chart.map(([name, , , least, most]) => [name?.replace(/^'/, ''), Number(least), Number(most)])).toEqual([
    ['=HYPERLINK("https://evil.example")', 4_666, 4_696],
    ['Ada', 1_826, 2_190],
  ]);
});

it('lets days of one campaign be asked for as those of all: a wrong limit, a cursor or a day twice is named', async () => {
  for (const [query, field] of [
    ['limit=abc', 'limit'],
    ['limit=101', 'limit'],
    ['cursor=zzz', 'cursor'],
    ['from=2026-03-01&from=2026-03-02', 'from'],
    ['to=2026-03-01&to=2026-03-01', 'to'],
  ])
    for (const path of ['days', 'campaigns/free-them/days', 'campaigns/free-them/countries'])
      for (const format of ['json', 'csv']) {
        const answer = await site.get(`${V1}/${path}.${format}?${query}`);
        expect([path, answer.status], query).toEqual([path, 400]);
        expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        expect(problemSchema.parse(await answer.json()).errors).toMatchObject([{ field }]);
      }
  expect(await json('campaigns/free-them/days.json?limit=5')).toEqual(await json('campaigns/free-them/days.json'));
});
