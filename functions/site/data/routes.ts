import type { Context, Hono } from 'hono';
import type { SiteDeps } from '../deps.ts';
import { findCampaign } from '../find.ts';
import { type Kept, midnight, type Shown, shownDays } from '../kept.ts';
import { countsCsv, countsData } from '../open-data.ts';
import { type AskedOfData, askedOfData, countryOf, rangeOf, refuse, wholeNumber } from './asked.ts';
import { licence } from './licence.ts';
import { type Format, toPreferred } from './negotiate.ts';
import { dataPackage } from './package.ts';
import { DOWNLOAD, type ListedPage, readPage, TABLE } from './read.ts';
import { type About, campaignRow, caseRows, countryRows, dayRows, type Listed, tableCsv } from './rows.ts';
import { statusOf } from './status.ts';
import { type AnyRow, type Row, type TableName, tableNames } from './tables.ts';
import { zipOf } from './zip.ts';

const V1 = '/data/v1';
const CSV = 'text/csv; charset=utf-8';
const MINUTES = { 'cache-control': 'public, max-age=300' };
const SECONDS = { 'cache-control': 'public, max-age=0, s-maxage=10' };

/** The open data: tables of all campaigns, of one campaign, and all tables as a Data Package. */
export function openDataRoutes(app: Hono, deps: SiteDeps, kept: Kept): void {
  const about = async (): Promise<About> => ({
    publicUrl: deps.publicUrl,
    group: (await deps.group())?.name,
    now: deps.clock(),
  });
  /** @param of the name of a table, or the download of all. Undefined for several tables. */
  const keptPage = (listed: readonly Listed[], of?: TableName | 'download') => {
    const shown = listed.map(({ entry, published }): Shown => ({ campaign: entry, published }));
    const ofDay = of === 'cases' ? [...shown, midnight] : shown;
    return kept(of === 'download' ? of : 'data', of === 'days' ? shown.map(shownDays) : ofDay);
  };

  const described = async ({ listed }: ListedPage, pathOf: (table: TableName) => string) =>
    dataPackage({ publicUrl: deps.publicUrl, group: (await deps.group())?.name, listed, pathOf });

  // People type these. Neither repeats what they ask for, so that one answer is for all.
  app.on('GET', ['/data', '/data/'], (c) => c.body(null, 302, { ...MINUTES, location: '/docs/open-data' }));
  app.on('GET', [V1, `${V1}/`], (c) => c.body(null, 302, { ...MINUTES, location: `${V1}/datapackage.json` }));
  for (const name of tableNames) {
    app.get(`${V1}/${name}`, toPreferred);
    for (const format of ['json', 'csv'] as const) {
      const path = `${V1}/${name}.${format}`;
      app.get(path, async (c) => {
        const asked = askedIn(c);
        // Before campaigns are read: a wrong question costs next to nothing.
        const rows = rowsOf(name, asked, await about());
        const page = await readPage(deps, asked, TABLE);
        const headers = { ...keptPage(page.listed, name), ...links(path, asked, page.next) };
        return answer(c, format, name, page.listed.flatMap(rows), headers);
      });
    }
  }

  app.get(`${V1}/campaigns/:slug/counts`, toPreferred);
  app.get(`${V1}/campaigns/:slug/counts.json`, async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return c.json(countsData(found, deps.clock()), 200, { ...kept('counts', [found]), ...links() });
  });
  app.get(`${V1}/campaigns/:slug/counts.csv`, async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    const headers = { ...kept('counts', [found]), ...links(), 'content-type': CSV };
    return c.body(countsCsv(countsData(found, deps.clock())), 200, headers);
  });
  for (const name of ['days', 'countries'] as const) {
    app.get(`${V1}/campaigns/:slug/${name}`, toPreferred);
    for (const format of ['json', 'csv'] as const) {
      app.get(`${V1}/campaigns/:slug/${name}.${format}`, async (c) => {
        const asked = askedIn(c);
        const [range, country] = [rangeOf(asked), countryOf(asked)];
        wholeNumber(asked, 'limit', { most: TABLE.campaigns, usual: TABLE.campaigns });
        // All of it is one page, so that no cursor leads here.
        if (asked.cursor !== undefined) refuse({ field: 'cursor', fault: 'malformed' });
        const found = await findCampaign(deps, c.req.param('slug') ?? '');
        const { campaign, published } = found;
        const rows =
          name === 'days' ? dayRows(campaign.slug, published, range) : countryRows(campaign.slug, published, country);
        return answer(c, format, name, rows, { ...kept('counts', [found]), ...links() });
      });
    }
  }

  app.get(`${V1}/datapackage.json`, async (c) => {
    const asked = askedIn(c);
    const page = await readPage(deps, { cursor: asked.cursor }, TABLE);
    const query = asked.cursor === undefined ? '' : `?${new URLSearchParams({ cursor: asked.cursor })}`;
    const descriptor = await described(page, (name) => `${name}.csv${query}`);
    return c.json(descriptor, 200, {
      ...keptPage(page.listed),
      ...links(`${V1}/datapackage.json`, { cursor: asked.cursor }, page.next),
    });
  });
  app.get(`${V1}/amparo.zip`, async (c) => {
    const { cursor } = askedIn(c);
    const page = await readPage(deps, { cursor }, DOWNLOAD);
    const descriptor = await described(page, (name) => `${name}.csv`);
    const shared = await about();
    const files = tableNames.map((name) => ({
      name: `${name}.csv`,
      content: tableCsv(name, page.listed.flatMap(rowsOf(name, {}, shared))),
    }));
    const zip = zipOf([{ name: 'datapackage.json', content: `${JSON.stringify(descriptor, null, 2)}\n` }, ...files]);
    return c.body(zip, 200, {
      ...keptPage(page.listed, 'download'),
      ...links(`${V1}/amparo.zip`, { cursor }, page.next),
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="amparo.zip"',
    });
  });
  app.get(`${V1}/status.json`, async (c) =>
    c.json(statusOf(await deps.overview(), { version: deps.assets.version, now: deps.clock() }), 200, {
      ...SECONDS,
      ...links(),
    }),
  );
}

/** How a table is made from each campaign. @throws {Problem} `invalid-query`. */
function rowsOf(name: TableName, asked: AskedOfData, about: About): (listed: Listed) => readonly AnyRow[] {
  const [range, country] = [rangeOf(asked), countryOf(asked)];
  const by = {
    campaigns: (listed) => [campaignRow(listed, about)],
    cases: ({ entry }) => caseRows(entry, about),
    days: ({ entry, published }) => dayRows(entry.slug, published, range),
    countries: ({ entry, published }) => countryRows(entry.slug, published, country),
  } satisfies { [Name in TableName]: (listed: Listed) => readonly Row<Name>[] };
  return by[name];
}

function answer(
  c: Context,
  format: Format,
  name: TableName,
  rows: readonly AnyRow[],
  headers: Record<string, string>,
): Response {
  if (format === 'json') return c.json(rows, 200, headers);
  return c.body(tableCsv(name, rows), 200, { ...headers, 'content-type': CSV });
}

/**
 * What the address asks for. Other parameters, such as those that count clicks, change nothing.
 * @throws {Problem} `invalid-query` if it asks twice for one thing: nobody knows which one is meant.
 */
export function askedIn(c: Context): AskedOfData {
  const asked: Partial<Record<keyof AskedOfData, string>> = {};
  for (const name of askedOfData) {
    const [value, ...more] = c.req.queries(name) ?? [];
    if (more.length > 0) refuse({ field: name, fault: 'malformed' });
    if (value !== undefined) asked[name] = value;
  }
  return asked;
}

/** Where the next page is, if there is one, and the licence. https://www.rfc-editor.org/rfc/rfc8288 */
export function links(path = '', asked: AskedOfData = {}, next?: string): { link: string } {
  const { cursor: _, ...same } = asked;
  const of =
    next === undefined
      ? []
      : [`<${path}?${new URLSearchParams({ ...(same as Record<string, string>), cursor: next })}>; rel="next"`];
  return { link: [...of, `<${licence.path}>; rel="license"`].join(', ') };
}
