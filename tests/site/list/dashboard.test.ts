import { expect, it } from 'vitest';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { startSite } from '../../support/site.ts';

const { t } = translatorOf('en');
const site = await startSite();
const week = (each: number) => Object.fromEntries([3, 4, 5, 6, 7, 8, 9].map((day) => [`2026-03-0${day}`, each]));
await site.put({ slug: 'large', title: 'Large', cases: [{ name: 'Ada', status: 'detained' }] });
await site.put({
  slug: 'growing',
  title: 'Growing',
  closesAt: '2026-03-20T00:00:00Z',
  opensAt: '2026-02-20T00:00:00Z',
});
await site.put({ slug: 'still', title: 'Still', opensAt: '2026-03-09T00:00:00Z' });
await site.put({
  ...{ slug: 'done', title: 'Done', closesAt: '2026-02-01T00:00:00Z', won: { on: '2026-02-20', words: 'Free.' } },
  cases: [{ name: '3 people', people: 3, status: 'released', history: [{ status: 'released', on: '2026-02-20' }] }],
});
await site.publish('large', { total: 40_000, byDay: week(20) });
await site.publish('growing', { total: 700, byDay: week(70) });
await site.publish('done', { total: 1_300 });

const text = await (await site.page('/dashboard')).text();
const sectionOf = (id: string) =>
  new RegExp(`<section[^>]*aria-labelledby="${id}".*?</section>`, 's').exec(text)?.[0] ?? '';
const slugsIn = (id: string) =>
  [...sectionOf(id).matchAll(/<h3><a href="\/campaigns\/([^"/]+)\/dashboard">/g)].map(([, slug]) => slug);

it('adds up what the open data says of each campaign', async () => {
  const all = (await site.json('/api/campaigns')) as { signatures: number }[];
  const sum = all.reduce((total, { signatures }) => total + signatures, 0);
  expect(sum).toBe(42_000);
  expect(text).toContain('<dd class="figure">42,000</dd>');
});

it('counts open campaigns, people in prison and people who were released', () => {
  const facts = [...text.matchAll(/<dt>(?:<a[^>]*>)?([^<]*).*?<dd class="figure">([^<]*)/g)].map(([, words, n]) => [
    words,
    n,
  ]);
  expect(facts).toEqual([
    ['signatures', '42,000'],
    ['campaigns are open', '3'],
    ['person is in prison', '1'],
    ['people were released', '3'],
    ['campaign is won', '1'],
  ]);
});

it('lists what trends, what closes soon, what is new, and what is won', () => {
  expect(slugsIn('trending')).toEqual(['growing', 'large']);
  expect(slugsIn('closing')).toEqual(['growing']);
  expect(slugsIn('newest')).toEqual(['still', 'growing', 'large']);
  expect(slugsIn('won')).toEqual(['done']);
  expect(sectionOf('trending')).toMatch(
    /Growing.*700 signatures.*\+490 in a week.*Large.*40,000 signatures.*\+140 in a week/s,
  );
});

it('draws the last four weeks of all campaigns, with the same numbers in a table and in words', () => {
  const rows = [...text.matchAll(/<tr><th scope="row">([^<]*)<\/th><td>([^<]*)<\/td><\/tr>/g)].map(([, day, n]) => [
    day,
    n,
  ]);
  expect(rows).toHaveLength(28);
  expect(rows.at(-1)).toEqual(['9 March 2026', '90']);
  expect(rows[0]).toEqual(['10 February 2026', '0']);
  expect(text).toContain(t('totals.by-day.words', { count: 630, day: '3 March 2026', most: 90 }));
});

it('says in words what each small picture shows', () => {
  expect(sectionOf('closing')).toContain(`aria-label="${t('totals.spark', { count: 490 })}"`);
  expect(sectionOf('newest')).toContain(`aria-label="${t('totals.spark', { count: 0 })}"`);
});
