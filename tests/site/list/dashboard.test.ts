import { expect, it } from 'vitest';
import { DAY } from '../../../functions/core/running/clock.ts';
import type { CountsAnswer } from '../../../functions/site/open-data.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { placesIn } from '../../support/drawn.ts';
import { startSite } from '../../support/site.ts';

const { t } = translatorOf('en');
const site = await startSite();
const week = (each: number) => Object.fromEntries([3, 4, 5, 6, 7, 8, 9].map((day) => [`2026-03-0${day}`, each]));
await site.put({ slug: 'large', title: 'Large', publish: 'live', cases: [{ name: 'Ada', status: 'detained' }] });
await site.put({
  slug: 'growing',
  publish: 'live',
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
await site.publish('growing', { total: 700, byDay: week(70), byCountry: { AZ: 90, DE: 40 } });
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
    ['demand was met', '1'],
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

const rowsIn = (html: string) =>
  [...html.matchAll(/<tr><th scope="row">([^<]*)<td>([^<]*)(?=<tr>|<\/tbody>)/g)].map(([, day, n]) => [day, n]);

it('draws the last four weeks of all campaigns, with the same numbers in a table and in words', () => {
  const rows = rowsIn(text);
  expect(rows).toHaveLength(28);
  expect(rows[0]).toEqual(['9 March 2026', '90']);
  expect(rows.at(-1)).toEqual(['10 February 2026', '0']);
  const words = t('totals.by-day.words', { count: 630, day: '3 March 2026', most: 90 });
  expect(text).toContain(`<p class="chart-summary">${words}</p>`);
  expect(text).toContain(
    `role="img" aria-label="${t('totals.by-day.description', { first: '10 February 2026', last: '9 March 2026' })}"`,
  );
});

it('shows the value of each day where its column is, by the script of charts', () => {
  expect(text).toContain(`<script type="module" src="${site.assets.href('charts.js')}">`);
  const [, places = ''] = /data-hover="([^"]*)"/.exec(text) ?? [];
  const shares = placesIn(places).map(([from]) => from);
  expect(shares).toHaveLength(28);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  // Each date under the chart is in the middle of a column.
  const ticks = [...text.matchAll(/class="chart-tick" x="([\d.]+)%" y="\d+"[^>]*>\d+ \w{3}</g)].map(([, x]) =>
    Number(x),
  );
  expect(ticks).toHaveLength(5);
  for (const x of ticks) expect(shares).toContain(Math.round(x * 10));
});

it('gives the chart as files, with the numbers of the page', async () => {
  expect(text).toMatch(/href="\/dashboard\/charts\/days\.csv".*href="\/dashboard\/charts\/days\.svg".*data-png/s);
  const csv = await site.get('/dashboard/charts/days.csv');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="all-campaigns-days.csv"');
  const lines = (await csv.text()).trim().split('\r\n');
  expect(lines[0]).toBe('day,signatures');
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(
    rowsIn(text)
      .map(([, n]) => n)
      .toReversed(),
  );
  const svg = await site.get('/dashboard/charts/days.svg');
  expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(svg.headers.get('cache-control')).toMatch(/^public/);
  expect(await svg.text()).toMatch(/Published numbers, 9 March 2026\. Source: amparo\.example\/dashboard</);
});

it.each(['growth.svg', 'days.png', 'days', 'constructor.svg', '%00'])('has no other file, such as %s', async (file) => {
  expect((await site.get(`/dashboard/charts/${file}`)).status).toBe(404);
});

it('spreads the step of a careful campaign over the days for which it stands, in every picture and sum', async () => {
  const one = await startSite();
  await one.put({ slug: 'rests', title: 'Rests', publish: 'careful', opensAt: '2026-01-10T00:00:00Z' });
  await one.put({ slug: 'live', title: 'Live', publish: 'live', opensAt: '2026-01-10T00:00:00Z' });
  // 20 days with 203, and one day with 12.
  await one.publish('rests', { total: 503, byDay: { '2026-02-16': 300, '2026-03-08': 203 } });
  await one.publish('live', { total: 12, byDay: { '2026-03-08': 12 } });
  const html = await (await one.page('/dashboard')).text();
  const rows = new Map(rowsIn(html).map(([day, n]) => [day, Number(n)]));
  expect(rows.get('9 March 2026')).toBe(0);
  expect(rows.get('8 March 2026')).toBe(22);
  const days = [...rows.values()].toReversed();
  // 10 February to 9 March: the step of 300 stands for 38 days, of which seven are shown.
  expect(days.slice(0, 7).reduce((sum, n) => sum + n, 0)).toBe(55);
  expect(days.slice(7).reduce((sum, n) => sum + n, 0)).toBe(203 + 12);
  for (const n of days.slice(7, -2)) expect([10, 11]).toContain(n);
  expect(html).toContain(t('totals.by-day.words', { count: 270, day: '8 March 2026', most: 22 }));
  expect(html).toContain(t('totals.by-day.spread'));
  expect(html).toContain(t('totals.in-week', { count: 61 }));
  expect(html).toContain(`aria-label="${t('totals.spark', { count: 258 })}"`);
});

it('draws nothing, and has no file, while nothing grows', async () => {
  const still = await startSite();
  await still.put({ slug: 'still' });
  expect(await (await still.page('/dashboard')).text()).not.toContain('<figure');
  expect((await still.get('/dashboard/charts/days.svg')).status).toBe(404);
});

it('leads to open data that has its numbers', async () => {
  for (const path of ['/data/v1/status.json', '/data/v1/days.csv', '/docs/open-data'])
    expect(text).toContain(`<a href="${path}">`);
  const { signatures, campaigns } = (await site.json('/data/v1/status.json')) as {
    signatures: number;
    campaigns: { open: number };
  };
  expect([signatures, campaigns.open]).toEqual([42_000, 3]);
  const days = (await site.json('/data/v1/days.json')) as { day: string; signatures: number }[];
  const sums = new Map<string, number>();
  for (const { day, signatures } of days) sums.set(day, (sums.get(day) ?? 0) + signatures);
  const csv = await (await site.get('/dashboard/charts/days.csv')).text();
  const drawn = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  expect(drawn.filter(([, n]) => n !== '0').map(([day, n]) => [day, Number(n)])).toEqual([...sums].sort());
});

it('says in words what each small picture shows, and draws none where nothing grew', () => {
  expect(sectionOf('closing')).toContain(`aria-label="${t('totals.spark', { count: 490 })}"`);
  expect(sectionOf('newest').match(/class="spark"/g)).toHaveLength(2);
  expect(sectionOf('won')).toContain('1,300 signatures');
  expect(sectionOf('won')).not.toContain('class="spark"');
});

it('compares the largest open campaigns in numbers of the open data, the largest first', async () => {
  const rows = [...sectionOf('compare').matchAll(/<tr><th scope="row".*?dashboard"><bdi>([^<]*).*?<\/tr>/gs)].map(
    ([row, title]) => [title, ...[...row.matchAll(/<td>([^<]*)</g)].map(([, cell]) => cell)],
  );
  // Not those without a number, nor those that are over.
  expect(rows.map(([title]) => title)).toEqual(['Large', 'Growing']);
  for (const [i, slug] of ['large', 'growing'].entries()) {
    const { goal, opensAt } = (await site.json(`/api/campaigns/${slug}`)) as { goal: number; opensAt: string };
    const { total, byDay, byCountry } = (await site.json(`/api/campaigns/${slug}/counts`)) as CountsAnswer;
    // As its curve begins: the first number came long after the opening of one of them.
    const [opened, first] = [Date.parse(opensAt.slice(0, 10)), Date.parse(byDay[0]?.day ?? '')];
    const days = (Date.parse('2026-03-10') - (first - opened > 56 * DAY ? first : opened)) / DAY;
    const numbers = [
      total,
      byDay.filter(({ day }) => day >= '2026-03-03').reduce((sum, { signatures }) => sum + signatures, 0),
      Math.round(total / days),
      byCountry.filter(({ country }) => country !== 'other').length,
    ].map((n) => n.toLocaleString('en'));
    expect(rows[i]?.slice(1)).toEqual([...numbers, `${Math.floor((100 * total) / goal).toLocaleString('en')}%`]);
  }
  expect(rows[1]?.[4]).toBe('2');
});

it('compares nothing where there are not two', async () => {
  const alone = await startSite();
  await alone.put({ slug: 'alone' });
  await alone.publish('alone', { total: 40 });
  expect(await (await alone.page('/dashboard')).text()).not.toContain('id="compare"');
});
