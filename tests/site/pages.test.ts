import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { image, signed, tombstone } from '../support/signed.ts';
import { NOW, PUBLIC_URL, startSite } from '../support/site.ts';

const site = await startSite();
const HOUR = 3_600_000;
const at = (moment: number) => new Date(moment).toISOString();
const later = () => {
  site.time.now += 3_000;
};
const textOf = async (path: string) => (await site.page(path)).text();

const hostile = '"><script>alert(1)</script>&amp;<img src=x onerror=alert(2)>';

it('shows every page complete, with what browsers and shared caches may keep', async () => {
  await site.put({ slug: 'shown', title: 'Free the fourteen' });
  for (const path of ['/', '/campaigns/shown', '/campaigns/shown/dashboard', '/docs']) {
    const answer = await site.page(path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=UTF-8']);
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=/);
    const text = await answer.text();
    expect(text).toMatch(/^<!doctype html><html lang="en" dir="ltr">.*<\/html>$/s);
    expect(text).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}"`);
    expect(text).not.toMatch(/ style="|<style| on\w+="|<script(?! type="module" src="\/assets\/)/);
    expect(
      [...text.matchAll(/(?:src|href)="(https?:[^"]*)"/g)].map(([, url]) => url?.startsWith(PUBLIC_URL)),
    ).not.toContain(false);
  }
});

it('answers 304 to a page that has not changed', async () => {
  await site.put({ slug: 'unchanged' });
  const etag = (await site.page('/campaigns/unchanged')).headers.get('etag') ?? '';
  expect((await site.get('/campaigns/unchanged', { 'if-none-match': etag })).status).toBe(304);
});

it('leads from an address with a slash at its end to the page', async () => {
  const { status, headers } = await site.get('/campaigns/unchanged/?source=leaflet');
  expect(status).toBe(301);
  expect(headers.get('location')).toBe('/campaigns/unchanged?source=leaflet');
});

it('helps a person who comes to an unknown campaign', async () => {
  for (const path of ['/campaigns/unknown', '/campaigns/unknown/dashboard', '/nowhere']) {
    const answer = await site.page(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('<a href="/">');
  }
});

it('shows nothing that an organiser or a signer wrote as markup', async () => {
  await site.put({
    slug: 'hostile',
    title: hostile,
    demand: hostile,
    summary: hostile,
    why: `${hostile}\n\n${hostile}`,
    notice: hostile,
    showNames: true,
    targets: [{ name: hostile, role: hostile }],
    cases: [{ name: hostile, status: 'detained', story: hostile }],
    updates: [{ at: '2026-02-01T00:00:00Z', title: hostile, text: hostile }],
  });
  await site.tally([signed('hostile', 1, { publicName: hostile.slice(0, 100), publicReason: hostile })]);
  later();
  for (const path of [
    '/',
    '/campaigns/hostile',
    '/campaigns/hostile/dashboard',
    `/campaigns/hostile?source=${encodeURIComponent(hostile)}`,
  ]) {
    const text = await textOf(path);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script>|<img src=x/);
  }
});

it('shows the names that signers chose to show, newest first, until they withdraw', async () => {
  await site.put({ slug: 'named', showNames: true });
  const leyla = image('named', 1, { publicName: 'Leyla', publicReason: 'For my teacher.' });
  await site.tally([
    { sequence: '1', after: leyla },
    signed('named', 2, { publicName: 'Aysel', confirmedAt: at(NOW) }),
  ]);
  later();
  const before = await textOf('/campaigns/named');
  expect(before).toMatch(/Aysel.*Leyla.*For my teacher\./s);
  await site.tally([{ sequence: '3', before: leyla, after: tombstone(leyla) }]);
  later();
  const after = await textOf('/campaigns/named');
  expect(after).toContain('Aysel');
  expect(after).not.toMatch(/Leyla|my teacher/);
});

it('shows no names on a campaign that does not show names', async () => {
  await site.put({ slug: 'nameless', showNames: false });
  await site.tally([signed('nameless', 1, { publicName: 'Leyla' })]);
  later();
  expect(await textOf('/campaigns/nameless')).not.toContain('Leyla');
});

it('draws the counts with a table behind each picture', async () => {
  await site.put({ slug: 'drawn', goal: 100 });
  await site.tally([
    ...Array.from({ length: 30 }, (_, i) => signed('drawn', i + 1, { country: 'DE', confirmedAt: at(NOW - i * HOUR) })),
    ...Array.from({ length: 20 }, (_, i) => signed('drawn', i + 31, { confirmedAt: at(NOW - 24 * i * HOUR) })),
  ]);
  later();
  const text = await textOf('/campaigns/drawn/dashboard');
  expect(text.match(/<svg [^>]*role="img" aria-label="[^"]+"/g)?.length).toBe(3);
  expect(text.match(/<details><summary>/g)?.length).toBe(3);
  expect(text).toMatch(/<th scope="row">Germany<\/th><td>30<\/td>/);
  expect(text).toMatch(/<th scope="row">Azerbaijan<\/th><td>20<\/td>/);
  expect(text).toContain('Signatures from 2 countries that are named. The most: Germany, with 30.');
});

it('says in words that nobody has signed yet', async () => {
  await site.put({ slug: 'empty' });
  await site.put({ slug: 'empty-upcoming', opensAt: '2027-01-01T00:00:00Z' });
  expect(await textOf('/campaigns/empty/dashboard')).toContain('Nobody has signed yet.');
  const upcoming = await textOf('/campaigns/empty-upcoming/dashboard');
  expect(upcoming).toContain('has not begun');
  expect(upcoming).not.toContain('<figure');
});

it('keeps a dashboard of 249 countries and three years of hours within 14 kB, with its styles', async () => {
  const hours = Array.from(
    { length: 3 * 365 * 24 },
    (_, i) => [at(NOW - i * HOUR).slice(0, 13), 1 + ((i * i) % 97)] as const,
  );
  const large = await startSite({
    counts: async () => ({
      total: hours.reduce((sum, [, n]) => sum + n, 0),
      byCountry: new Map(countries.map((country, i) => [country, 5 + ((i * i) % 4_999)])),
      byHour: new Map(hours),
      bySource: new Map(),
      changedAt: at(NOW),
    }),
  });
  await large.put({ slug: 'large', goal: 1_000_000 });
  const page = await (await large.page('/campaigns/large/dashboard')).bytes();
  const styles = large.assets.file(large.assets.href('styles.css').slice('/assets/'.length))?.body ?? new Uint8Array();
  expect(gzipSync(page).length + gzipSync(styles).length).toBeLessThanOrEqual(14_000);
});

it('serves hashed files for a year, and 404 for unknown files', async () => {
  for (const name of ['styles.css', 'page.js', 'icon.svg', 'share.png'] as const) {
    const answer = await site.get(site.assets.href(name));
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/css|javascript|svg|png/);
  }
  for (const path of ['/assets/nothing.css', '/assets/manifest.json', '/assets/..%2Fmanifest.json']) {
    expect((await site.get(path)).status).toBe(404);
  }
});

it('is up, and lists public and personal pages for crawlers', async () => {
  const crawled = await startSite({ publicUrl: 'https://amparo.example/a&b' });
  await crawled.put({ slug: 'one' });
  await crawled.put({ slug: 'two' });
  const bodyOf = async (path: string) => (await crawled.get(path)).text();
  expect(await bodyOf('/healthz')).toBe('ok');
  expect(await bodyOf('/robots.txt')).toBe(`User-agent: *
Disallow: /confirm
Disallow: /withdraw

Sitemap: https://amparo.example/a&b/sitemap.xml
`);
  expect(await bodyOf('/sitemap.xml')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://amparo.example/a&amp;b/</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/one</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/one/dashboard</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/two</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/two/dashboard</loc></url>
<url><loc>https://amparo.example/a&amp;b/docs</loc></url>
</urlset>
`);
});

it('describes every call of the OpenAPI document for people', async () => {
  const { paths } = (await site.json('/openapi.json')) as { paths: Record<string, object> };
  const text = await textOf('/docs');
  expect(Object.keys(paths).length).toBeGreaterThanOrEqual(6);
  for (const path of Object.keys(paths)) expect(text).toContain(`</strong> ${path}</code>`);
  // Only the example, which is JavaScript, has backticks.
  expect(text).toContain('<code>{challenge, solution}</code>');
  expect(text.replace(/<pre.*<\/pre>/s, '')).not.toContain('`');
});
