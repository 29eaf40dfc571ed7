import { expect, it } from 'vitest';
import { NOW, startSite } from '../../support/site.ts';

const site = await startSite();
await site.put({ slug: 'live', publish: 'live' });
await site.publish('live', { total: 60, byDay: { '2026-03-09': 30 }, asOf: NOW });
const sharedSeconds = async (path: string) =>
  Number(/s-maxage=(\d+)/.exec((await site.get(path)).headers.get('cache-control') ?? '')?.[1]);

it('lets caches keep days for as long as others, and totals of a live campaign for two seconds', async () => {
  expect(await sharedSeconds('/data/v1/campaigns.csv')).toBe(2);
  expect(await sharedSeconds('/data/v1/countries.csv')).toBe(2);
  expect(await sharedSeconds('/data/v1/days.csv')).toBe(60);
});
