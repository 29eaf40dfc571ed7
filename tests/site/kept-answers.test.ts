import { expect, it } from 'vitest';
import { askedOfData } from '../../functions/site/data/asked.ts';
import { asked } from '../../functions/site/views.ts';
import { publicPaths, withQuery } from '../support/public-paths.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
await site.put({
  ...{ slug: 'kept', sources: ['leaflet'], cases: [{ id: 'some', name: 'Ada', status: 'detained' }] },
  translations: { az: { title: 'Azadlıq', demand: 'Azadlıq' } },
});
await site.publish('kept', { total: 60, byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 30 } });

/** Answers that no cache keeps: they lead to others, say that all is well, or are for those who have a link. */
const notKept = /^\/healthz$|^\/preview\/|\/$(?<!^\/)|^\/data(\/v1(\/(campaigns\/kept\/)?\w+)?)?$/;
/** The paths of all that CloudFront may keep. */
const kept = [
  ...publicPaths(site.app, 'kept').filter((path) => !notKept.test(path)),
  ...['/?status=open&country=AZ&sort=newest', '/cases?status=detained&sort=latest', site.assets.href('solve.js')],
];

const browsers: Record<string, string>[] = [
  { accept: 'application/json', 'accept-language': 'az,ru;q=0.5' },
  { accept: '*/*', 'user-agent': 'curl/8', origin: 'https://elsewhere.example', referer: 'https://elsewhere.example/' },
  { cookie: 'a=b', dnt: '1', 'x-forwarded-for': '192.0.2.9', 'x-forwarded-host': 'elsewhere.example', via: '1.1 x' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'save-data': 'on', 'accept-encoding': 'br' },
];
const clicks = ['fbclid=IwAR0', 'utm_source=mail&utm_medium=x', 'offset=2&slug=other&language=az'];

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
  for (const click of clicks) expect(await wholeOf(withQuery(path, click)), click).toEqual(one);
});

it.each([
  ['/data', '/docs/open-data'],
  ['/data/', '/docs/open-data'],
  ['/data/v1', '/data/v1/datapackage.json'],
  ['/data/v1/', '/data/v1/datapackage.json'],
])('leads everybody from %s to %s, whatever they send', async (path, location) => {
  const one = await wholeOf(path);
  expect([one.status, one.headers.location, one.headers.vary]).toEqual([302, location, undefined]);
  for (const headers of browsers) expect(await wholeOf(path, headers)).toEqual(one);
  for (const query of [...clicks, 'cursor=x&limit=2']) expect(await wholeOf(withQuery(path, query))).toEqual(one);
});

it('knows every route, also of open data', () => {
  expect(kept.length).toBeGreaterThan(35);
  expect(kept).toEqual(expect.arrayContaining(['/', '/api/campaigns', '/data/v1/amparo.zip', '/api/osdi/petitions']));
});

it('answers data differently only for parameters that caches distinguish', async () => {
  expect(askedOfData).toEqual(['limit', 'cursor', 'from', 'to', 'country', 'page', 'per_page', 'lang']);
  const plain = await wholeOf('/data/v1/days.json');
  for (const name of ['limit', 'cursor', 'from', 'to', 'country'])
    expect((await wholeOf(`/data/v1/days.json?${name}=nothing`)).status, name).toBe(400);
  for (const name of ['page', 'per_page'])
    expect((await wholeOf(`/api/osdi/petitions?${name}=nothing`)).status, name).toBe(400);
  expect(await wholeOf('/data/v1/days.json?day=nothing')).toEqual(plain);
  const { body } = await wholeOf('/api/campaigns/kept');
  expect((await wholeOf('/api/campaigns/kept?lang=az')).body).not.toBe(body);
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
