import { expect, it } from 'vitest';
import { SETTLES_AFTER } from '../../../functions/core/counts/recount/recount.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { pricedRegions, pricesIn } from '../prices-2026-11.ts';
import {
  billedMs,
  type Crowd,
  costOf,
  monthlyOf,
  overviewMonthlyOf,
  planFor,
  publishingMonthlyOf,
  questionsWithin,
  useOf,
} from './model.ts';

const prices = pricesIn('us-east-1');

it('adds up a million signatures that nobody looks at as a person adds them up by hand', () => {
  const bill = Object.fromEntries(
    costOf({ signatures: 1e6, viewsPerSignature: 0, days: 30, publish: 'careful' }, prices),
  );
  // 1,000,000 e-mails at 10 cents a thousand.
  expect(bill.SES).toBeCloseTo(100, 6);
  // Challenge, form, the page after it, link, button.
  expect(bill['HTTP API']).toBeCloseTo(5, 6);
  // These five and the solver of the challenge, at a cent for 10,000; and 32,696 bytes, at 8.5 cents a GB.
  expect(bill.CloudFront).toBeCloseTo(6 + 32.696 * 0.085, 6);
  expect(bill.WAF).toBeCloseTo(6 * 0.6, 6);
  // Put, received, deleted.
  expect(bill.SQS).toBeCloseTo(3 * 0.4, 6);
  // `JKJaXmPLvHcESHA= 200 200 12 ANY /api/campaigns/{slug}/signatures` and 26 bytes of CloudWatch, five times.
  expect(bill.Logs).toBeCloseTo(5 * 0.09 * (0.5 + 0.03), 6);
  // 0.386 signatures a second over four lanes: a batch has 1.096 on average.
  const batches = 1e6 / (1 + 1e6 / (30 * 86_400) / 4);
  // 33,333 signatures a day make more than a hundred crowds of 30: a look and a move each minute, for 30 days.
  const [looks, moves] = [30 * 1_416, 1e6 / 30];
  const writes = 1e6 * (1 + 1 + 1 + 0.03) + batches * 2 + moves * 4;
  const units = writes * 0.625e-6 + (1e6 * 3 + batches + looks * 2.5) * 0.125e-6;
  // On each of thirty days, a quarter of a read unit for each of half a million.
  const recounts = 0.5e6 * 0.25 * 30 * 0.125e-6;
  expect(bill.DynamoDB).toBeCloseTo(units + recounts + 1 * (0.25 + 0.2), 6);
});

it('pays for the total of a live campaign with each batch, and for a look at it each minute', () => {
  const units = (publish: Crowd['publish']) => {
    const { writes, reads } = useOf({ signatures: 3_000, viewsPerSignature: 0, days: 30, publish });
    return { writes, reads };
  };
  const [live, careful] = [units('live'), units('careful')];
  // A hundred signatures a day come one by one, and make three crowds a day.
  expect(live.writes - careful.writes).toBeCloseTo(1 + (1 * 4) / 100 - ((100 / 30) * 4) / 100, 2);
  expect(live.reads - careful.reads).toBeCloseTo(1 + (1_416 * 2.5) / 100, 1);
});

it('pays for publishing many campaigns what a person adds up by hand', () => {
  const [minutes, hours] = [43_200, 720];
  const units = (campaigns: number) =>
    minutes * (0.625e-6 + (1.5 + (campaigns - 1) * 0.0379) * 0.125e-6) + campaigns * hours * 2.5 * 0.125e-6;
  const lambda = (campaigns: number) => publishingMonthlyOf(prices, campaigns) - units(campaigns);
  // A run of 10,000 takes a second of half a GB, and each look some 18 ms.
  expect(lambda(1)).toBeGreaterThan(minutes * 0.2e-6);
  expect(lambda(1)).toBeLessThan(0.05);
  expect(lambda(10_000)).toBeGreaterThan(0.5);
  expect(lambda(10_000)).toBeLessThan(3);
  const both = (campaigns: number) => publishingMonthlyOf(prices, campaigns) + overviewMonthlyOf(prices, campaigns);
  expect(monthlyOf(prices, 10_000) - monthlyOf(prices)).toBeCloseTo(both(10_000) - both(1), 6);
});

it('pays for the overview of many campaigns what a person adds up by hand', () => {
  const [minutes, hours, days] = [43_200, 720, 30];
  // A run writes the state, and compares totals in the first eleven minutes of an hour. Days are read and written once a day.
  const reads = (n: number) => minutes * (2.5 + (n - 1) * 0.07726) + n * hours * 11 * 0.5 + n * days;
  const writes = (n: number) => minutes * 2 + n * days * 0.478;
  const lambda = (n: number) => overviewMonthlyOf(prices, n) - reads(n) * 0.125e-6 - writes(n) * 0.625e-6;
  // A run waits for the table, and takes some milliseconds.
  expect(lambda(1)).toBeGreaterThan(minutes * 0.2e-6);
  expect(lambda(1)).toBeLessThan(0.05);
  expect(lambda(10_000)).toBeGreaterThan(0.1);
  expect(lambda(10_000)).toBeLessThan(2);
});

it('bills a call for its share of a core, its waiting, and a hundredth of a cold start', () => {
  expect(billedMs(1_769, 4, 5)).toBe(9 + 3);
  expect(billedMs(512, 4, 5)).toBe(Math.ceil(4 * (1_769 / 512) + 5) + 3);
  // More memory gives no second core to work that has one thread.
  expect(billedMs(3_538, 4, 5)).toBe(9 + 3);
});

it('asks for the total of a live campaign after 11 s, 21 s more, and then less often; of a careful one once a minute', () => {
  expect([10, 11, 30, 32, 73, 134].map((seconds) => questionsWithin(seconds, 'live'))).toEqual([0, 1, 1, 2, 3, 4]);
  expect([30, 49, 50, 99, 100].map((seconds) => questionsWithin(seconds, 'careful'))).toEqual([0, 0, 1, 1, 2]);
});

const MILLION: Crowd = { signatures: 1e6, viewsPerSignature: 360, days: 30, publish: 'careful' };

it('needs at most 1.3 requests for a view, and $ 1,400 for a million signatures with 360 views each', () => {
  const requests = (viewsPerSignature: number) => useOf({ ...MILLION, viewsPerSignature }).edgeRequests;
  expect((requests(360) - requests(0)) / 360).toBeLessThanOrEqual(1.3);
  const bill = costOf(MILLION, pricesIn('eu-central-1'));
  expect([...bill.values()].reduce((sum, usd) => sum + usd, 0)).toBeLessThanOrEqual(1_400);
});

it('takes the smallest flat-rate plan that has enough requests and bytes in each month', () => {
  const nameFor = (crowd: Partial<Crowd>) => planFor({ ...MILLION, ...crowd }, prices)?.name;
  expect(nameFor({ viewsPerSignature: 0 })).toBe('business');
  expect(nameFor({})).toBe('premium');
  // The same crowd in four months, of which each has a quarter.
  expect(nameFor({ days: 120 })).toBe('business');
  expect(nameFor({ days: 1 })).toBe('premium');
  expect(nameFor({ signatures: 1.6e6 })).toBe('premium-2');
  expect(nameFor({ signatures: 1e8 })).toBe(undefined);
});

it('pays the plan for each month, and neither CloudFront nor the firewall besides', () => {
  const rest = (days: number) =>
    [...costOf({ ...MILLION, days }, prices)]
      .filter(([line]) => line !== 'CloudFront' && line !== 'WAF')
      .reduce((sum, [, usd]) => sum + usd, 0);
  expect(planFor(MILLION, prices)?.usd).toBeCloseTo(1_000 + rest(30), 6);
  expect(planFor({ ...MILLION, days: 120 }, prices)?.usd).toBeCloseTo(4 * 200 + rest(120), 6);
});

it('asks the API for at most 25 pages and counts a second, however many look', () => {
  const use = useOf({ signatures: 1e6, viewsPerSignature: 1e5, days: 1, publish: 'live' });
  expect(use.siteRequests * use.perSecond).toBeLessThan(25);
});

it('pays for a recount once a day at most', () => {
  expect(SETTLES_AFTER).toBeGreaterThan(DAY);
  const readsOf = (days: number) =>
    costOf(
      { signatures: 1_000, viewsPerSignature: 0, days, publish: 'careful' },
      { ...prices, writeUnit: 0, tableGbMonth: 0, recoveryGbMonth: 0 },
    ).get('DynamoDB')!;
  const recounts = (days: number) => (readsOf(days) - readsOf(10)) / (500 * 0.25 * prices.readUnit);
  expect(recounts(100)).toBeCloseTo(90, 0);
  // With less than a signature a day, only days with one.
  expect(recounts(10_000)).toBeCloseTo(990, 0);
});

const crowds = [0, 1, 10, 36, 360, 3_600].flatMap((viewsPerSignature) =>
  [1, 7, 30, 90].flatMap((days) =>
    [1e3, 1e5, 1e6, 6e6].map((signatures) => ({ signatures, viewsPerSignature, days, publish: 'live' as const })),
  ),
);

it.each(pricedRegions)('spends less than a fiftieth on logs in %s, for crowds of all sizes', (region) => {
  for (const crowd of crowds) {
    const bill = costOf(crowd, pricesIn(region));
    const all = [...bill.values()].reduce((sum, usd) => sum + usd, 0);
    expect(bill.get('Logs'), JSON.stringify(crowd)).toBeLessThan(all / 50);
  }
  const longLine = '{"time":"$context.requestTimeEpoch","requestId":"$context.requestId"}'.repeat(4);
  const bill = costOf({ ...MILLION, publish: 'live' }, pricesIn(region), longLine);
  expect(bill.get('Logs')).toBeGreaterThan(bill.get('DynamoDB')!);
});
