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
