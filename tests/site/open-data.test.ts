import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problemSchema } from '../../functions/http/contract.ts';
import {
  campaignAnswer,
  countsAnswer,
  spokenCampaignAnswer,
  spokenCountsAnswer,
} from '../../functions/site/contract.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { startSite } from '../support/site.ts';
import { speaking } from '../support/speaking.ts';

speaking(USUAL_LANGUAGES);

const site = await startSite();
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
  await site.publish('told', { total: 52 });
  later();
  const answer = z.strictObject(spokenCampaignAnswer.shape).parse(await site.json('/api/campaigns/told'));
  expect(answer).toMatchObject({
    slug: 'told',
    opensAt: '2026-01-01T00:00:00.000Z',
    closesAt: '2026-05-31T22:00:00.000Z',
    status: 'open',
    signatures: 52,
    cases: [{ name: '14 people', people: 14 }],
  });
});

it('says when to ask again for a campaign: when a number may move, or it opens or closes, if that is sooner', async () => {
  const at = (minutes: number) => new Date(site.time.now + minutes * 60_000).toISOString();
  const nextAt = async (slug: string) => {
    await site.publish(slug, { total: 52 });
    const { nextAt: next } = countsAnswer.parse(await site.json(`/api/campaigns/${slug}/counts`));
    return [campaignAnswer.parse(await site.json(`/api/campaigns/${slug}`)).nextAt, next];
  };
  const [opens, closes] = [at(3), at(4)];
  await site.put({ slug: 'turn-opens', opensAt: opens, closesAt: closes });
  await site.put({ slug: 'turn-closes', closesAt: closes });
  await site.put({ slug: 'turn-none', closesAt: at(-1) });
  later();
  expect((await nextAt('turn-opens'))[0]).toBe(opens);
  expect((await nextAt('turn-closes'))[0]).toBe(closes);
  const [campaign, counts] = await nextAt('turn-none');
  expect(campaign).toBe(counts);
  expect(Date.parse(counts ?? '')).toBeGreaterThan(Date.parse(closes));
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

it('names published countries, and sums up all others', async () => {
  await site.put({ slug: 'small' });
  await site.publish('small', { total: 130, byCountry: { AZ: 20, FR: 30, DE: 70 } });
  later();
  const { byCountry } = countsAnswer.parse(await site.json('/api/campaigns/small/counts'));
  expect(byCountry).toEqual([
    { country: 'DE', signatures: 70 },
    { country: 'FR', signatures: 30 },
    { country: 'AZ', signatures: 20 },
    { country: 'other', signatures: 10 },
  ]);
  await site.publish('small', { total: 118, byCountry: { FR: 50, DE: 70 } });
  later();
  const without = countsAnswer.parse(await site.json('/api/campaigns/small/counts'));
  expect(without.byCountry.map(({ country }) => country)).toEqual(['DE', 'FR']);
});

it('shows by how much the total grew on each day, in order', async () => {
  await site.put({ slug: 'daily' });
  await site.publish('daily', { total: 64, byDay: { '2026-03-09': 25, '2026-03-02': 41, '2026-03-08': -2 } });
  later();
  expect(countsAnswer.parse(await site.json('/api/campaigns/daily/counts')).byDay).toEqual([
    { day: '2026-03-02', signatures: 41 },
    { day: '2026-03-08', signatures: -2 },
    { day: '2026-03-09', signatures: 25 },
  ]);
});

it('says of a campaign of which nothing was published when it was made', async () => {
  await site.put({ slug: 'silent' });
  site.time.now = Date.parse('2026-03-11T12:30:00Z');
  expect(countsAnswer.parse(await site.json('/api/campaigns/silent/counts'))).toEqual({
    total: 0,
    goal: 1_000,
    byCountry: [],
    byDay: [],
    asOf: '2026-01-01T00:00:00.000Z',
    nextAt: '2026-03-11T13:00:00.000Z',
  });
});

it('says the total in each language as pages write it, also where browsers do not know how', async () => {
  await site.put({ slug: 'written' });
  await site.publish('written', { total: 5_002 });
  later();
  const answer = z.strictObject(spokenCountsAnswer.shape).parse(await site.json('/api/campaigns/written/counts'));
  expect(answer.written).toMatchObject({ en: '5,002', az: '5.002', hy: '5002', ar: '5,002' });
  expect(Object.keys(answer.written)).toEqual(USUAL_LANGUAGES);
  for (const [language, total] of Object.entries(answer.written))
    expect(await (await site.page(`/${language}/campaigns/written`)).text()).toContain(`data-total="true">${total}<`);
});

it('gives the same numbers as a table for spreadsheets', async () => {
  await site.put({ slug: 'sheet' });
  const asOf = Date.parse('2026-03-11T12:00:00Z');
  await site.publish('sheet', {
    total: 75,
    asOf,
    byCountry: { AZ: 60 },
    byDay: { '2026-03-10': 45, '2026-03-11': -1 },
  });
  later();
  const { total, goal, byCountry, byDay } = countsAnswer.parse(await site.json('/api/campaigns/sheet/counts'));
  const answer = await site.get('/campaigns/sheet/counts.csv');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = (await answer.text()).split('\r\n');
  expect(rows).toEqual([
    'of,which,signatures',
    `total,2026-03-11T12:00:00.000Z,${total}`,
    `goal,,${goal}`,
    ...byCountry.map(({ country, signatures }) => `country,${country},${signatures}`),
    ...byDay.map(({ day, signatures }) => `day,${day},${signatures}`),
    '',
  ]);
  expect(rows).toContain('country,other,15');
  expect(rows).toContain('day,2026-03-11,-1');
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
  // The head, its parts, the group, and the published numbers.
  expect(reads).toBeLessThanOrEqual(4);
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
  const pages = ['/', '/campaigns/methods', '/healthz'];
  const api = ['/api/campaigns', '/api/campaigns/methods/counts', '/api/osdi', '/api/osdi/petitions'];
  const data = ['/data/v1/campaigns.csv', '/data/v1/campaigns/methods/days.json', '/data/v1/amparo.zip'];
  for (const path of [...pages, ...api, ...data]) {
    const wrong = await site.app.request(path, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await site.app.request(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  }
});

it('answers 503 and when to try again while the table does not answer, and nothing of the fault', async () => {
  const broken = await startSite({
    published: async () => {
      throw Object.assign(new Error('ProvisionedThroughputExceeded for amparo-counts'), { $metadata: {} });
    },
  });
  await broken.put({ slug: 'broken' });
  const answer = await broken.get('/api/campaigns/broken/counts');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await answer.text()).not.toContain('amparo-counts');
});
