import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problemSchema } from '../../functions/http/contract.ts';
import { campaignAnswer, countsAnswer } from '../../functions/site/contract.ts';
import { signed, withdrawn } from '../support/signed.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
const from = (campaign: string, country: string, numbers: number[]) =>
  numbers.map((n) => signed(campaign, n, { country }));
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
/** Forgets all earlier reads. */
const later = () => {
  site.time.now += 3_000;
};

it('answers with a campaign by the contract, with times in UTC', async () => {
  await site.put({
    slug: 'told',
    closesAt: '2026-06-01T00:00:00+02:00',
    cases: [{ name: '14 people', people: 14, status: 'detained', detainedOn: '2013' }],
  });
  await site.tally(from('told', 'AZ', [1, 2]));
  later();
  const answer = z.strictObject(campaignAnswer.shape).parse(await site.json('/api/campaigns/told'));
  expect(answer).toMatchObject({
    slug: 'told',
    opensAt: '2026-01-01T00:00:00.000Z',
    closesAt: '2026-05-31T22:00:00.000Z',
    status: 'open',
    signatures: 2,
    cases: [{ name: '14 people', people: 14 }],
  });
});

it('lists all campaigns, those that can be signed first', async () => {
  await site.put({ slug: 'list-closed', closesAt: '2026-02-01T00:00:00Z' });
  await site.put({ slug: 'list-upcoming', opensAt: '2026-04-01T00:00:00Z' });
  await site.put({ slug: 'list-open', opensAt: '2026-03-01T00:00:00Z' });
  later();
  const answer = z.array(campaignAnswer).parse(await site.json('/api/campaigns'));
  const listed = answer.filter(({ slug }) => slug.startsWith('list-')).map(({ slug, status }) => [slug, status]);
  expect(listed).toEqual([
    ['list-open', 'open'],
    ['list-upcoming', 'upcoming'],
    ['list-closed', 'closed'],
  ]);
});

it('names no country with fewer than five signatures, but counts all in the sum', async () => {
  await site.put({ slug: 'small' });
  await site.tally([
    ...from('small', 'DE', range(1, 7)),
    ...from('small', 'AZ', range(8, 12)),
    ...from('small', 'NR', [13]),
    ...from('small', 'FR', range(14, 17)),
  ]);
  later();
  const before = countsAnswer.parse(await site.json('/api/campaigns/small/counts'));
  expect(before.byCountry).toEqual([
    { country: 'DE', signatures: 7 },
    { country: 'AZ', signatures: 5 },
    { country: 'other', signatures: 5 },
  ]);
  await site.tally([withdrawn('small', { of: 8, sequence: 18 }, { country: 'AZ' })]);
  later();
  const after = countsAnswer.parse(await site.json('/api/campaigns/small/counts'));
  expect(after).toMatchObject({ total: 16, goal: 1_000, byHour: [{ hour: '2026-03-01T09:00:00Z', signatures: 16 }] });
  expect(after.byCountry).toEqual([
    { country: 'DE', signatures: 7 },
    { country: 'other', signatures: 9 },
  ]);
  for (const path of ['/campaigns/small/dashboard', '/campaigns/small/counts.csv']) {
    expect(await (await site.get(path)).text()).not.toMatch(/\b(AZ|NR|FR|Azerbaijan|Nauru|France)\b/);
  }
});

it('keeps the ETag while the counts stay, and changes it when they change', async () => {
  await site.put({ slug: 'tagged' });
  await site.tally(from('tagged', 'AZ', range(1, 5)));
  later();
  const first = await site.get('/api/campaigns/tagged/counts');
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=2');
  site.time.now += 3_600_000;
  // The note of a withdrawal expires, or a batch comes again: neither changes the counts.
  await site.tally([{ sequence: '6', before: withdrawn('tagged', { of: 99, sequence: 0 }).after }]);
  await site.tally(from('tagged', 'AZ', range(1, 5)));
  later();
  const same = await site.get('/api/campaigns/tagged/counts', { 'if-none-match': `W/${etag}` });
  expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);
  expect(same.headers.get('access-control-allow-origin')).toBe('*');
  const changedAt = new Date(site.time.now).toISOString();
  await site.tally(from('tagged', 'AZ', [7]));
  later();
  const changed = await site.get('/api/campaigns/tagged/counts', { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
  expect(countsAnswer.parse(await changed.json())).toMatchObject({ total: 6, asOf: changedAt });
});

it('says of a campaign that nobody has signed when it was made', async () => {
  await site.put({ slug: 'silent' });
  expect(countsAnswer.parse(await site.json('/api/campaigns/silent/counts'))).toEqual({
    total: 0,
    goal: 1_000,
    byCountry: [],
    byHour: [],
    asOf: '2026-01-01T00:00:00.000Z',
  });
});

it('gives the counts as a table for spreadsheets', async () => {
  await site.put({ slug: 'sheet' });
  await site.tally([...from('sheet', 'AZ', range(1, 6)), ...from('sheet', 'DE', [7])]);
  later();
  const answer = await site.get('/campaigns/sheet/counts.csv');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await answer.text()).split('\r\n').slice(2)).toEqual([
    'goal,,1000',
    'country,AZ,6',
    'country,other,1',
    'hour,2026-03-01T09:00:00Z,7',
    '',
  ]);
});

it('reads once for a crowd that asks at the same time', async () => {
  let reads = 0;
  site.counts.client.middlewareStack.add(
    (next) => (args) => {
      reads++;
      return next(args);
    },
    { step: 'initialize', name: 'reads' },
  );
  await site.put({ slug: 'crowd' });
  later();
  reads = 0;
  const answers = await Promise.all(Array.from({ length: 50 }, () => site.get('/api/campaigns/crowd/counts')));
  site.counts.client.middlewareStack.remove('reads');
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // The head, its parts, and the counts.
  expect(reads).toBeLessThanOrEqual(3);
});

it.each(['/api/campaigns/unknown', '/api/campaigns/unknown/counts', '/api/campaigns/NO%00!/counts', '/api/nothing'])(
  'answers a program that asks for %s with a problem',
  async (path) => {
    const answer = await site.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(problemSchema.parse(await answer.json()).status).toBe(404);
  },
);

it('names the methods of an address, and answers HEAD like GET without its body', async () => {
  await site.put({ slug: 'methods' });
  for (const path of ['/', '/campaigns/methods', '/api/campaigns', '/api/campaigns/methods/counts', '/healthz']) {
    const wrong = await site.app.request(path, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await site.app.request(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  }
});

it('answers 503 and when to try again while the table does not answer, and nothing of the fault', async () => {
  const broken = await startSite({
    counts: async () => {
      throw Object.assign(new Error('ProvisionedThroughputExceeded for amparo-counts'), { $metadata: {} });
    },
  });
  await broken.put({ slug: 'broken' });
  const answer = await broken.get('/api/campaigns/broken/counts');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await answer.text()).not.toContain('amparo-counts');
});
