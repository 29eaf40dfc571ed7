import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { PUBLIC_URL, type startSite } from '../../support/site.ts';

/** A page of somebody else, whose site sets a cookie and lets the whole address be named. */
const HOST = 'https://herald.example';

export interface Elsewhere {
  readonly page: Page;
  /** What the browser asked us for, in order. */
  readonly asked: readonly Request[];
  /** From now on this service answers with a status, or is not reached. `undefined`: it answers as it is. */
  fail(how: number | 'offline' | undefined): void;
  /** The paths asked for that begin so. */
  paths(start: string): string[];
}

/** Pages of other sites in a browser. The site function answers it, and nothing goes over a network. */
export function elsewhere(site: Awaited<ReturnType<typeof startSite>>) {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** @param body HTML. @param now the time in the browser; it then passes only by `page.clock`. */
  return async (
    body: string,
    { head = '', now, ...options }: BrowserContextOptions & { head?: string; now?: number } = {},
  ): Promise<Elsewhere> => {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    if (now !== undefined) await page.clock.install({ time: now });
    const asked: Request[] = [];
    let failure: number | 'offline' | undefined;
    await page.route(`${PUBLIC_URL}/**`, async (route) => {
      const request = route.request();
      asked.push(request);
      const isData = request.url().includes('/api/');
      if (isData && failure === 'offline') return route.abort('internetdisconnected');
      const headers = { 'access-control-allow-origin': '*' };
      if (isData && typeof failure === 'number') return route.fulfill({ status: failure, json: { total: 1 }, headers });
      const answer = await site.get(request.url().slice(PUBLIC_URL.length), await request.allHeaders());
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    await page.route(`${HOST}/**`, (route) =>
      route.fulfill({
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'referrer-policy': 'unsafe-url',
          'set-cookie': 'seen=1; SameSite=None; Secure',
        },
        body: `<!doctype html><html lang="en"><head><title>The Valley Herald</title>${head}</head><body>${body}</body></html>`,
      }),
    );
    await context.addCookies([
      { name: 'known', value: '1', url: PUBLIC_URL, sameSite: 'None', secure: true, httpOnly: true },
    ]);
    await page.goto(`${HOST}/an-article?reader=7`);
    const paths = (start: string) =>
      asked.map((request) => request.url().slice(PUBLIC_URL.length)).filter((path) => path.startsWith(start));
    const fail = (how: typeof failure) => {
      failure = how;
    };
    return { page, asked, paths, fail };
  };
}

/** The script of the element, as in the code that we give. */
export const script = `<script type="module" src="${PUBLIC_URL}/embed/amparo.js" referrerpolicy="no-referrer"></script>`;
