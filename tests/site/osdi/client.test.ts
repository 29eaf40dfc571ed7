import { serve } from '@hono/node-server';
import osdi from 'osdi-client';
import { afterAll, expect, it } from 'vitest';
import { createSiteApp } from '../../../functions/site/app.ts';
import { siteReads } from '../../../functions/site/deps.ts';
import { unbuiltAssets } from '../../support/assets.ts';
import { startSite } from '../../support/site.ts';
import { siteDepsOf } from '../../support/site-deps.ts';

const site = await startSite();
for (let i = 0; i < 30; i++) await site.put({ slug: `free-${i}`, title: `Free number ${i}` });
await site.publish('free-7', { total: 340 });
await site.put({ slug: 'by-address', visibility: 'unlisted' });

// On a port: the client asks by the addresses that the answers have.
const tables = { campaigns: site.campaigns, counts: site.counts };
const server = serve({ fetch: (request) => app.fetch(request), port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
await new Promise((resolve) => server.once('listening', resolve));
const address = server.address();
const publicUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
const clock = () => site.time.now;
const app = createSiteApp(siteDepsOf({ ...siteReads(tables, clock), clock, publicUrl, assets: unbuiltAssets }));

const get = async (path: string) => JSON.parse(await (await app.request(path)).text());
// The client refuses an entry point without TLS. Given its answer, it asks as usual.
const client = await osdi.client(await get('/api/osdi'));

it('lets a client of OSDI find its way from the entry point to every petition', async () => {
  const titles: string[] = [];
  let answer = await client.getPetitions();
  for (;;) {
    expect(answer.headers['content-type']).toBe('application/hal+json');
    const page = client.parse(answer);
    titles.push(...page.petitions.map(({ data }) => data.title));
    if (!page.nextPage) break;
    answer = await page.nextPage();
  }
  expect(new Set(titles).size).toBe(30);
  expect(titles).toHaveLength(30);
});

it('tells a client the published total of a petition, and names it', async () => {
  const { petitions } = client.parse(await client.getPetitions().query({ per_page: 100 }));
  const petition = petitions.find(({ data }) => data.browserUrl.endsWith('/free-7'));
  expect(petition?.data).toMatchObject({ title: 'Free number 7', totalSignatures: 340 });
  expect(Object.values(petition?.data.identifiers ?? {})).toEqual(['amparo:free-7']);
});

it('says who it is, and how many petitions a page may have', () => {
  expect(client).toMatchObject({
    ...{ productName: 'Amparo', vendorName: 'Amparo', osdiVersion: '1.2.0', maxPagesize: 100, namespace: 'amparo' },
  });
  expect(client.motd).toMatch(/personal data/);
});

it('pages as OSDI says: with totals, and with links forth and back', async () => {
  const page = await get('/api/osdi/petitions?page=2&per_page=10');
  expect(page).toMatchObject({ total_pages: 3, per_page: 10, page: 2, total_records: 30 });
  const { next, previous, prev, self } = page._links;
  expect([next, previous, prev, self].map(({ href }) => new URL(href).search)).toEqual([
    ...['?page=3&per_page=10', '?page=1&per_page=10', '?page=1&per_page=10', '?page=2&per_page=10'],
  ]);
  expect(page._links['osdi:petitions']).toHaveLength(10);
  const last = await get('/api/osdi/petitions?page=3&per_page=10');
  expect(last._links).not.toHaveProperty('next');
  const after = await get('/api/osdi/petitions?page=999999999');
  expect([after._embedded['osdi:petitions'], after._links.previous]).toEqual([
    [],
    { href: `${publicUrl}/api/osdi/petitions?page=2&per_page=25` },
  ]);
});

it.each(['page=0', 'page=-1', 'page=x', 'page=1.5', 'page=1e3', 'per_page=101', 'per_page=0', 'per_page='])(
  'refuses %s',
  async (query) => {
    const answer = await app.request(`/api/osdi/petitions?${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(await answer.text()).errors[0].field).toBe(query.split('=')[0]);
  },
);

it('has no link to a person, a signature or a resource that there is not', async () => {
  const links = (body: object) => Object.keys((body as { _links: object })._links).sort();
  expect(links(await get('/api/osdi'))).toEqual(['curies', 'docs', 'osdi:petitions', 'self']);
  expect(links(await get('/api/osdi/petitions/free-7'))).toEqual([
    ...['curies', 'osdi:record_signature_helper', 'self'],
  ]);
  const whole = JSON.stringify(await get('/api/osdi/petitions?per_page=100'));
  expect(whole).not.toMatch(/osdi:(signatures|people|creator|person)|by-address/);
});

it('names a target alone, without what is said about it', async () => {
  const own = await startSite();
  await own.put({ slug: 'targeted', targets: [{ name: 'The government', role: 'It can release them' }] });
  expect(await own.json('/api/osdi/petitions/targeted')).toMatchObject({ target: [{ name: 'The government' }] });
});
