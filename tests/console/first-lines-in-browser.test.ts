import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { buildTestAssets } from '../support/assets.ts';
import { campaignOf } from '../support/campaign.ts';
import { launchChromium } from '../support/chromium.ts';
import { startConsole } from '../support/console.ts';
import { organiserBrowser } from '../support/organiser-browser.ts';

const { assets, remove } = await buildTestAssets();
const site = await startConsole({ assets });
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await remove();
});

async function visit(html: string, width = 360): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  await page.setContent(html.replaceAll(/<script.*?<\/script>/gs, ''));
  return page;
}

/** How far a text stands from the left and from the right edge of its element. */
const gaps = (page: Page, selector: string) =>
  page.evaluate<{ left: number; right: number }>(`(() => {
    const element = document.querySelector('${selector}');
    const words = document.createRange();
    words.selectNodeContents(element);
    const [box, text] = [element.getBoundingClientRect(), words.getBoundingClientRect()];
    return { left: text.left - box.left, right: box.right - text.right };
  })()`);

describe.each([
  ['rtl', 'Journalist', 'right'],
  ['ltr', 'صحفي', 'left'],
] as const)('on a page from %s', (direction, words, side) => {
  it.each(['h2', 'p', 'li', 'dt', 'dd', 'blockquote', 'figcaption'])(
    'a text of another direction stands where its neighbours begin: %s',
    async (tag) => {
      const page = await visit(
        `<html dir="${direction}"><style>${assets.inPage.styles}</style><${tag} dir="auto">${words}</${tag}></html>`,
      );
      expect((await gaps(page, tag))[side]).toBeLessThan(2);
      await page.close();
    },
  );
});

it('shows a box at the first line of its label', async () => {
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'boxes', visibility: 'draft' }));
  const { html } = await (await organiserBrowser(site, 'admin')).see('/organise/campaigns/boxes/edit/choices');
  const page = await visit(html, 320);
  const lines = await page.evaluate<{ at: number; lines: number }[]>(`
    [...document.querySelectorAll('.choice')].map((choice) => {
      const [box, label] = ['input', 'label'].map((name) => choice.querySelector(name));
      const words = document.createRange();
      words.selectNodeContents(label);
      const middle = ({ top, height }) => top + height / 2;
      const rects = [...words.getClientRects()];
      return { at: middle(box.getBoundingClientRect()) - middle(rects[0]), lines: rects.length };
    })`);
  expect(Math.max(...lines.map((one) => one.lines))).toBeGreaterThan(1);
  for (const { at } of lines) expect(Math.abs(at)).toBeLessThan(2);
  await page.close();
});
