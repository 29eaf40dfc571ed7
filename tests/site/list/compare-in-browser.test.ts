import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { launchChromium } from '../../support/chromium.ts';
import { startSite } from '../../support/site.ts';
import { speaking } from '../../support/speaking.ts';

speaking(USUAL_LANGUAGES);
const site = await startSite();
for (const [slug, total] of [
  ['azerbaijan', 5_000],
  ['cuba', 840],
] as const) {
  await site.put({ slug, title: 'Free all prisoners of conscience' });
  await site.publish(slug, { total });
}

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

it('shows that a table on a narrow screen has more, at the side where it is', async () => {
  for (const path of ['/dashboard', '/ar/dashboard']) {
    const page = await visit(path, 390);
    const table = page.locator('.compare > div');
    const { x, y, width } = (await table.boundingBox())!;
    // Over the words of the head.
    const side = (at: number) => page.screenshot({ fullPage: true, clip: { x: at, y: y + 2, width: 6, height: 4 } });
    const far = path === '/dashboard' ? x + width - 7 : x + 1;
    const before = await side(far);
    await table.evaluate((element) => {
      element.scrollLeft = element.ownerDocument.documentElement.dir === 'rtl' ? -999 : 999;
    });
    expect(before.equals(await side(far)), path).toBe(false);
    // As it is where there is nothing: paper.
    expect((await side(far)).equals(await side(1)), path).toBe(true);
    await page.close();
  }
});
