import { serve } from '@hono/node-server';
import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { isSignRoute } from '../../functions/http/routes.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { buildTestAssets } from '../support/assets.ts';
import { launchBrowser } from '../support/journeys.ts';
import { NOW, startSign } from '../support/sign.ts';
import { siteDepsOf } from '../support/site-deps.ts';

/** Both functions on one origin, with their real scripts, and a browser that visits them. Time passes as it does outside. */
export async function startInBrowser(faults: Partial<SignDeps> = {}) {
  const { assets, remove } = await buildTestAssets();
  afterAll(remove);
  const sign = await startSign({ assets, ...faults });
  const { clock, log, publicUrl } = sign.deps;
  const reads = siteReads({ campaigns: sign.db.Campaigns, counts: sign.db.Counts }, clock);
  const site = createSiteApp(siteDepsOf({ ...reads, assets, clock, log, publicUrl }));
  const begun = Date.now();
  const ticking = setInterval(() => {
    sign.time.now = NOW + Date.now() - begun;
  }, 10);
  const fetch = (request: Request) => (isSignRoute(new URL(request.url).pathname) ? sign.app : site).fetch(request);
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const launched = await launchBrowser();
  const browser = await chromium.connect(launched.wsEndpoint());
  afterAll(async () => {
    await launched.close();
    server.close();
    clearInterval(ticking);
  });
  /** A page of somebody, closed when the test ends. */
  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options });
    // A busy computer takes a while to show the first page.
    context.setDefaultTimeout(120_000);
    onTestFinished(() => context.close());
    return context.newPage();
  }
  return { ...sign, origin, visit };
}

/** Waits until the page of a campaign checks its fields: it has loaded what helps, and its words. */
export const checksFields = (page: Page): Promise<void> =>
  page.locator('button[data-why]').first().waitFor({ state: 'attached' });

/** Leaves a field, and waits longer than the page does before it says what is wrong. Its clock does not run while the page is busy. */
export async function leave(field: Locator): Promise<void> {
  await field.blur();
  await field.page().evaluate('new Promise((resolve) => setTimeout(resolve, 150))');
}
