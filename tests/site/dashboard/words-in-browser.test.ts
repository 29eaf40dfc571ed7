import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { launchChromium } from '../../support/chromium.ts';
import { fullOfEvents } from '../../support/full-campaign.ts';
import { NOW, startSite } from '../../support/site.ts';
import { speaking } from '../../support/speaking.ts';
import { OVERLAPPING } from '../../support/words-of-pictures.ts';

speaking(USUAL_LANGUAGES);
const site = await startSite();
// Longer than a year, so the words under its pictures have years.
const weeks = Array.from({ length: 80 }, (_, i) => [isoTime(NOW - (i * 7 + 9) * DAY).slice(0, 10), 15]);
await site.put({
  slug: 'long',
  title: 'Free them',
  goal: 5_000,
  opensAt: isoTime(NOW - 570 * DAY),
  ...fullOfEvents({ until: NOW, days: 95 }),
});
await site.publish('long', { total: 1_200, byDay: Object.fromEntries(weeks) });

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function visit(path: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  await page.setContent((await (await site.page(path)).text()).replaceAll(/<script.*?<\/script>/gs, ''));
  return page;
}

it.each(USUAL_LANGUAGES)('writes no word of a picture over the next one, on whatever screen: %s', async (language) => {
  const page = await visit(`/${language}/campaigns/long/dashboard`, 320);
  expect(await page.locator('#growth .chart-tick:visible').count()).toBeGreaterThan(3);
  for (const width of [320, 360, 390, 480, 560, 640, 690, 720, 768, 1024, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    expect(await page.evaluate(OVERLAPPING), String(width)).toEqual([]);
  }
  await page.close();
});
