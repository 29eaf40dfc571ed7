import { expect, it } from 'vitest';
import { rows } from '../../functions/console/routes.ts';
import { startConsole } from '../support/console.ts';

const { app } = await startConsole();
const leads = async (address: string, method = 'GET') => {
  const { status, headers } = await app.request(address, { method });
  return [status, headers.get('location'), headers.get('cache-control')];
};

it("leads from each page's address with a slash at its end to the page", async () => {
  const pages = rows.filter(({ method, path }) => method === 'GET' && path.startsWith('/organise'));
  expect(pages.length).toBeGreaterThan(30);
  for (const { path } of pages) {
    const page = path.replace(/:\w+/g, 'free-them');
    for (const method of ['GET', 'HEAD'])
      expect(await leads(`${page}/?lang=en`, method)).toEqual([301, `${page}?lang=en`, 'no-store']);
  }
  expect(await leads('/organise/people///')).toEqual([301, '/organise/people', 'no-store']);
});

it('leads from the address that pages of campaigns begin with to their list', async () => {
  for (const address of ['/organise/campaigns', '/organise/campaigns/'])
    expect(await leads(`${address}?state=open`)).toEqual([301, '/organise?state=open', 'no-store']);
});

it('leads to no other site, from no call, and sends no form elsewhere', async () => {
  for (const address of [
    ...[
      '//evil.example/organise/',
      'https://amparo.example//evil.example/',
      '/organise/people/%2f',
      '/organise/x/y/z/',
    ],
    ...['/organise/\\evil.example/', '/organise//evil.example/', '/api/organise/campaigns/'],
  ])
    expect((await leads(address))[1], address).toBeNull();
  expect(await leads('/organise/people/', 'POST')).toEqual([404, null, 'no-store']);
});
