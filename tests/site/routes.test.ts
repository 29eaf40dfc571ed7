import { expect, it } from 'vitest';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { prisonerCase } from '../../functions/core/campaigns/case.ts';
import { isSignRoute, signPaths } from '../../functions/http/routes.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { publishedOf } from '../support/published.ts';
import { siteDepsOf } from '../support/site-deps.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');
const ELSEWHERE = { origin: 'https://elsewhere.example' };

const types = new Map([
  ['solve.js', 'text/javascript'],
  ['icon.svg', 'image/svg+xml'],
]);

/** The site with one campaign, without tables. */
function start() {
  const campaign = campaignOf();
  const file = (name: string) =>
    types.has(name) ? { body: new TextEncoder().encode('1'), type: types.get(name) ?? '' } : undefined;
  return createSiteApp(
    siteDepsOf({
      campaign: async (slug) => (slug === campaign.slug ? campaign : undefined),
      published: async () => publishedOf({ total: 40, asOf: NOW }),
      clock: () => NOW,
      names: async () => [],
      assets: { ...unbuiltAssets, file, openApi: '{"paths":{}}' },
    }),
  );
}

it.each([
  ['/', 'text/html; charset=UTF-8'],
  ['/dashboard', 'text/html; charset=UTF-8'],
  ['/cases', 'text/html; charset=UTF-8'],
  ['/feed.atom', 'application/atom+xml; charset=utf-8'],
  ['/campaigns/free-them', 'text/html; charset=UTF-8'],
  ['/campaigns/free-them/dashboard', 'text/html; charset=UTF-8'],
  ['/campaigns/free-them/counts.csv', 'text/csv; charset=utf-8'],
  ['/campaigns/free-them/badge.svg', 'image/svg+xml; charset=utf-8'],
  ['/campaigns/free-them/embed', 'text/html; charset=UTF-8'],
  ['/embed/campaigns/free-them', 'text/html; charset=UTF-8'],
  ['/api/campaigns', 'application/json'],
  ['/api/campaigns/free-them', 'application/json'],
  ['/api/campaigns/free-them/counts', 'application/json'],
  ['/docs', 'text/html; charset=UTF-8'],
  ['/openapi.json', 'application/json'],
  ['/robots.txt', 'text/plain; charset=UTF-8'],
  ['/sitemap.xml', 'application/xml'],
  ['/assets/solve.js', 'text/javascript'],
  ['/favicon.ico', 'image/svg+xml'],
  ['/healthz', 'text/plain; charset=UTF-8'],
])('answers %s as %s', async (path, type) => {
  const answer = await start().request(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  expect(await answer.text()).not.toBe('');
});

it.each([
  ['/campaigns/free-them/', '/campaigns/free-them'],
  ['/campaigns/free-them/dashboard/', '/campaigns/free-them/dashboard'],
  ['/campaigns/free-them/embed/?show=form', '/campaigns/free-them/embed?show=form'],
  ['/campaigns/free-them/?source=leaflet', '/campaigns/free-them?source=leaflet'],
])('leads from %s to %s', async (path, to) => {
  const answer = await start().request(path);
  expect([answer.status, answer.headers.get('location')]).toEqual([301, to]);
});

it.each([
  '/api/campaigns',
  '/api/campaigns/free-them/counts',
  '/openapi.json',
  '/campaigns/free-them/counts.csv',
  '/feed.atom',
])('lets scripts of every site read %s and its ETag, also where it has not changed', async (path) => {
  const app = start();
  const { headers } = await app.request(path, { headers: ELSEWHERE });
  const allowed = (of: Headers) => of.get('access-control-allow-origin');
  expect([allowed(headers), headers.get('access-control-expose-headers')]).toEqual(['*', 'ETag,Link']);
  const same = await app.request(path, { headers: { ...ELSEWHERE, 'if-none-match': headers.get('etag') ?? '' } });
  expect([same.status, allowed(same.headers), same.headers.get('cache-control')]).toEqual([
    ...[304, '*', headers.get('cache-control')],
  ]);
});

it('says to a browser which methods and headers scripts of other sites may use', async () => {
  const asked = await start().request('/api/campaigns', {
    method: 'OPTIONS',
    headers: { ...ELSEWHERE, 'access-control-request-method': 'GET' },
  });
  expect(asked.headers.get('access-control-allow-methods')).toBe('GET,HEAD');
  expect(asked.headers.get('access-control-allow-headers')).toBe('If-None-Match');
});

it('lets scripts of other sites read no page', async () => {
  for (const path of ['/', '/campaigns/free-them', '/docs']) {
    const { headers } = await start().request(path, { headers: ELSEWHERE });
    expect(headers.get('access-control-allow-origin'), path).toBeNull();
  }
});

it('finds each route by one regular expression', async () => {
  const app = start();
  await app.request('/');
  // Two routes such as `/a/:b` and `/a/c/:d` would make it try them one by one.
  expect(app.router.name).toBe('SmartRouter + RegExpRouter');
});

/** As CloudFront reads a path of sign: `*` stands for any text, slashes as well. */
const edgePatterns = signPaths.map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '.*')}$`));

it('has no page at an address that leads to sign, however a campaign or a case is called', () => {
  const isSlug = (slug: string) =>
    campaignFile.safeParse({ ...smallFile, slug }).success ||
    prisonerCase.safeParse({ name: 'Ali', status: 'detained', id: slug }).success;
  // The end of each path of sign, where a slug may be.
  const words = new Set(signPaths.flatMap((path) => path.split('/').filter((part) => /^[a-z-]{3,}$/.test(part))));
  const slugs = [...words, 'free-them'].filter(isSlug);
  expect(slugs).toContain('sent');
  const pages = start()
    .routes.filter(({ method, path }) => method === 'GET' && !path.includes('*'))
    .flatMap(({ path }) => slugs.map((slug) => path.replace(':file', 'a.svg').replace(/:\w+/g, slug)));
  for (const page of pages.flatMap((path) => [path, `/az${path}`])) {
    expect(isSignRoute(page), page).toBe(false);
    if (!page.startsWith('/api/'))
      expect(
        edgePatterns.some((pattern) => pattern.test(page)),
        page,
      ).toBe(false);
  }
});

it('says that a campaign or a case cannot have the address of another page', () => {
  for (const slug of ['confirm', 'withdraw']) {
    const parsed = campaignFile.safeParse({ ...smallFile, slug });
    expect(parsed.error?.issues[0]?.message).toBe('is the address of a page of Amparo: choose another one');
  }
});
