import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import { launchChromium } from '../support/chromium.ts';
import { fullOfEvents } from '../support/full-campaign.ts';
import { NOW, startSite } from '../support/site.ts';
import { CUT, OVERLAPPING } from '../support/words-of-pictures.ts';

const site = await startSite();
const days = Array.from({ length: 90 }, (_, i) => [isoTime(NOW - (i + 1) * DAY).slice(0, 10), 40 + ((i * i) % 97)]);
const full = fullOfEvents({ until: NOW, days: 95 });
await site.put({
  ...{ slug: 'prisoners', title: 'Azerbaijan: free all prisoners of conscience', country: 'AZ', goal: 10_000 },
  ...{ opensAt: isoTime(NOW - 95 * DAY), publish: 'live' as const, ...full },
  cases: [{ name: 'Konstantin Konstantinopolsky', status: 'detained', detainedOn: '2020' }, ...full.cases.slice(1)],
});
await site.publish('prisoners', {
  ...{ total: 8_000, byDay: Object.fromEntries(days), byCountry: { AZ: 640, DE: 560, GB: 450, US: 300, LI: 40 } },
});
await site.put({
  ...{ slug: 'won', title: 'The writer is free', won: { on: '2026-02-20', words: 'Released without conditions.' } },
  ...{ closesAt: '2026-02-25T00:00:00Z', opensAt: '2026-01-20T00:00:00Z' },
});
await site.publish('won', { total: 1_300, byDay: { '2026-01-20': 600, '2026-02-01': 700 } });

const pages = [
  ...['/', '/?q=free&status=open', '/dashboard', '/cases', '/cases/prisoner-1', '/docs/open-data'],
  ...['/campaigns/prisoners/dashboard', '/campaigns/won/dashboard', '/campaigns/prisoners'],
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function visit(path: string, { width, size }: { width: number; size: string }): Promise<Page> {
  const answer = await site.page(path);
  expect([path, answer.status]).toEqual([path, 200]);
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  // No script: the letters of a reader are large before anything runs.
  await page.setContent((await answer.text()).replaceAll(/<script.*?<\/script>/gs, ''));
  await page.addStyleTag({ content: `html { font-size: ${size} !important }` });
  return page;
}

/** Words of headings that a line ends in, though they have no hyphen. */
const BROKEN = `[...document.querySelectorAll('h1, h2, h3, .button, summary, label')].flatMap((heading) => {
  const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const { 0: word, index } of text.data.matchAll(/[^\\s\\u00ad\\u200b-]+/g)) {
      // An address may be broken anywhere.
      if (word.includes('/') || text.parentElement.closest('code')) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
      if (new Set(tops).size > 1) broken.push(word);
    }
  return broken;
})`;

const sizes = [
  { width: 320, size: '200%' },
  { width: 360, size: '200%' },
  { width: 320, size: '100%' },
  { width: 1280, size: '200%' },
];
it.each(sizes.flatMap((way) => pages.map((path) => ({ path, ...way }))))(
  'fits at $width pixels with letters of $size: $path',
  async ({ path, ...way }) => {
    const page = await visit(path, way);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await page.evaluate(BROKEN)).toEqual([]);
    expect(await page.evaluate(OVERLAPPING)).toEqual([]);
    expect(await page.evaluate(CUT)).toEqual([]);
    await page.close();
  },
);
