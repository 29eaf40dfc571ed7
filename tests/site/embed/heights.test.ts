import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HEIGHTS, heightOf, shows } from '../../../functions/ui/browser/embed/choices.ts';
import { launchChromium } from '../../support/chromium.ts';
import { startSite } from '../../support/site.ts';

/** The narrowest phone, and half a column of a newspaper. */
const widths = [320, 360, 480];

/** As long as a campaign lets them be, or as any that we know. */
const title = `Release the ten prisoners of conscience ${'who are held for what they wrote '.repeat(3)}`
  .slice(0, 120)
  .trim();
const name = 'The International Committee for the Release of Prisoners of Conscience';
const longest = {
  ...{ title, country: 'AZ', goal: 1_000_000, group: { name, contact: 'help@free.example' } },
  ...{ showNames: true, news: true, countryOptional: true },
};
const won = {
  on: '2026-02-20',
  words: 'All ten were released, and may write again, travel and meet. '.repeat(6).trim(),
};
const ended = '2026-02-21T00:00:00Z';

const site = await startSite();
const campaigns = ['open', 'few', 'won', 'upcoming'] as const;
await site.put({ ...longest, slug: 'open' });
await site.put({ ...longest, slug: 'few' });
await site.put({ ...longest, slug: 'won', closesAt: ended, won });
await site.put({ ...longest, slug: 'upcoming', opensAt: '2026-09-01T00:00:00Z' });
for (const slug of ['open', 'won']) await site.publish(slug, { total: 123_456 });

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it.each(shows)('gives a frame that shows %s the height that it needs, whatever the campaign', async (show) => {
  const page = await browser.newPage();
  const needed: [number, string, number][] = [];
  for (const width of widths) {
    // Lower than what is in it.
    await page.setViewportSize({ width, height: 100 });
    for (const slug of campaigns) {
      await page.setContent(await (await site.get(`/embed/campaigns/${slug}?show=${show}`)).text());
      needed.push([width, slug, await page.evaluate('document.documentElement.scrollHeight')]);
    }
  }
  await page.close();
  expect(needed.filter(([, , height]) => height > HEIGHTS[show])).toEqual([]);
  // Nor is it much too high for the longest words.
  expect(Math.max(...needed.map(([, , height]) => height))).toBeGreaterThan(HEIGHTS[show] - 60);
});

// Lengths of titles: a name, what most have, and the longest.
it.each([17, 40, 43, 58, 77, 98, 120])(
  'gives a frame no more height than a title of %s letters needs, and no less',
  async (length) => {
    const short = { ...longest, title: title.slice(0, length).trim() };
    const group = { name: 'The Open Window Group', contact: 'help@free.example' };
    for (const state of campaigns) {
      const closed = state === 'won' ? { closesAt: ended, won } : {};
      const upcoming = state === 'upcoming' ? { opensAt: '2026-09-01T00:00:00Z' } : {};
      await site.put({ ...short, ...closed, ...upcoming, group, slug: `${state}-${length}` });
    }
    for (const state of ['open', 'won']) await site.publish(`${state}-${length}`, { total: 123_456 });
    const page = await browser.newPage();
    const needed: number[] = [];
    for (const width of [320, 480]) {
      await page.setViewportSize({ width, height: 100 });
      for (const state of campaigns) {
        await page.setContent(await (await site.get(`/embed/campaigns/${state}-${length}`)).text());
        needed.push(await page.evaluate('document.documentElement.scrollHeight'));
      }
    }
    await page.close();
    const height = heightOf('button', short.title);
    expect(Math.max(...needed)).toBeLessThanOrEqual(height);
    expect(Math.max(...needed)).toBeGreaterThan(height - 60);
  },
);
