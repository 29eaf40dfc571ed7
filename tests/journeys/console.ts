import { mkdir } from 'node:fs/promises';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { axeFile, RUN_AXE, RUN_AXE_ON_COLOURS } from '../support/axe.ts';
import { serviceUrl } from './visitor.ts';

const browser = await chromium.connect(inject('browserEndpoint'));

/** An organiser with a browser of their own. */
export interface ConsoleVisitor {
  readonly page: Page;
  /** Signs in as one of the two ready people, from where the browser is. */
  signIn(address: string, how?: { withoutFactor?: boolean }): Promise<void>;
  /** Opens a page of the console. @returns the status of its answer. */
  open(path: string): Promise<number>;
  /** Checks the page that is shown: its size, its width on the smallest phone, and the rules of accessibility. */
  looksWell(name: string): Promise<void>;
}

/** Bytes of a page of the console, gzipped. */
const MOST_BYTES = 30_000;
const FIRST_SAID = `document.querySelector('main :is([role="alert"], .done)')`;
const SMALLEST_PHONE = { width: 320, height: 640 };

/**
 * When the test ends, the same rules are checked for each: the browser went only to the service and to the sign-in of this
 * computer, no page broke its Content-Security-Policy or threw, and it keeps the cookies of a sign-in alone.
 * @param expected parts of console errors that a story is about, such as a status that a page answers.
 */
export async function consoleVisitor(
  options: BrowserContextOptions,
  expected: readonly RegExp[] = [],
): Promise<ConsoleVisitor> {
  const context = await browser.newContext({ baseURL: serviceUrl, locale: 'en-GB', ...options });
  context.setDefaultTimeout(120_000);
  const faults: string[] = [];
  const hosts = new Set<string>();
  context.on('request', (request) => hosts.add(new URL(request.url()).host));
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !expected.some((part) => part.test(message.text()))) faults.push(message.text());
  });
  const page = await context.newPage();
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await photograph(page, task.name);
    const { cookies } = await context.storageState();
    await context.close();
    expect(faults).toEqual([]);
    expect([...hosts].filter((host) => host !== new URL(serviceUrl).host && !host.startsWith('127.0.0.1:'))).toEqual(
      [],
    );
    const own = cookies.filter(({ domain }) => domain === new URL(serviceUrl).hostname);
    expect(own.filter(({ name }) => !name.startsWith('__Host-'))).toEqual([]);
    expect(own.every(({ secure, httpOnly, sameSite }) => secure && httpOnly && sameSite === 'Lax')).toBe(true);
  });
  return {
    page,
    async signIn(address, { withoutFactor = false } = {}) {
      await page.getByRole('link', { name: 'Sign in', exact: false }).first().click();
      if (withoutFactor) await page.getByLabel('I prove a second factor').uncheck();
      await page.getByRole('button', { name: address }).click();
    },
    async open(path) {
      return (await page.goto(`${serviceUrl}${path}`))?.status() ?? 0;
    },
    looksWell: (name) => looksWell(page, name),
  };
}

/** The page again, in a browser that runs axe: pages have no script, and most stories have JavaScript switched off. */
async function looksWell(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  const html = await page.content();
  const { gzipSync } = await import('node:zlib');
  expect.soft(gzipSync(html).length, name).toBeLessThanOrEqual(MOST_BYTES);
  const context = await browser.newContext({ viewport: SMALLEST_PHONE, locale: 'en-GB' });
  const other = await context.newPage();
  await other.setContent(html.replace(/<meta http-equiv="refresh"[^>]*>/, ''));
  await other.addScriptTag({ path: axeFile });
  for (const [colorScheme, run] of [
    ['light', RUN_AXE],
    ['dark', RUN_AXE_ON_COLOURS],
  ] as const) {
    await other.emulateMedia({ colorScheme });
    const { violations } = await other.evaluate<{ violations: { id: string; help: string }[] }>(run);
    expect
      .soft(
        violations.map(({ id, help }) => `${id}: ${help}`),
        `${name}, ${colorScheme}`,
      )
      .toEqual([]);
  }
  expect.soft(await other.evaluate<number>('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(320);
  // What an answer says first, a fault or what was just done, has the focus.
  expect.soft(await other.evaluate<boolean>(`${FIRST_SAID}?.autofocus ?? true`), name).toBe(true);
  if (process.env.SCREENSHOTS) {
    await mkdir(process.env.SCREENSHOTS, { recursive: true });
    const file = `${process.env.SCREENSHOTS}/console-${name.replace(/\W+/g, '-')}`;
    await other.screenshot({ path: `${file}-phone.png`, fullPage: true });
    await other.setViewportSize({ width: 1_200, height: 800 });
    await other.emulateMedia({ colorScheme: 'light' });
    await other.screenshot({ path: `${file}.png`, fullPage: true });
  }
  await context.close();
}

async function photograph(page: Page, story: string): Promise<void> {
  await mkdir('test-results', { recursive: true });
  await page.screenshot({ path: `test-results/${story.replace(/\W+/g, '-')}.png`, fullPage: true }).catch(() => {});
}
