import { basename } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { DashboardPage } from '../../functions/site/dashboard/page.tsx';
import { renderPage } from '../../functions/ui/layout.tsx';
import { world } from '../../functions/ui/maps/world.ts';
import { buildTestAssets } from '../support/assets.ts';
import { axeFile, RUN_AXE } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { around, sample } from './sample.ts';

const [now, opensAt] = [Date.parse('2026-03-10T12:30:00Z'), '2026-01-01T00:00:00Z'];

let browser: Browser;
let html: string;
let htmlOf: (named: readonly { country: string; signatures: number }[]) => string;
/** What pages with charts load (charts.js). */
let script: string;
beforeAll(async () => {
  const { assets, remove } = await buildTestAssets();
  htmlOf = (named) => {
    const total = named.reduce((sum, { signatures }) => sum + signatures, 90);
    const counts = {
      ...{ total, goal: 2 * total, byCountry: [...named, { country: 'other', signatures: 90 }], byDay: [] },
      ...{ asOf: '2026-03-10T12:00:00.000Z', nextAt: '2026-03-10T13:00:00.000Z' },
    };
    const campaign = sample({ opensAt, closesAt: undefined });
    return renderPage(<DashboardPage {...around} {...{ assets, campaign, counts, now }} status="open" />);
  };
  html = htmlOf(countries.map((country, i) => ({ country, signatures: 5_000 - 20 * i })));
  script = new TextDecoder().decode(assets.file(basename(assets.href('charts.js')))?.body);
  await remove();
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function visit(viewport = { width: 1280, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.setContent(html);
  return page;
}
const fillOf = (page: Page, shape: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector('${shape}')).fill`);

it('changes colours, legend and ranking by keyboard, without a script', async () => {
  const page = await visit();
  const [rate, amount] = [
    page.getByText('Most signatures per million people', { exact: true }),
    page.getByText('Most signatures', { exact: true }),
  ];
  expect([await rate.isVisible(), await amount.isVisible()]).toEqual([true, false]);
  // The first country has most signatures, and many more people than the smallest ones.
  const first = '.world .n5';
  const before = await fillOf(page, first);
  await page.getByLabel('Per million people').first().focus();
  await page.keyboard.press('ArrowRight');
  expect([await rate.isVisible(), await amount.isVisible()]).toEqual([false, true]);
  expect(await fillOf(page, '.world .n1')).not.toBe(await fillOf(page, first));
  expect([before, await fillOf(page, first)].every((fill) => fill.startsWith('rgb'))).toBe(true);
  expect(await fillOf(page, '.legend .n5')).toBe(await fillOf(page, first));
});

it.each(['light', 'dark', 'forced', 'smallest phone'])('is accessible and fits: %s', async (way) => {
  const page = await visit(way === 'smallest phone' ? { width: 320, height: 640 } : undefined);
  await page.emulateMedia({
    colorScheme: way === 'dark' ? 'dark' : 'light',
    forcedColors: way === 'forced' ? 'active' : 'none',
  });
  await page.addScriptTag({ path: axeFile });
  for (const measure of ['#by-perMillion', '#by-signatures']) {
    await page.check(measure, { force: true });
    const { violations } = await page.evaluate<{ violations: { id: string; help: string }[] }>(RUN_AXE);
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    );
  }
});

it.each([360, 1280])(
  'shows the part with most countries again, larger and in the same colours: %i px',
  async (width) => {
    const page = await visit({ width, height: 800 });
    const copy = page.locator('.world-near');
    expect((await copy.boundingBox())?.width).toBeGreaterThan(width === 360 ? 300 : 600);
    // What is beyond its frame lies over the legend otherwise.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.world-near')).overflow")).toBe('hidden');
    // A copy that knows no colours is black: then no measure changes it.
    const before = await copy.screenshot();
    await page.check('#by-signatures', { force: true });
    expect((await copy.screenshot()).equals(before)).toBe(false);
  },
);

it('tells each colour from the next one on paper and in forced colours', async () => {
  const page = await visit();
  for (const ways of [{ media: 'print' }, { media: 'screen', forcedColors: 'active' }] as const) {
    await page.emulateMedia(ways);
    const shades = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.if-perMillion .legend rect')].map((one) => { return getComputedStyle(one).fill; })`,
    );
    expect(new Set(shades).size).toBe(6);
  }
});

it('shows the numbers of a country under a pointer, and by the keyboard in the order of the table', async () => {
  const page = await visit();
  await page.addScriptTag({ content: script, type: 'module' });
  const figure = page.locator('figure', { has: page.locator('#countries-title') });
  const value = figure.locator('.chart-value');
  expect(await value.isVisible()).toBe(false);
  const saidOf = (i: number) =>
    new RegExp(
      `^${around.translator.country(countries[i] ?? '')}: Signatures ${around.translator.number(5_000 - 20 * i)} · Per million people [\\d.,]+$`,
    );
  for (const code of ['BR', 'MT'] as const) {
    const i = countries.indexOf(code);
    await figure.locator('.world [class^="p"]').nth(i).hover();
    expect(await value.textContent()).toMatch(saidOf(i));
  }
  await page.locator('#countries-title').hover();
  expect(await value.isVisible()).toBe(false);
  await figure.getByRole('slider').first().focus();
  await page.keyboard.press('Home');
  expect(await value.textContent()).toMatch(saidOf(0));
  await page.keyboard.press('ArrowRight');
  expect(await value.textContent()).toMatch(saidOf(1));
});

/** Where a country is on the map or on its enlarged part, in the browser's pixels. @param at in the map's units. */
const placeOn = (page: Page, map: string, [x, y]: readonly [number, number]): Promise<[number, number]> =>
  page.evaluate(`(() => {
    const map = document.querySelector('${map}');
    map.scrollIntoView({ block: 'center', behavior: 'instant' });
    const place = new DOMPoint(${x}, ${y}).matrixTransform(map.getScreenCTM());
    return [place.x, place.y];
  })()`);

it.each([
  ['.world', 'a country', 'FR', [452, 88]],
  ['.world-near', 'a country', 'FR', [452, 88]],
  ['.world-near', 'a small one', 'MT', world.circles.MT],
] as const)('keeps what a finger has pressed until it presses elsewhere: %s, %s', async (map, _, code, at) => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });
  await page.setContent(html);
  await page.addScriptTag({ content: script, type: 'module' });
  const figure = page.locator('#countries');
  const value = figure.locator('.chart-value');
  // A page hears of a tap after the finger has left, and may move once more as it opens.
  const pressed = async () => {
    await page.touchscreen.tap(...(await placeOn(page, map, at ?? [0, 0])));
    return value.textContent();
  };
  await expect.poll(pressed, { interval: 300 }).toMatch(new RegExp(`^${around.translator.country(code)}: `));
  const [box, picture] = [await value.boundingBox(), await page.locator(map).boundingBox()];
  // Right above the map, of which it hides nothing.
  const gap = (picture?.y ?? Number.NaN) - (box?.y ?? 0) - (box?.height ?? 0);
  expect(Math.abs(gap)).toBeLessThanOrEqual(1);
  expect(await figure.locator('.is-shown').count()).toBe(1);
  await page.locator('#countries-title').tap();
  await value.waitFor({ state: 'hidden' });
  await page.close();
});

it('says of a country that is not named that it is not', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(htmlOf([{ country: 'FR', signatures: 90 }]));
  await page.addScriptTag({ content: script, type: 'module' });
  const value = page.locator('#countries .chart-value');
  for (const map of ['.world', '.world-near']) {
    await page.mouse.move(...(await placeOn(page, map, [452, 88])));
    expect(await value.textContent()).toMatch(/^France: /);
    // Germany
    await page.mouse.move(...(await placeOn(page, map, [474, 74])));
    expect(await value.textContent()).toBe(`Germany · ${around.translator.t('countries.few')}`);
    expect(await page.locator('.is-shown').count()).toBe(0);
    // So small that it has a dot.
    await page.mouse.move(...(await placeOn(page, map, world.circles.MT ?? [0, 0])));
    expect(await value.textContent()).toBe(`Malta · ${around.translator.t('countries.few')}`);
  }
});

it('covers no choice with the value of a country on a phone, also in two lines', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.setContent(html);
  await page.addScriptTag({ content: script, type: 'module' });
  // Bosnia and Herzegovina
  await page.touchscreen.tap(...(await placeOn(page, '.world', [487, 98])));
  await page.locator('#countries .chart-value').waitFor();
  const value = await page.locator('#countries .chart-value').boundingBox();
  expect(value?.height).toBeGreaterThan(40);
  for (const tab of await page.locator('.countries > label').all()) {
    const box = await tab.boundingBox();
    expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThanOrEqual(value?.y ?? 0);
  }
  await page.close();
});

it('prints the table, which nobody can open on paper, and no tab', async () => {
  const page = await visit();
  const [table, tab] = [page.locator('#countries table'), page.getByText('Total', { exact: true })];
  expect([await table.isVisible(), await tab.isVisible()]).toEqual([false, true]);
  await page.emulateMedia({ media: 'print' });
  expect([await table.isVisible(), await tab.isVisible()]).toEqual([true, false]);
});
