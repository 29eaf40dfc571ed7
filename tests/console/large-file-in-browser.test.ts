import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestAssets } from '../support/assets.ts';
import { launchChromium } from '../support/chromium.ts';
import { PUBLIC_URL, startConsole } from '../support/console.ts';
import { organiserBrowser } from '../support/organiser-browser.ts';
import { redAndBlue } from '../support/some-picture.ts';

const { assets, remove } = await buildTestAssets();
const site = await startConsole({ assets });
const PATH = '/organise/cases/new';
const { html } = await (await organiserBrowser(site, 'admin')).see(PATH);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await remove();
});

/** The form of a new case. @returns also how often it was sent. */
async function visit(width: number): Promise<{ page: Page; sent: () => number }> {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  let sent = 0;
  await page.route('**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === 'POST') {
      sent++;
      // The page stays as it is while the answer comes.
      await route.fulfill({ status: 204 });
      return;
    }
    const file = assets.file(pathname.split('/').at(-1) ?? '');
    if (file) await route.fulfill({ body: Buffer.from(file.body), contentType: file.type });
    else await route.fulfill({ body: html, contentType: 'text/html' });
  });
  await page.goto(PUBLIC_URL + PATH);
  return { page, sent: () => sent };
}
const heic = { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: Buffer.alloc(6_420_000, 'x') };
const isSeen = (page: Page, text: string) =>
  page.evaluate<boolean>(`(() => {
    const found = [...document.querySelectorAll('p, button')].find((one) => one.textContent.startsWith(${JSON.stringify(text)}));
    const { top, bottom } = found.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })()`);

it.each([1_280, 390, 320])(
  'refuses a file that no browser makes smaller before it is sent, and keeps all words: %i',
  async (width) => {
    const { page, sent } = await visit(width);
    await page.getByLabel('Name', { exact: true }).fill('Ali');
    const chosen = page.getByLabel('File of the picture');
    expect(await page.locator('[id="field-picture.file-hint"]').textContent()).toContain('Large ones are made smaller');
    await chosen.setInputFiles(heic);
    const said = 'This file has 6.5 MB, and this browser cannot make it smaller. Export it as JPEG (at most 4 MB).';
    await page.getByText(said).waitFor();
    await page.getByRole('button', { name: 'Make the case' }).last().click();
    expect(await chosen.evaluate('document.activeElement.id')).toBe('field-picture.file');
    expect([sent(), await page.getByLabel('Name', { exact: true }).inputValue()]).toEqual([0, 'Ali']);
    // The page scrolls to it for a while.
    await expect.poll(() => isSeen(page, said)).toBe(true);
    expect(await chosen.getAttribute('aria-invalid')).toBe('true');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/refused-${width}.png` });
    // Another file in its place.
    await chosen.setInputFiles({
      name: 'a.jpg',
      mimeType: 'image/jpeg',
      buffer: await (await redAndBlue(320, 320)).jpeg().toBuffer(),
    });
    expect(await chosen.getAttribute('aria-invalid')).toBeNull();
    await page.getByRole('button', { name: 'Make the case' }).last().click({ noWaitAfter: true });
    await expect.poll(sent).toBe(1);
    await page.close();
  },
);

it('says at the button that a photo is being made smaller, and sends the form once, however often it is pressed', async () => {
  const { page, sent } = await visit(320);
  await page.evaluate(`{
    const make = createImageBitmap;
    window.createImageBitmap = async () => {
      await new Promise((resolve) => { window.goOn = resolve; });
      const canvas = new OffscreenCanvas(100, 100);
      canvas.getContext('2d');
      return canvas.transferToImageBitmap();
    };
  }`);
  await page
    .getByLabel('File of the picture')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(2_000_000) });
  const button = page.locator('.console-form button[type=submit]:not(.hidden)').last();
  const label = await button.textContent();
  for (let i = 0; i < 3; i++) await button.click({ noWaitAfter: true, force: true });
  expect([await button.textContent(), await button.getAttribute('aria-disabled')]).toEqual([
    ...['Making the photo smaller …', 'true'],
  ]);
  expect(await button.isVisible()).toBe(true);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/busy-320.png` });
  await page.evaluate('goOn()');
  await expect.poll(sent).toBe(1);
  expect(await button.textContent()).toBe(label);
  await button.click({ noWaitAfter: true, force: true });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(sent()).toBe(1);
  await page.close();
});
