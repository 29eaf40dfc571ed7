import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { buildTestAssets } from '../support/assets.ts';
import { startConsole } from '../support/console.ts';
import { consolePages } from '../support/console-pages.ts';

/** Bytes of a page with all that is in it, gzipped. */
const MOST_BYTES = 30_000;

const { assets, remove } = await buildTestAssets();
afterAll(remove);
const { slug, addresses, see } = await consolePages(await startConsole({ assets }));

it.each(addresses)('sends no more than a slow network carries, also of a large campaign: %s', async (address) => {
  const { status, html } = await see(address);
  // A step that the campaign cannot take now is refused by a page. No provider is there to sign in with.
  const isUsual = status === 200 || (status === 409 && address.includes(slug)) || /sign-?(in|ed-in)/.test(address);
  expect([status, isUsual]).toEqual([status, true]);
  expect(gzipSync(html).length).toBeLessThanOrEqual(MOST_BYTES);
});

it.each([`/organise/campaigns/${slug}/versions/1`, `/organise/campaigns/${slug}/versions/1/undo`])(
  'shows each change of a large campaign on one of the pages of %s',
  async (address) => {
    const shown: string[] = [];
    let next: string | undefined = address;
    for (let page = 1; next !== undefined && page < 20; page++) {
      const { status, html } = await see(next);
      expect([status, gzipSync(html).length <= MOST_BYTES]).toEqual([200, true]);
      shown.push(
        ...[...html.matchAll(/<section class="change"><h2 dir="auto">(.*?)<\/h2>/g)].map(([, name = '']) => name),
      );
      next = /<a href="([^"]*)">The next changes<\/a>/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(shown).size).toBe(shown.length);
    for (const name of ['Why', 'Letter', 'In Azerbaijani › Why']) expect(shown).toContain(name);
    expect(shown.filter((name) => name.endsWith('› Story'))).toHaveLength(30);
  },
);
