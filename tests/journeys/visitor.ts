import { mkdir } from 'node:fs/promises';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

const browser = await chromium.connect(inject('browserEndpoint'));
export const serviceUrl = inject('serviceUrl');

/** The phone that most signers hold, and the window of somebody at a desk. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

/** Somebody with a browser of their own, which remembers nothing of anybody before. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Every address that the browser asked for. */
  readonly requests: readonly string[];
}

/**
 * A visitor. When the test ends, the same rules are checked for each: every request goes to this service, no page breaks
 * its Content-Security-Policy or throws, and nothing stays in the browser.
 * @param expected parts of console errors that a story is about, such as a status that a page answers.
 * @param other an origin beside this service that the story is about: one that the browser must not reach, or a site around a frame.
 */
export async function visitor(
  options: BrowserContextOptions,
  expected: readonly RegExp[] = [],
  other?: string,
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: serviceUrl, locale: 'en-GB', ...options });
  context.setDefaultTimeout(120_000);
  const requests: string[] = [];
  const faults: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !expected.some((part) => part.test(message.text()))) faults.push(message.text());
  });
  const page = await context.newPage();
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await photograph(page, task.name);
    const left = await context.storageState();
    await context.close();
    expect(faults).toEqual([]);
    expect(requests.filter((url) => ![serviceUrl, other].includes(new URL(url).origin))).toEqual([]);
    expect(left).toEqual({ cookies: [], origins: [] });
  });
  return { page, context, requests };
}

/** The title of a page that a press has led to. On a busy machine, the browser may show the page before it has read all of it. */
export async function titleOf(page: Page): Promise<string> {
  await page.waitForLoadState('domcontentloaded');
  return page.title();
}

/** The browser's own word on a page that was answered with a status that says no. */
export const refusedWith = (...statuses: number[]): RegExp =>
  new RegExp(`Failed to load resource: .* status of (${statuses.join('|')})`);

async function photograph(page: Page, story: string): Promise<void> {
  await mkdir('test-results', { recursive: true });
  await page.screenshot({ path: `test-results/${story.replace(/\W+/g, '-')}.png`, fullPage: true }).catch(() => {});
}
