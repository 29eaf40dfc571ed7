import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestAssets } from '../support/assets.ts';
import { launchChromium } from '../support/chromium.ts';
import { PUBLIC_URL, startConsole } from '../support/console.ts';
import { browserOf } from '../support/console-browser.ts';
import { consolePages } from '../support/console-pages.ts';

const { assets, remove } = await buildTestAssets();
const site = await startConsole({ assets });
const { slug, addresses, see } = await consolePages(site);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await remove();
});

/** A page as a person sees it whose letters are large before anything runs. @param size of the letters, of 100 %. */
const visit = async (address: string, width: number, size: number): Promise<Page> =>
  visitPage((await see(address)).html, width, size);

async function visitPage(html: string, width: number, size: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  await page.setContent(html.replaceAll(/<script.*?<\/script>/gs, ''));
  await page.addStyleTag({ content: `html { font-size: ${size}% !important }` });
  return page;
}

it.each(addresses)('fits on the smallest phone with letters twice as large: %s', async (address) => {
  const page = await visit(address, 320, 200);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  await page.close();
});

it('fits there, too, with a form that comes back for another account', async () => {
  const ana = await browserOf(site, 'admin');
  const { html } = await ana.send('/organise/people/invite', {
    email: `${'a'.repeat(60)}@example.org`,
    by: 'org_other',
  });
  const page = await visitPage(html, 320, 200);
  expect(await page.getByRole('button', { name: /^Send it as/ }).count()).toBe(1);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  await page.close();
});

it('underlines words that were added, and strikes through those that were removed', async () => {
  const page = await visit(`/organise/campaigns/${slug}/versions/1`, 1_280, 100);
  const lineOf = (path: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('${path}')).textDecorationLine`);
  expect([await lineOf('.change ins'), await lineOf('.change del')]).toEqual(['underline', 'line-through']);
  await page.close();
});

it('begins at the faults of a form, without a script', async () => {
  const path = `/organise/campaigns/${slug}/updates/new`;
  const { html } = await (await browserOf(site, 'admin')).send(path, { seen: '2', when: 'draft', step: 'save' });
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.route('**', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
  await page.goto(`${PUBLIC_URL}${path}`);
  await page.locator('.fault-summary:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.fault-summary li:first-child a:focus').waitFor();
  await page.close();
});
