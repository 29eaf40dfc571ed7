import { expect, it } from 'vitest';
import { problemSchema } from '../../../functions/http/contract.ts';
import { nextIn, pagesFrom, siteWithMany } from '../../support/many.ts';

const slugsOf = async (pages: readonly Response[]) =>
  (await Promise.all(pages.map(async (page) => (await page.json()) as { slug: string }[])))
    .flat()
    .map(({ slug }) => slug);

it('has every campaign on one of its pages once, in the order of a single page', async () => {
  const site = siteWithMany(57);
  const [whole] = await pagesFrom(site.get, '/api/campaigns');
  const pages = await pagesFrom(site.get, '/api/campaigns?limit=10');
  expect(pages).toHaveLength(6);
  const slugs = await slugsOf(pages);
  expect(new Set(slugs).size).toBe(57);
  expect(slugs).toEqual(await slugsOf([whole as Response]));
  expect(await slugsOf(await pagesFrom(site.get, '/data/v1/campaigns.json?limit=10'))).toEqual(slugs);
});

it('reads for a page only its own campaigns', async () => {
  const site = siteWithMany(1_000);
  const first = await site.get('/api/campaigns?limit=3');
  expect(site.read).toHaveLength(3);
  await site.get(nextIn(first) ?? '');
  expect(new Set(site.read).size).toBe(6);
});

it('keeps its order while a campaign closes between two pages, so that none is left out or met twice', async () => {
  const site = siteWithMany(9);
  const opening = site.entries[4]!;
  Object.assign(opening, { closesAt: '2026-03-10T13:00:00Z' });
  const pages: Response[] = [];
  for (let next: string | undefined = '/api/campaigns?limit=2'; next; next = nextIn(pages.at(-1)!)) {
    pages.push(await site.get(next));
    site.time.now += 20 * 60_000;
  }
  const slugs = await slugsOf(pages);
  expect(slugs).toHaveLength(9);
  expect(new Set(slugs).size).toBe(9);
});

it('gives all readers of an hour the same address of the next page', async () => {
  const site = siteWithMany(5);
  const at = async (ms: number) => {
    site.time.now += ms;
    return nextIn(await site.get('/api/campaigns?limit=2'));
  };
  expect(await at(1_000)).toBe(await at(20 * 60_000));
});

it.each([
  ['limit', '0'],
  ['limit', '101'],
  ['limit', '-1'],
  ['limit', '1e1'],
  ['limit', ''],
  ['limit', '10 '],
  ['cursor', ''],
  ['cursor', 'x'],
  ['cursor', 'W10'],
  ['cursor', Buffer.from('[1,2,3,"free-them"]').toString('base64url')],
  ['cursor', Buffer.from(`[${Date.parse('2026-03-10T13:00:00Z') / 3_600_000},0,0,"free-them"]`).toString('base64url')],
])('refuses %s=%j, and names it', async (field, value) => {
  const site = siteWithMany(2);
  for (const path of ['/api/campaigns', '/data/v1/campaigns.json', '/data/v1/cases.csv']) {
    const answer = await site.get(`${path}?${new URLSearchParams({ [field]: value })}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { errors = [] } = problemSchema.parse(await answer.json());
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]?.message).not.toMatch(/form that we understand/);
  }
});

it('refuses a cursor of yesterday', async () => {
  const site = siteWithMany(3);
  const next = nextIn(await site.get('/api/campaigns?limit=1')) ?? '';
  expect((await site.get(next)).status).toBe(200);
  site.time.now += 25 * 3_600_000;
  expect((await site.get(next)).status).toBe(400);
});

it('refuses a cursor that is not where a listed campaign stands', async () => {
  const site = siteWithMany(3);
  const next = nextIn(await site.get('/api/campaigns?limit=1')) ?? '';
  const cursor = new URLSearchParams(next.split('?')[1]).get('cursor') ?? '';
  const [hour, rank, opensAt, slug] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  const statusOf = async (list: unknown[]) =>
    (await site.get(`/data/v1/amparo.zip?cursor=${Buffer.from(JSON.stringify(list)).toString('base64url')}`)).status;
  expect(await statusOf([hour, rank, opensAt, slug])).toBe(200);
  expect(await statusOf([hour, rank + 1, opensAt, slug])).toBe(400);
  expect(await statusOf([hour, rank, opensAt + 1, slug])).toBe(400);
  expect(await statusOf([hour, rank, opensAt, 'made-up'])).toBe(400);
});

it('has one cursor for each campaign and hour, so that nobody makes up addresses for which no cache has an answer', async () => {
  const site = siteWithMany(3);
  const next = nextIn(await site.get('/api/campaigns?limit=1')) ?? '';
  const cursor = new URLSearchParams(next.split('?')[1]).get('cursor') ?? '';
  const text = Buffer.from(cursor, 'base64url').toString();
  const [hour, ...position] = JSON.parse(text);
  const asCursor = (of: string) => Buffer.from(of).toString('base64url');
  const at = (moment: number) => asCursor(JSON.stringify([moment, ...position]));
  const takes = async (one: string) =>
    (await site.get(`/data/v1/amparo.zip?${new URLSearchParams({ cursor: one })}`)).status === 200;
  const hours = Array.from({ length: 27 }, (_, i) => at(hour - 25 + i));
  const taken = (await Promise.all(hours.map(takes))).filter(Boolean);
  expect(taken).toHaveLength(24);
  for (const made of [
    ...[at(hour - 1 / 60), at(hour - 0.5), asCursor(text.replaceAll(',', ', ')), asCursor(text.replace(']', ',1]'))],
    ...[asCursor(text.replace(hour, `${hour}.0`)), `${cursor}=`, ` ${cursor}`, `${cursor}!`, `${cursor}A`],
  ])
    expect(await takes(made), made).toBe(false);
});
