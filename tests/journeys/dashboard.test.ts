import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, inject, it, onTestFinished } from 'vitest';
import { localTarget } from '../../commands/target.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { publishNumbers } from '../support/published.ts';
import { ownCampaign } from './campaign.ts';
import { desktop, phone, visitor } from './visitor.ts';

/** On a service of others, tests publish no numbers. */
const isOurs = inject('dataDir') !== '';
const goal = 2_000;
const path = `/campaigns/${await ownCampaign({ goal, opensAt: isoTime(Date.now() - 20 * DAY), publish: 'careful' })}`;
const dayOf = (ago: number) => isoTime(Date.now() - ago * DAY).slice(0, 10);
/** 10, 20, 30 … signatures on the days until yesterday, and 5 today. */
const perDay = Array.from({ length: 16 }, (_, i) => 10 * (i + 1));
const over = perDay.reduce((sum, n) => sum + n, 0);
const total = over + 5;

async function publish(published: number): Promise<void> {
  const { table, db } = await localTarget(inject('dataDir'));
  const byDay = Object.fromEntries(perDay.map((n, i) => [dayOf(perDay.length - i), n]));
  await publishNumbers(table('Counts'), path.split('/').at(-1) ?? '', {
    ...{ total: published, byDay, byCountry: { AZ: 200, DE: 90 }, asOf: Date.now(), every: MINUTE },
  });
  db.client.destroy();
}
if (isOurs) await publish(total);

const sliderOf = (page: Page, title: string): Locator => page.getByRole('slider', { name: title });
const shownValue = (page: Page): Locator => page.locator('.chart-value:visible');
/** The newest first. */
const rowOf = (page: Page, id: string, i: number): Promise<string[]> =>
  page.locator(`#${id} tbody tr`).nth(i).locator('th, td').allTextContents();

it.runIf(isOurs)('shows the values of a chart by the keyboard alone, and reads them out', async () => {
  const { page } = await visitor(desktop);
  await page.goto(`${path}/dashboard`);
  const slider = sliderOf(page, 'Signatures over time');
  await slider.focus();
  const [today, all, some] = await rowOf(page, 'growth', 0);
  expect([all, some]).toEqual([total.toLocaleString('en'), '5']);
  expect(await shownValue(page).textContent()).toBe(`${today}: In all ${all} · New ${some}`);
  await page.keyboard.press('ArrowLeft');
  const [yesterday, ...values] = await rowOf(page, 'growth', 1);
  expect(values).toEqual([over.toLocaleString('en'), '160']);
  expect(await slider.getAttribute('aria-valuetext')).toBe(`${yesterday}: In all ${values[0]} · New 160`);
  // It begins at the opening: the first number stands for the days since then.
  await page.keyboard.press('Home');
  expect(await shownValue(page).textContent()).toMatch(/: In all 10 · New 10 \(2 a day\)$/);
  // It stays at the ends.
  await page.keyboard.press('ArrowLeft');
  expect(await slider.getAttribute('aria-valuenow')).toBe('1');
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuenow')).toBe(await slider.getAttribute('aria-valuemax'));
  await page.keyboard.press('Escape');
  expect(await shownValue(page).count()).toBe(0);
});

it.runIf(isOurs)(
  'shows the value under a pointer, within the picture, and hides it when the pointer leaves',
  async () => {
    const { page } = await visitor(desktop);
    await page.goto(`${path}/dashboard`);
    const slider = sliderOf(page, 'By day');
    await slider.scrollIntoViewIfNeeded();
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + 2, box.y + 60);
    await expect.poll(() => shownValue(page).textContent()).toBe((await rowOf(page, 'days', 16)).join(': '));
    const label = (await shownValue(page).boundingBox())!;
    expect(label.x).toBeGreaterThanOrEqual(box.x - 1);
    expect(label.x + label.width).toBeLessThanOrEqual(box.x + box.width + 1);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 300);
    await expect.poll(() => shownValue(page).count()).toBe(0);
  },
);

it.runIf(isOurs)('shows the value under a finger, from right to left where lines of text do', async () => {
  const { page } = await visitor(phone);
  await page.route('**/dashboard', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('dir="ltr"', 'dir="rtl"') });
  });
  await page.goto(`${path}/dashboard`);
  const slider = sliderOf(page, 'By day');
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox())!;
  // The oldest day is at the right.
  await page.touchscreen.tap(box.x + box.width - 3, box.y + 60);
  await expect.poll(() => shownValue(page).textContent()).toBe((await rowOf(page, 'days', 16)).join(': '));
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownValue(page).textContent()).toBe((await rowOf(page, 'days', 15)).join(': '));
});

it.runIf(isOurs)('saves a picture for the press, 2,400 pixels wide, of what the SVG shows', async () => {
  const { page } = await visitor(desktop);
  await page.goto(`${path}/dashboard`);
  const saved = page.waitForEvent('download');
  await page.locator('#growth').getByRole('button', { name: 'PNG' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/-growth\.png$/);
  const folder = await mkdtemp(join(tmpdir(), 'amparo-png-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await download.saveAs(join(folder, 'growth.png'));
  const png = await readFile(join(folder, 'growth.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2_400);
  // Not an empty sheet.
  expect(png.length).toBeGreaterThan(30_000);
  expect(await page.locator('#growth').getByRole('link', { name: 'SVG' }).getAttribute('href')).toBe(
    `${path}/charts/growth.svg`,
  );
});

it.runIf(isOurs)('needs no script: tables, files, and no button that would do nothing', async () => {
  const { page } = await visitor({ ...phone, javaScriptEnabled: false });
  await page.goto(`${path}/dashboard`);
  expect(await page.getByRole('slider').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'PNG' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'CSV' }).count()).toBeGreaterThan(2);
  await page.locator('#growth summary').click();
  expect(await page.locator('#growth tbody').textContent()).toContain(total.toLocaleString('en'));
});

it.runIf(isOurs)('keeps the wall of an event up to date, without anybody who touches it', async () => {
  const { page } = await visitor({ viewport: { width: 1_920, height: 1_080 } });
  await page.clock.install();
  await page.goto(`${path}/wall`);
  const shown = page.locator('[data-total]');
  expect(await shown.textContent()).toBe(total.toLocaleString('en'));
  // All of it is on the screen.
  const size = await page.locator('html').evaluate((html) => [html.scrollWidth, html.scrollHeight]);
  expect(size).toEqual([1_920, 1_080]);
  expect(await page.getByRole('img', { name: /^QR code/ }).isVisible()).toBe(true);
  await publish(2_501);
  /** Time passes in the page, and it gets its answers, until it shows something. */
  const passUntil = (wanted: Locator) =>
    expect
      .poll(
        async () => {
          await page.clock.runFor(60_000);
          return wanted.count();
        },
        { interval: 200 },
      )
      .toBe(1);
  // First the number, then the milestone and the curve.
  await passUntil(page.locator('[data-total]', { hasText: '2,501' }));
  await passUntil(page.getByText('Next milestone: 5,000'));
  expect(await page.locator('.wall-curve .chart-end').textContent()).toBe('2,501');
});

it.runIf(isOurs).each([
  ['az', '2.501'],
  ['hy', '2501'],
  ['ar', '2,501'],
])(
  'leaves the number of a wall in %s as that language writes it, whatever the browser knows of it',
  async (language, number) => {
    await publish(2_501);
    const { page } = await visitor({ viewport: { width: 1_920, height: 1_080 } });
    await page.clock.install();
    await page.goto(`/${language}${path}/wall`);
    let isAnswered = false;
    page.on('requestfinished', (request) => {
      isAnswered ||= request.url().endsWith('/counts');
    });
    // In small steps: soon after a number that is another one, the whole page comes anew.
    const pass = async () => {
      await page.clock.runFor(4_000);
      await page.evaluate('0');
      return isAnswered;
    };
    await expect.poll(pass, { interval: 20 }).toBe(true);
    await page.evaluate('0');
    expect(await page.locator('[data-total]').textContent()).toBe(number);
  },
);

it.runIf(isOurs)('follows on the wall a number that never rests', async () => {
  const { page } = await visitor({ viewport: { width: 1_920, height: 1_080 } });
  const began = Date.parse('2030-01-01T00:00Z');
  let signatures = 3_000;
  await page.route('**/counts', async (route) => {
    signatures += 7;
    const [asOf, nextAt] = [isoTime(began + signatures), isoTime(began)];
    const written = { en: signatures.toLocaleString('en') };
    await route.fulfill({ json: { total: signatures, written, asOf, nextAt }, headers: { etag: `"${signatures}"` } });
  });
  // A page is as old as the last number, and the next number comes before the page is there.
  await page.route('**/wall', async (route) => {
    const answer = await route.fetch();
    const asOf = isoTime(began + signatures);
    const shown = `$1${signatures.toLocaleString('en')}`;
    const numbers = (await answer.text()).replace(/(data-total[^>]*>)[\d,]+/, shown);
    const body = numbers.replace(/data-as-of="[^"]*"/, `data-as-of="${asOf}" data-copy="${signatures}"`);
    await route.fulfill({ response: answer, body });
  });
  await page.clock.install();
  await page.goto(`${path}/wall`);
  const copy = async () => Number(await page.locator('[data-copy]').getAttribute('data-copy'));
  const first = await copy();
  await expect
    .poll(
      async () => {
        await page.clock.runFor(60_000);
        return (await copy()) - first;
      },
      { interval: 200 },
    )
    // More than once.
    .toBeGreaterThan(7);
  await page.clock.runFor(60_000);
  const shown = Number((await page.locator('[data-total]').textContent())?.replaceAll(',', ''));
  expect(shown).toBeGreaterThanOrEqual(await copy());
  // The next page may be on its way.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

it.runIf(isOurs)('reloads the wall each minute where no script can run', async () => {
  const { page } = await visitor({ javaScriptEnabled: false, viewport: { width: 1_080, height: 1_920 } });
  await page.goto(`${path}/wall`);
  expect(await page.locator('noscript meta[http-equiv="refresh"]').getAttribute('content')).toBe('60');
  expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(1_080);
});
