import { expect, it } from 'vitest';
import { createSiteApp } from '../../functions/site/app.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'az']);
const app = createSiteApp(siteDepsOf({ assets: unbuiltAssets }));

it('leads from an address with too many slashes to the one that a page has', async () => {
  for (const path of ['/az//campaigns/free-them?source=x', '/az///campaigns/free-them?source=x']) {
    const { status, headers } = await app.request(path);
    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([
      302,
      '/az/campaigns/free-them?source=x',
      'no-store',
    ]);
  }
});

it('leads from a dashboard to the list in the same language', async () => {
  const { status, headers } = await app.request('/az/dashboard?country=AZ');
  expect([status, headers.get('location')]).toEqual([302, '/az?country=AZ']);
});

/** What answers programs, leads elsewhere, or is no page that anybody shares. */
const NO_PAGES = /^\/($|\*|api\/|data|preview\/|oembed$|healthz$|assets\/|embed\/scripts\/|.*\.[a-z]+$|.*\/:file$)/;

it("leads from each page's address with a slash at its end to the page", async () => {
  const pages = app.routes.filter(
    ({ method, path }) => method === 'GET' && !NO_PAGES.test(path) && !path.endsWith('/'),
  );
  const addresses = [...new Set(pages.map(({ path }) => path.replace(/:\w+/, 'free-them')))];
  expect(addresses.length).toBeGreaterThan(10);
  // The first page of organisers with a slash comes here, not to the console.
  for (const address of [...addresses, '/organise']) {
    const { status, headers } = await app.request(`${address}/?source=x`);
    expect([status, headers.get('location')], address).toEqual([301, `${address}?source=x`]);
  }
});
