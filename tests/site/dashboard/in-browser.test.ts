import { basename } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { launchChromium } from '../../support/chromium.ts';
import { placesIn } from '../../support/drawn.ts';
import { fullOfEvents } from '../../support/full-campaign.ts';
import { NOW, PUBLIC_URL, startSite } from '../../support/site.ts';

const site = await startSite();
const perDay = Array.from({ length: 50 }, (_, i) => [isoTime(NOW - (i + 1) * DAY).slice(0, 10), 5 + ((i * 37) % 53)]);
const over = perDay.reduce((sum, [, n]) => sum + Number(n), 0);
await site.put({
  ...{ slug: 'shown', title: 'Free them', goal: 5_000, opensAt: isoTime(NOW - 50 * DAY), publish: 'live' },
  ...fullOfEvents({ until: NOW, days: 50 }),
});
await site.publish('shown', { total: over, byDay: Object.fromEntries(perDay), byCountry: { AZ: 640, DE: 560 } });
// Its number rested for 30 days.
await site.put({ slug: 'gapped', opensAt: `${isoTime(NOW - 41 * DAY).slice(0, 10)}T00:00:00Z`, publish: 'careful' });
await site.publish('gapped', {
  total: 240,
  byDay: Object.fromEntries([41, 40, 10, 9].map((ago) => [isoTime(NOW - ago * DAY).slice(0, 10), 60])),
});
const path = '/campaigns/shown/dashboard';
const html = await (await site.page(path)).text();

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The page at its address, with answers of the site. */
async function visit(viewport: { width: number; height: number }, at = path): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.clock.install();
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = await site.get(pathname, { accept: route.request().headers().accept ?? '*/*' });
    const { status } = answer;
    await route.fulfill({
      status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.bytes()),
    });
  });
  await page.goto(PUBLIC_URL + at);
  return page;
}

it.each(['growth', 'days'])('shows each value of %s under the pointer where the picture has it', async (id) => {
  const page = await visit({ width: 1280, height: 900 });
  const plot = page.locator(`#${id} .chart-plot`);
  const places = placesIn((await plot.getAttribute('data-hover'))!).map(([from]) => from);
  const rows = await page.locator(`#${id} tbody tr`).allTextContents();
  expect(places).toHaveLength(rows.length);
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const value = plot.locator('.chart-value');
  for (const i of [0, 7, Math.floor(rows.length / 2), rows.length - 1]) {
    const x = box.x + (places[i]! / 1_000) * box.width;
    await page.mouse.move(x, box.y + 100);
    const words = (await value.textContent())!.replaceAll(/: | · |In all |New /g, '');
    expect(words).toBe(rows[i]);
    // The line through the picture is there, too.
    const line = await page.evaluate<string>(
      `document.querySelector('#${id} .chart-slider').style.getPropertyValue('--at')`,
    );
    expect(Number.parseFloat(line) * 10).toBeCloseTo(places[i]!);
  }
  await page.close();
});

it('shows no value right of today, where the forecast is, and hides no mark under a value', async () => {
  const page = await visit({ width: 1280, height: 900 });
  const plot = page.locator('#growth .chart-plot');
  await plot.scrollIntoViewIfNeeded();
  const [box, value] = [(await plot.boundingBox())!, plot.locator('.chart-value')];
  const today = placesIn((await plot.getAttribute('data-hover'))!)[0]![0] / 1_000;
  await page.mouse.move(box.x + today * box.width, box.y + 100);
  const [label, badge] = [(await value.boundingBox())!, (await plot.locator('.chart-badge').last().boundingBox())!];
  expect(label.y + label.height).toBeLessThanOrEqual(badge.y + 1);
  const summary = (await page.locator('#growth .chart-summary').boundingBox())!;
  expect(label.y).toBeGreaterThanOrEqual(summary.y + summary.height - 1);
  await page.mouse.move(box.x + (today + 0.05) * box.width, box.y + 100);
  expect(await value.isVisible()).toBe(false);
  await page.close();
});

it('looks the same in forced colours for a file that a script makes as for those behind links', async () => {
  const page = await visit({ width: 1280, height: 900 });
  await page.emulateMedia({ forcedColors: 'active' });
  const look = (selector: string) =>
    page.evaluate<string>(`(() => {
      const { color, textDecorationLine } = getComputedStyle(document.querySelector('#growth .chart-files ${selector}'));
      return color + textDecorationLine;
    })()`);
  expect(await look('button')).toBe(await look('a'));
  await page.close();
});

it('shows the value of a wide column under the pointer wherever the column is', async () => {
  const page = await visit({ width: 1280, height: 900 }, '/campaigns/gapped/dashboard');
  const plot = page.locator('#days .chart-plot');
  await plot.scrollIntoViewIfNeeded();
  const [box, value] = [(await plot.boundingBox())!, plot.locator('.chart-value')];
  const [, , wide] = (await page.locator('#days tbody tr').allTextContents()).toReversed();
  expect(wide).toMatch(/\s–\s.*60 \(2 a day\)$/);
  // 42 days, today among them. The wide one has the third to the 32nd.
  const shown = async (day: number) => {
    await page.mouse.move(box.x + ((day - 0.5) / 42) * 0.89 * box.width, box.y + 100);
    return (await value.textContent())!.replace(': ', '');
  };
  for (const day of [3, 4, 17, 31, 32]) expect(await shown(day)).toBe(wide);
  for (const day of [2, 33]) expect(await shown(day)).toMatch(/60$/);
  await page.close();
});

it('draws the end of the curve where the pointer finds the newest value', async () => {
  const page = await visit({ width: 1280, height: 900 });
  const [plot, end] = [page.locator('#growth .chart-plot'), page.locator('#growth circle.chart-red')];
  const [whole, dot] = [(await plot.boundingBox())!, (await end.boundingBox())!];
  const [[newest] = []] = placesIn((await plot.getAttribute('data-hover'))!);
  expect(Math.abs((dot.x + dot.width / 2 - whole.x) / whole.width - newest! / 1_000)).toBeLessThan(0.002);
  await page.close();
});

it('keeps its total up to date, though it has no script but that of its charts', async () => {
  expect(html.match(/<script[^>]*>/g)).toEqual([`<script type="module" src="${site.assets.href('charts.js')}">`]);
  expect(basename(site.assets.href('charts.js'))).toMatch(/^charts-/);
  const page = await visit({ width: 1280, height: 900 });
  await site.publish('shown', { total: over + 9, byDay: Object.fromEntries(perDay), byCountry: { AZ: 640, DE: 560 } });
  site.time.now += 60_000;
  await page.clock.fastForward(60_000);
  await expect
    .poll(() => page.locator('.dashboard-headline [data-total]').textContent())
    .toBe((over + 9).toLocaleString('en'));
  await page.close();
});

it('prints the table of each chart, but that of the days, whose numbers the curve has', async () => {
  const page = await visit({ width: 800, height: 900 });
  const shown = () =>
    Promise.all(['growth', 'days', 'countries', 'prison'].map((id) => page.locator(`#${id} table`).isVisible()));
  expect(await shown()).toEqual([false, false, false, false]);
  await page.emulateMedia({ media: 'print' });
  expect(await shown()).toEqual([true, false, true, true]);
  expect(await page.locator('.dashboard summary:visible').count()).toBe(0);
  await page.close();
});
