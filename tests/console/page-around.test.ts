import { expect, it } from 'vitest';
import { startConsole } from '../support/console.ts';
import { organiserBrowser } from '../support/organiser-browser.ts';

it('names, on a page that answers a form, the nearest page that a browser can ask for', async () => {
  const site = await startConsole();
  const ana = await organiserBrowser(site, 'admin');
  const bob = await site.account({});
  const pageOf = async (path: string) => / data-page="([^"]*)"/.exec((await ana.send(path, {})).html)?.[1];
  expect(await pageOf(`/organise/people/${bob}/roles`)).toBe(`/organise/people/${bob}`);
  expect(await pageOf('/organise/people/invite?campaign=free-them')).toBe('/organise/people/invite?campaign=free-them');
});
