import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { charts } from '../../../functions/site/dashboard/charts.ts';
import { NOW, startSite } from '../../support/site.ts';
import { hostile } from '../../ui/sample.ts';

const site = await startSite();
const dayOf = (ago: number) => isoTime(NOW - ago * DAY).slice(0, 10);
const opensAt = '2013-01-01T00:00:00Z';

/** Numbers that no ordinary campaign has, and the total of them. */
const numbers: Record<string, Record<string, number>> = {
  'one-day': { [dayOf(1)]: 40 },
  today: {},
  gaps: { [dayOf(900)]: 30, [dayOf(400)]: 1, [dayOf(2)]: 5 },
  falls: { [dayOf(9)]: 50, [dayOf(5)]: -20, [dayOf(3)]: -29, [dayOf(1)]: 4 },
  'only-falls': { [dayOf(9)]: -5, [dayOf(1)]: -4 },
  'ten-years': Object.fromEntries(Array.from({ length: 3_660 }, (_, i) => [dayOf(i + 1), (i * 31) % 977])),
  'very-many': { [dayOf(20)]: 999_999_999, [dayOf(10)]: 1, [dayOf(1)]: 999_999_999 },
};

for (const [slug, byDay] of Object.entries(numbers)) {
  const over = Object.values(byDay).reduce((sum, n) => sum + n, 0);
  await site.put({
    ...{ slug, opensAt, title: `Free ${hostile}`, goal: 1_000_000_000 },
    updates: Array.from({ length: 15 }, (_, i) => ({
      ...{ at: `${dayOf(i)}T00:00:00Z`, title: `${i} ${hostile} حرية ${'x'.repeat(90)}`, text: 'x' },
    })),
    cases: Array.from({ length: 60 }, (_, i) => ({
      ...{ name: `=${i} ${hostile} ${'long '.repeat(10)}`, people: 1_000, status: 'released' as const },
      history: Array.from({ length: 12 }, (__, j) => ({
        status: j % 2 ? ('released' as const) : ('detained' as const),
        on: ['2014', '2015-02', '2016-03-04'][j >> 2]!,
      })),
    })),
    handedOver: [{ on: dayOf(3), to: hostile }],
    won: { on: dayOf(2), words: hostile },
  });
  await site.publish(slug, { total: over + 9, byDay, byCountry: over > 0 ? { AZ: Math.min(over, 20) } : {} });
}

const files = Object.keys(charts).flatMap((name) => [`charts/${name}.svg`, `charts/${name}.csv`]);

it.each(Object.keys(numbers))('draws %s without a number that is none, and lets no markup in', async (slug) => {
  for (const page of ['dashboard', 'wall', ...files]) {
    const answer = await site.page(`/campaigns/${slug}/${page}`);
    const text = await answer.text();
    expect([200, 404], `${page} ${answer.status}`).toContain(answer.status);
    if (page === 'dashboard' || page === 'wall') expect(answer.status).toBe(200);
    expect(text, page).not.toMatch(/NaN|undefined|Infinity|\[object/);
    if (page.endsWith('csv')) {
      // A spreadsheet would take it for a formula.
      expect(text).not.toMatch(/(^|,)"?=/m);
    } else expect(text, page).not.toContain('<script>alert');
  }
});

/** The elements of an XML document, each of which must end. @returns the name of the first that does not. */
function unclosed(xml: string): string | undefined {
  const open: string[] = [];
  for (const [tag, slash, name = ''] of xml.replace(/^<\?xml[^>]*>/, '').matchAll(/<(\/?)([\w-]+)(?:\s[^<>]*)?>/g)) {
    if (slash) {
      if (open.pop() !== name) return name;
    } else if (!tag.endsWith('/>')) open.push(name);
  }
  return open.at(-1);
}

it('makes pictures that are XML, load nothing, run nothing and need no styles', async () => {
  for (const name of Object.keys(charts)) {
    const svg = await (await site.get(`/campaigns/falls/charts/${name}.svg`)).text();
    expect(svg).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    expect(unclosed(svg)).toBeUndefined();
    expect(svg).toMatch(/<title id="title">Free [^<]+<\/title><desc id="description">[^<]+<\/desc>/);
    expect(svg).not.toMatch(/<style|<script|<image|<foreignObject| href=| on\w+=| class=| style=|var\(/i);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
    expect(svg).toContain('amparo.example/campaigns/falls/dashboard');
    expect(svg).toContain('10 March 2026');
  }
});

it('has no picture of a campaign that has no number, or of a name that is none', async () => {
  await site.put({ slug: 'empty' });
  const statusOf = async (path: string) => (await site.get(`/campaigns/${path}`)).status;
  expect(await statusOf('empty/charts/growth.svg')).toBe(404);
  for (const file of [
    'growth.png',
    'growth',
    'toString.svg',
    '__proto__.csv',
    'growth.svg.csv',
    'GROWTH.svg',
    '%00.svg',
  ])
    expect(await statusOf(`falls/charts/${file}`), file).toBe(404);
});
