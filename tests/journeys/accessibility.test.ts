import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { pages } from './pages.ts';
import { desktop, phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const MOST_BYTES = 14_000; // of HTML and CSS together, gzipped

it.each(pages)(
  '$name: everybody can read it and use it, in light and in dark, and on the smallest phone',
  async ({ open }) => {
    const { page, context } = await visitor(desktop, [refusedWith(400, 404)]);
    await context.addInitScript({ path: axe });
    await open(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await widthOf(page)).toBeLessThanOrEqual(320);
    expect(await violations(page), 'narrow').toEqual([]);
  },
);

it.each(pages)('$name: its HTML and CSS fit into the first round trip', async ({ open }) => {
  const { page } = await visitor({ ...phone, javaScriptEnabled: false }, [refusedWith(400, 404)]);
  let last: Response | undefined;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() !== 303) last = response;
  });
  await open(page);
  const html = (await last?.text()) ?? '';
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  expect(sheets.length).toBeGreaterThan(0);
  const css = await Promise.all(sheets.map(async (href) => (await fetch(serviceUrl + href)).text()));
  const bytes = [html, ...css].reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

/** What axe finds, as lines that say what to mend. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<{
    violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>('axe.run()');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
}

const widthOf = (page: Page): Promise<number> => page.locator('html').evaluate((html) => html.scrollWidth);
