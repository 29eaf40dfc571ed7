import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFile, RUN_AXE, RUN_AXE_ON_COLOURS, RUN_AXE_ON_SHAPES } from '../support/axe.ts';
import { pages } from './pages.ts';
import { desktop, refusedWith, visitor } from './visitor.ts';

const SMALLEST_PHONE = { width: 320, height: 640 };
/** Of a page with all that is in it, gzipped: the bytes that a server sends in the first round trip of a connection. */
const MOST_BYTES = 14_000;
/** Of a page that shows numbers as pictures and tables. */
const MOST_DASHBOARD_BYTES = 30_000;
/** A tenth is good (https://web.dev/articles/cls). A script offers to share, and moves what is below by a line. */
const MOST_SHIFT = 0.02;

it.each(pages)(
  '$name can be read and used by everybody, in light and dark, on the smallest phone and the slowest network',
  async ({ open, hasCharts = false }) => {
    const { page, context } = await visitor(desktop, [refusedWith(400, 404, 410)]);
    await context.addInitScript({ path: axeFile });
    const lastPage = watchPages(page);
    await open(page);
    expect.soft(await bytesOf(lastPage())).toBeLessThanOrEqual(hasCharts ? MOST_DASHBOARD_BYTES : MOST_BYTES);
    const { faults, shift } = await page.evaluate<{ faults: string[]; shift: number }>(AUDITS);
    expect.soft(faults).toEqual([]);
    expect.soft(shift).toBeLessThanOrEqual(hasCharts ? 0 : MOST_SHIFT);

    await page.emulateMedia({ colorScheme: 'light' });
    expect.soft(await violations(page, RUN_AXE, 16)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect.soft(await violations(page, RUN_AXE_ON_COLOURS, 1), 'in the dark').toEqual([]);
    await page.setViewportSize(SMALLEST_PHONE);
    expect.soft(await widthOf(page)).toBeLessThanOrEqual(SMALLEST_PHONE.width);
    expect.soft(await violations(page, RUN_AXE_ON_SHAPES, 14), 'on the smallest phone').toEqual([]);
  },
);

/**
 * The findings of axe (https://dequeuniversity.com/rules/axe), as lines that say how to repair them.
 * @param least rules that apply to any page: it has looked.
 */
async function violations(page: Page, run: string, least: number): Promise<string[]> {
  const found = await page.evaluate<{
    passes: unknown[];
    violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>(run);
  expect(found.passes.length, 'rules that apply').toBeGreaterThanOrEqual(least);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** What Lighthouse audits, and axe does not, in the browser. `shift` is by how much the layout moved without a person's doing. */
const AUDITS = `(async () => {
  const [all, one] = ['querySelectorAll', 'querySelector'].map((name) => (path) => document[name](path));
  const isListed = one('meta[name=robots][content*=noindex]') === null;
  const faults = isListed && !one('meta[name=description]')?.content ? ['no description'] : [];
  if (document.compatMode !== 'CSS1Compat') faults.push('quirks mode');
  // The code for paper is in the page itself.
  for (const { outerHTML } of all('img:not([height], [src^="data:"])')) faults.push('no height: ' + outerHTML);
  for (const { outerHTML } of all('a:not([href]), a[href=""], a[href^="javascript:"]')) faults.push('leads nowhere: ' + outerHTML);
  const shift = await new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) sum += value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 100);
  });
  return { faults, shift };
})()`;

/** @returns a way to ask for the answer that became the page which is shown. */
function watchPages(page: Page): () => Response {
  const shown: Response[] = [];
  page.on('response', (response) => {
    const redirects = response.status() >= 300 && response.status() < 400;
    if (response.request().isNavigationRequest() && !redirects) shown.push(response);
  });
  return () => {
    const last = shown.at(-1);
    if (!last) throw new Error('No page was shown.');
    return last;
  };
}

/**
 * The gzipped bytes of a page, without its padding: pages that have some travel as they are. A page names no other file that
 * a visitor needs, except pictures of the campaign, and a script beside charts.
 */
async function bytesOf(answer: Response): Promise<number> {
  const html = await answer.text();
  const others = html.replace(/<script type="module" src="\/assets\/(?:charts|wall)-\w+\.js">/, '');
  // The page that makes lines for other sites and those about the API have scripts of their own, which they work without.
  expect(others).not.toMatch(
    /rel="stylesheet"|<script[^>]* src=(?!"\/assets\/(?:maker|try)-)|<img(?! src="(?:\/pictures\/|data:image\/png;|\/campaigns\/[\w-]+\/badge\.svg))/,
  );
  return gzipSync(html.trimEnd()).length;
}

const widthOf = (page: Page): Promise<number> => page.locator('html').evaluate((html) => html.scrollWidth);
