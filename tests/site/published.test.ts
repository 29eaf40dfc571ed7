import { expect, it } from 'vitest';
import { HOUR, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { countsAnswer } from '../../functions/site/contract.ts';
import { publicPaths } from '../support/public-paths.ts';
import { signed, withdrawn } from '../support/signed.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
const at = (time: string) => Date.parse(`2026-03-10T${time}Z`);
const countsOf = async (slug: string) => {
  const answer = await site.get(`/api/campaigns/${slug}/counts`);
  const shared = Number(/s-maxage=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1]);
  return { ...countsAnswer.parse(await answer.json()), shared, etag: answer.headers.get('etag') };
};

/** Addresses whose answers have numbers. */
const numbered = [
  ...['/', '/campaigns/unmoved', '/campaigns/unmoved/counts.csv', '/campaigns/unmoved/dashboard'],
  ...['wall', 'badge.svg', 'charts/growth.svg'].map((page) => `/campaigns/unmoved/${page}`),
  ...['/dashboard', '/embed/campaigns/unmoved', '/api/osdi/petitions/unmoved', '/data/v1/status.json'],
  ...['/api/campaigns', '/api/campaigns/unmoved', '/api/campaigns/unmoved/counts'],
  ...['/api/osdi/petitions', '/data/v1/amparo.zip'],
  ...['campaigns', 'days', 'countries'].flatMap((table) => [`/data/v1/${table}.json`, `/data/v1/${table}.csv`]),
  ...['counts', 'days', 'countries'].flatMap((table) =>
    ['json', 'csv'].map((format) => `/data/v1/campaigns/unmoved/${table}.${format}`),
  ),
];

it.each(['careful', 'live'] as const)(
  'changes no byte of any public answer for a signature or a name that is counted but not published (%s)',
  async (publish) => {
    const unmoved = await startSite();
    await unmoved.put({
      slug: 'unmoved',
      publish,
      showNames: true,
      cases: [{ id: 'ada', name: 'Ada', status: 'detained' }],
    });
    await unmoved.publish('unmoved', {
      total: 40,
      byCountry: { AZ: 30 },
      byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 10 },
    });
    const answers = async () => {
      // First the app forgets what it has read.
      unmoved.time.now += 3_000;
      const asked = ['/?sort=signatures', '/?q=free', '/cases/ada', '/embed/campaigns/unmoved?show=form'];
      const all = [...publicPaths(unmoved.app, 'unmoved'), ...asked].map(async (path) => {
        const answer = await unmoved.get(path);
        return { path, status: answer.status, etag: answer.headers.get('etag'), body: await answer.text() };
      });
      return Promise.all(all);
    };
    const before = await answers();
    expect(before.filter(({ status }) => status === 200).length).toBeGreaterThan(30);
    const refused = before.filter(({ path, status }) => status >= 400 && !path.includes('/some'));
    // A preview is for those who have a link.
    expect(refused.map(({ path, status }) => [path, status])).toEqual([['/preview/unmoved', 404]]);
    await unmoved.tally([
      ...Array.from({ length: 50 }, (_, i) => signed('unmoved', i + 1, { publicName: `Name ${i}` })),
      withdrawn('unmoved', { of: 1, sequence: 51 }, { publicName: 'Name 0' }),
    ]);
    expect(await unmoved.approveNames('unmoved')).toBe(49);
    expect(await answers()).toEqual(before);
    // All that shows numbers moves with the published ones: what did not could not have moved above, either.
    await unmoved.publish('unmoved', { total: 90, byCountry: { AZ: 60 }, byDay: { '2026-03-09': 90 } });
    const after = await answers();
    const moved = after.filter(({ body }, i) => body !== before[i]?.body).map(({ path }) => path);
    expect(moved).toEqual(expect.arrayContaining(numbered));
  },
);

it('keeps the ETag of the counts until a number may move, and lets caches keep them as long', async () => {
  site.time.now = at('13:05:00');
  await site.put({ slug: 'tagged' });
  await site.publish('tagged', { total: 40, asOf: at('13:00:00') });
  const first = await countsOf('tagged');
  expect(first).toMatchObject({ asOf: isoTime(at('13:00:00')), nextAt: isoTime(at('14:00:00')), shared: 55 * 60 });
  site.time.now = at('13:59:59');
  expect(await countsOf('tagged')).toEqual({ ...first, shared: 1 });
  const unchanged = await site.get('/api/campaigns/tagged/counts', { 'if-none-match': `W/${first.etag}` });
  expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  expect(unchanged.headers.get('access-control-allow-origin')).toBe('*');
});

it('lets nobody keep old numbers for an hour because publishing takes a moment', async () => {
  site.time.now = at('14:00:01');
  await site.put({ slug: 'late' });
  await site.publish('late', { total: 40, asOf: at('13:00:00') });
  expect(await countsOf('late')).toMatchObject({ total: 40, nextAt: isoTime(at('14:00:00')), shared: 2 });
  site.time.now = at('14:00:50');
  await site.publish('late', { total: 70, asOf: at('14:00:00') });
  site.time.now = at('14:00:55');
  expect(await countsOf('late')).toMatchObject({ total: 70, nextAt: isoTime(at('15:00:00')), shared: 59 * 60 + 5 });
});

it('names the next time at which a number may move, if none has moved', async () => {
  site.time.now = at('14:03:00');
  await site.put({ slug: 'resting', closesAt: '2026-02-01T00:00:00Z' });
  await site.publish('resting', { total: 40, asOf: at('09:00:00') });
  expect(await countsOf('resting')).toMatchObject({ nextAt: isoTime(at('15:00:00')), shared: 57 * 60 });
  await site.put({ slug: 'fast' });
  await site.publish('fast', { total: 40, asOf: at('14:00:00'), every: 10 * MINUTE });
  expect(await countsOf('fast')).toMatchObject({ nextAt: isoTime(at('14:10:00')), shared: 7 * 60 });
});

it('says of a live campaign that its total may move at any moment, also before the first signature', async () => {
  await site.put({ slug: 'live', publish: 'live' });
  site.time.now = at('15:30:00');
  expect(await countsOf('live')).toMatchObject({ total: 0, nextAt: '2026-01-01T00:00:02.000Z', shared: 2 });
  await site.publish('live', { total: 1, asOf: at('15:30:00'), every: 2_000 });
  site.time.now = at('15:30:03');
  const one = await countsOf('live');
  expect(one).toMatchObject({ total: 1, nextAt: isoTime(at('15:30:02')), shared: 2 });
  site.time.now += HOUR;
  expect(await countsOf('live')).toEqual(one);
});

it('lets caches keep texts for a minute at most, and a list until the first of its numbers may move', async () => {
  const listed = await startSite();
  const keptOf = async (path: string) => (await listed.get(path)).headers.get('cache-control');
  const page = (seconds: number) => `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=5`;
  listed.time.now = at('12:30:00');
  await listed.put({ slug: 'slow' });
  expect(await keptOf('/')).toBe(page(60));
  expect(await keptOf('/campaigns/slow')).toBe(page(60));
  expect(await keptOf('/api/campaigns')).toBe('public, max-age=0, s-maxage=60');
  listed.time.now = at('12:59:43');
  await listed.put({ slug: 'fast' });
  await listed.publish('fast', { total: 40, asOf: at('12:50:00'), every: 10 * MINUTE });
  expect(await keptOf('/')).toBe(page(17));
  expect(await keptOf('/campaigns/fast/dashboard')).toBe(page(17));
  await listed.put({ slug: 'live', publish: 'live' });
  listed.time.now = at('13:30:00');
  expect(await keptOf('/')).toBe(page(10));
  expect(await keptOf('/api/campaigns')).toBe('public, max-age=0, s-maxage=2');
});
