import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import type { CountsAnswer } from '../../../functions/site/open-data.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { NOW, startSite } from '../../support/site.ts';

const { date, number, t } = translatorOf('en');
const site = await startSite();
const dayOf = (ago: number) => isoTime(NOW - ago * DAY).slice(0, 10);

/** Campaigns whose pictures have days, weeks and months, and one that has closed. */
const campaigns = {
  days: { days: 30, closesAt: undefined },
  weeks: { days: 300, closesAt: undefined },
  months: { days: 1_500, closesAt: undefined },
  // Older than a picture reaches back: 60 months.
  years: { days: 2_600, closesAt: undefined },
  closed: { days: 40, closesAt: isoTime(NOW - 5 * DAY) },
};

for (const [slug, { days, closesAt }] of Object.entries(campaigns)) {
  const first = closesAt === undefined ? 1 : 6;
  const ago = Array.from({ length: days }, (_, i) => first + i);
  const byDay = Object.fromEntries(ago.map((i) => [dayOf(i), ((i * 6_947) % 211) - 3]));
  const over = Object.values(byDay).reduce((sum, n) => sum + n, 0);
  await site.put({ slug, opensAt: `${dayOf(days + 10)}T00:00:00Z`, ...(closesAt && { closesAt }), goal: over * 2 });
  await site.publish(slug, { total: over + (closesAt ? 0 : 17), byDay, byCountry: { AZ: 40, DE: 90 } });
}

async function read(slug: string) {
  const counts = (await site.json(`/api/campaigns/${slug}/counts`)) as CountsAnswer;
  const html = await (await site.page(`/campaigns/${slug}/dashboard`)).text();
  const csv = async (name: string) =>
    (await (await site.get(`/campaigns/${slug}/charts/${name}.csv`)).text())
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
  const over = counts.byDay.reduce((sum, { signatures }) => sum + signatures, 0);
  const days = [...counts.byDay, { day: dayOf(0), signatures: counts.total - over }].filter(
    ({ signatures }, i) => i < counts.byDay.length || signatures !== 0,
  );
  return { counts, html, csv, days };
}

const figureOf = (html: string, id: string) => html.split(`id="${id}"`)[1]?.split('</figure>')[0] ?? '';
/** The cells of a picture's table, oldest first. */
const tableOf = (html: string, id: string): string[][] =>
  [...figureOf(html, id).matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g)]
    .map(([, name = '', cells = '']) => [
      name,
      ...[...cells.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell = '']) => cell),
    ])
    .reverse();
/** What a table says of the time before its first row. */
const earlierIn = (html: string, id: string): number =>
  countOf(/>Before that: ([\d,]+)\.</.exec(figureOf(html, id))?.[1] ?? '0');
const countOf = (words: string | undefined) => Number(words?.replaceAll(',', ''));
const summaryOf = (html: string, id: string) => /class="chart-summary">([^<]*)</.exec(figureOf(html, id))?.[1] ?? '';

it.each(Object.keys(campaigns))('shows of %s the numbers of the API, in each table and file', async (slug) => {
  const { counts, html, days } = await read(slug);
  const growth = tableOf(html, 'growth');
  let total = earlierIn(html, 'growth');
  for (const [, all, some] of growth) {
    total += countOf(some);
    expect(countOf(all)).toBe(total);
  }
  expect(total).toBe(counts.total);
  const listed = tableOf(html, 'days').map(([, n]) => countOf(n));
  expect(earlierIn(html, 'days') > 0).toBe(slug === 'years');
  expect(earlierIn(html, 'days') + listed.reduce((sum, n) => sum + n, 0)).toBe(counts.total);
  if (slug === 'days' || slug === 'closed') {
    const quiet = days.filter(({ signatures }) => signatures !== 0);
    expect(tableOf(html, 'days')).toEqual(quiet.map(({ day, signatures }) => [date(day), number(signatures)]));
    const shown = growth.filter(([, , some]) => some !== '0');
    expect(shown.map(([day, , some]) => [day, some])).toEqual(
      quiet.map(({ day, signatures }) => [date(day), number(signatures)]),
    );
  }
  expect(html).toContain(`data-total="true">${number(counts.total)}<`);
  expect(html).toContain(`<progress value="${Math.min(counts.total, counts.goal)}" max="${counts.goal}"`);
});

it.each(Object.keys(campaigns))('has in the files of %s a row for each day, whatever its age', async (slug) => {
  const { counts, csv, days } = await read(slug);
  const [head, ...rows] = await csv('days');
  expect(head).toEqual(['day', 'signatures']);
  // From the opening on, ten days before the first number.
  const first = campaigns[slug as keyof typeof campaigns].days + 10;
  const last = slug === 'closed' ? 5 : 0;
  const known = new Map(days.map(({ day, signatures }) => [day, signatures]));
  const all = Array.from({ length: first - last + 1 }, (_, i) => dayOf(first - i));
  expect(rows).toEqual(all.map((day) => [day, String(known.get(day) ?? 0)]));
  const [growthHead, ...growth] = await csv('growth');
  expect(growthHead).toEqual(['day', 'total', 'signatures']);
  expect(growth.map(([day, , signatures]) => [day, signatures])).toEqual(rows);
  let total = 0;
  for (const [, all, some] of growth) {
    total += Number(some);
    expect(Number(all)).toBe(total);
  }
  expect(total).toBe(counts.total);
});

it.each(Object.keys(campaigns))('says of %s what its numbers say', async (slug) => {
  const { counts, html, days } = await read(slug);
  const best = counts.byDay.reduce((high, one) => (one.signatures > high.signatures ? one : high));
  const words = t('dashboard.remark.most', { day: date(best.day), number: best.signatures });
  expect(summaryOf(html, 'days')).toContain(words);
  expect(html).toContain(t('dashboard.record.day', { number: best.signatures }));
  const sums = counts.byDay.slice(6).map((_, i) => sumOf(counts.byDay.slice(i, i + 7)));
  expect(html).toContain(t('dashboard.record.week', { number: Math.max(...sums) }));
  const svg = await (await site.get(`/campaigns/${slug}/charts/growth.svg`)).text();
  // The number at the end of the curve.
  expect(svg).toContain(`>${number(counts.total)}</text>`);
  expect(days.length).toBeGreaterThan(29);
  const marks = figureOf(html, 'growth').match(/<time [^>]*>[^<]*<\/time> <span>[\d,]+ signatures<\/span>/g) ?? [];
  expect(marks.length).toBeGreaterThan(0);
  for (const mark of marks) {
    const [, on, reached] = /datetime="([^"]*)".*<span>([\d,]+) /.exec(mark) ?? [];
    const until = (last: (day: string) => boolean) => sumOf(days.filter(({ day }) => last(day)));
    expect(until((day) => day <= on!)).toBeGreaterThanOrEqual(countOf(reached));
    expect(until((day) => day < on!)).toBeLessThan(countOf(reached));
  }
});

it('has a place in the picture for each row of its table, in the order of time', async () => {
  for (const slug of Object.keys(campaigns)) {
    const { html } = await read(slug);
    for (const id of ['growth', 'days']) {
      const places = /data-hover="([^"]*)"/.exec(figureOf(html, id))?.[1]?.split(' ').map(Number) ?? [];
      expect(places).toHaveLength(tableOf(html, id).length);
      expect(places).toEqual(places.toSorted((a, b) => b - a));
      expect(places.every((place) => place >= 0 && place <= 1_000)).toBe(true);
    }
  }
});

it('shows on the wall what the API says', async () => {
  const { counts } = await read('days');
  const wall = await (await site.page('/campaigns/days/wall')).text();
  expect(wall).toContain(`data-total="true">${number(counts.total)}<`);
  expect(wall).toContain(`data-next="${counts.nextAt}"`);
  expect(wall).toMatch(/<noscript><meta http-equiv="refresh" content="60"\/?><\/noscript>/);
});

const sumOf = (some: readonly { signatures: number }[]) => some.reduce((sum, { signatures }) => sum + signatures, 0);
