import { expect, it } from 'vitest';
import { fromNetworks, networksIn } from '../../functions/console/networks.ts';
import { EDGE_HEADER } from '../../functions/http/edge.ts';
import { startConsole } from '../support/console.ts';

const EDGE = 'e'.repeat(64);
const CLOUDFRONT = '64.252.64.1';
const allowed = networksIn('203.0.113.0/24, 2001:db8:12::/48,198.51.100.7');
let reads = 0;
const site = await startConsole({ networks: fromNetworks(allowed, async () => [EDGE]) });
const openTables = site.deps.organisers.client.send.bind(site.deps.organisers.client);
site.deps.organisers.client.send = ((...given: Parameters<typeof openTables>) => {
  reads++;
  return openTables(...given);
}) as typeof openTables;

/** A request that the HTTP API got from an address. */
const from = (sourceIp: string | undefined, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  Promise.resolve(
    site.app.request(path, { method, headers: { accept: 'text/html', ...headers } }, {
      requestContext: { http: { sourceIp } },
    } as never),
  );
const through = (client: string, path: string, headers: Record<string, string> = {}) =>
  from(CLOUDFRONT, path, { ...headers, [EDGE_HEADER]: EDGE, 'x-forwarded-for': client });

it('lets organisers in from these networks alone, by the address that the edge has seen', async () => {
  const admin = await site.token('admin');
  const api = '/api/organise/campaigns';
  for (const address of ['203.0.113.9', '2001:db8:12:1::1', '198.51.100.7', '::ffff:203.0.113.9']) {
    expect((await through(address, api, admin)).status, address).toBe(200);
    expect((await from(address, api, admin)).status, address).toBe(200);
  }
  for (const address of ['203.0.114.9', '2001:db8:13::1', '198.51.100.8', 'unknown', ''])
    expect((await through(address, api, admin)).status, address).toBe(403);
});

it('believes no address that a caller has made up', async () => {
  const admin = await site.token('admin');
  const api = '/api/organise/campaigns';
  const forged = { ...admin, 'x-forwarded-for': '203.0.113.9' };
  expect((await from('192.0.2.1', api, forged)).status).toBe(403);
  expect((await from('192.0.2.1', api, { ...forged, [EDGE_HEADER]: 'x'.repeat(64) })).status).toBe(403);
  // The edge adds the true one at the end.
  expect((await through('203.0.113.9, 192.0.2.1', api, admin)).status).toBe(403);
  expect((await from(undefined, api, forged)).status).toBe(403);
});

it('refuses all others alike, also for what is not there, before any table is read, and logs nothing', async () => {
  const session = await site.session('admin');
  reads = 0;
  const pages: string[] = [];
  for (const path of [
    '/organise',
    '/organise/sign-in',
    '/organise/people',
    '/organise/nothing',
    '/organise/campaigns/x',
  ])
    for (const headers of [{}, session]) {
      const answer = await through('192.0.2.1', path, headers);
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 403, 'no-store']);
      pages.push((await answer.text()).replaceAll(path, ''));
    }
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain('<h1>This is not open from here</h1>');
  expect(pages[0]).not.toMatch(/192\.0\.2|203\.0\.113|organise|sign in/i);
  const problem = await through('192.0.2.1', '/api/organise/campaigns', { accept: 'application/json' });
  expect([problem.status, await problem.json()]).toMatchObject([403, { type: 'urn:amparo:problem:other-network' }]);
  expect((await from('192.0.2.1', '/organise/sign-out', { 'sec-fetch-site': 'same-origin' }, 'POST')).status).toBe(403);
  expect([reads, site.logged]).toEqual([0, []]);
});

it.each(['', 'all', '203.0.113.0/33', '203.0.113.0/0', '203.0.113', '2001:db8::/129', '203.0.113.0/24,', '1.2.3.4/x'])(
  'does not start with %j as networks',
  (text) => expect(() => networksIn(text)).toThrow(/must be networks/),
);
