import { expect, it } from 'vitest';
import { asked } from '../../functions/site/views.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
await site.put({ slug: 'kept', sources: ['leaflet'], cases: [{ id: 'ada', name: 'Ada', status: 'detained' }] });
await site.publish('kept', { total: 60, byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 30 } });

/** The paths of all that CloudFront may keep. */
const kept = [
  '/',
  '/?status=open&country=AZ&sort=newest',
  '/dashboard',
  '/cases',
  '/cases?status=detained&sort=latest',
  '/cases/ada',
  '/feed.atom',
  '/campaigns/kept',
  '/campaigns/kept/dashboard',
  '/campaigns/kept/wall',
  '/campaigns/kept/charts/growth.svg',
  '/campaigns/kept/charts/days.csv',
  '/campaigns/kept/counts.csv',
  '/campaigns/kept/badge.svg',
  '/campaigns/kept/embed',
  '/embed/campaigns/kept',
  '/embed/amparo.js',
  '/api/campaigns',
  '/api/campaigns/kept',
  '/api/campaigns/kept/counts',
  '/docs',
  '/openapi.json',
  '/robots.txt',
  '/sitemap.xml',
  site.assets.href('solve.js'),
  '/favicon.ico',
];

const browsers: Record<string, string>[] = [
  { accept: 'application/json', 'accept-language': 'az,ru;q=0.5' },
  { accept: '*/*', 'user-agent': 'curl/8', origin: 'https://elsewhere.example', referer: 'https://elsewhere.example/' },
  { cookie: 'a=b', dnt: '1', 'x-forwarded-for': '192.0.2.9', 'x-forwarded-host': 'elsewhere.example', via: '1.1 x' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'save-data': 'on', 'accept-encoding': 'br' },
];
const clicks = ['fbclid=IwAR0', 'utm_source=mail&utm_medium=x', 'page=0&slug=other&language=az'];

const wholeOf = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await site.get(path, headers);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
};

it.each(kept)('answers %s to everybody alike, so that caches may keep one answer for all', async (path) => {
  const one = await wholeOf(path, { accept: 'text/html', 'accept-language': 'en' });
  expect(one.status).toBe(200);
  expect(one.headers['cache-control']).toMatch(/^public, /);
  expect(one.headers).not.toHaveProperty('vary');
  for (const headers of browsers) expect(await wholeOf(path, headers), JSON.stringify(headers)).toEqual(one);
  for (const click of clicks)
    expect(await wholeOf(`${path}${path.includes('?') ? '&' : '?'}${click}`), click).toEqual(one);
});

it('answers differently for parameters that caches distinguish', async () => {
  expect(asked).toEqual(['lang', 'source', 'q', 'status', 'country', 'sort', 'page']);
  const plain = await wholeOf('/campaigns/kept');
  expect((await wholeOf('/campaigns/kept?source=leaflet')).body).not.toBe(plain.body);
  const list = await wholeOf('/');
  for (const query of ['status=won', 'country=AZ', 'sort=newest', 'q=ada'])
    expect((await wholeOf(`/?${query}`)).body, query).not.toBe(list.body);
});

it.each([
  '/?q=ada',
  '/cases?q=ada',
  '/cases/nobody',
  '/nowhere',
  '/campaigns/unknown',
  '/api/campaigns/unknown',
  '/healthz',
  '/campaigns/kept/',
])('lets nobody keep %s, which is not alike for all or not worth it', async (path) => {
  const { headers } = await wholeOf(path);
  expect(headers['cache-control'] ?? 'no-store').toBe('no-store');
});
