import { expect, it } from 'vitest';
import { DAY, dayOf } from '../../../functions/core/running/clock.ts';
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

it('lets no cache keep days in prison beyond midnight in UTC, when they grow', async () => {
  await site.put({ slug: 'held', cases: [{ name: 'Ada', status: 'detained', detainedOn: '2026-03-01' }] });
  site.time.now = dayOf(NOW) + DAY - 20_000;
  const before = await site.get('/data/v1/cases.json');
  expect(await sharedSeconds('/data/v1/cases.csv')).toBeLessThanOrEqual(20);
  expect(await sharedSeconds('/data/v1/amparo.zip')).toBe(20);
  site.time.now += 20_000;
  const after = await site.get('/data/v1/cases.json');
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  const daysIn = async (answer: Response) => {
    const rows = (await answer.json()) as { campaign: string; daysAtLeast: number }[];
    return rows.find(({ campaign }) => campaign === 'held')?.daysAtLeast;
  };
  expect([await daysIn(before), await daysIn(after)]).toEqual([9, 10]);
});
