import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { groupOf } from '../support/campaign.ts';
import { ownCampaign } from './campaign.ts';
import { campaignPath, dashboardPath } from './signer.ts';
import { desktop, phone, serviceUrl, visitor } from './visitor.ts';

/** The bars of docs/guides/cost.md. */
const MOST_REQUESTS = 1.3;
const MOST_REQUESTS_LIVE = 2.2;
const MOST_BYTES = 14_000;
const MOST_DASHBOARD_BYTES = 30_000;
const MOST_PICTURE_BYTES = 60_000;
const MOST_LOGO_BYTES = 15_000;
const VIEW = 30; // seconds

const withoutLogo = { publish: 'careful', group: groupOf() } as const;
const carefulPath = `/campaigns/${await ownCampaign({ ...withoutLogo, picture: undefined })}`;
const pathWithPicture = `/campaigns/${await ownCampaign(withoutLogo)}`;
const pathWithLogo = `/campaigns/${await ownCampaign({ publish: 'careful' })}`;
/** On a service of others, the campaign is the sample, which is live. */
const isCareful = inject('dataDir') !== '';

/** A page asks once more for numbers that are published while it is viewed. Waits until none will be. */
async function untilCalm(path: string): Promise<void> {
  const [, slug = ''] = /^\/campaigns\/([^/]+)/.exec(path) ?? [];
  const { nextAt } = (await (await fetch(`${serviceUrl}/api/campaigns/${slug}/counts`)).json()) as { nextAt: string };
  const left = Date.parse(nextAt) - Date.now();
  if (left < 3 * VIEW * 1_000) await sleep(Math.max(left, 0) + 3_000);
}

/** What a browser without any cache asks for while a page is viewed, with a clock that the test moves. */
async function view(path: string, options = desktop) {
  if (isCareful) await untilCalm(path);
  const { page, requests } = await visitor(options);
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));
  await page.clock.install();
  await page.goto(path);
  // From here on time passes in steps alone: on a busy computer, more would pass between them.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  for (let second = 0; second < VIEW; second += 5) {
    await page.clock.runFor(5_000);
    await page.waitForLoadState('networkidle');
  }
  const bodies = await Promise.all(answers.map((answer) => answer.body()));
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  return { page, requests: requests.length, bytes };
}

it.runIf(isCareful)('makes one request for a view of a campaign', async () => {
  const { requests, bytes } = await view(carefulPath, phone);
  expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

it.runIf(isCareful)(
  'makes one request more for a dashboard: the script of its charts, which a browser keeps',
  async () => {
    const { requests, bytes } = await view(`${carefulPath}/dashboard`, phone);
    expect(requests).toBeLessThanOrEqual(MOST_REQUESTS + 1);
    expect(bytes).toBeLessThanOrEqual(MOST_DASHBOARD_BYTES);
  },
);

it.runIf(isCareful)('makes one request more for a picture, of which a phone gets a small file', async () => {
  const { requests, bytes } = await view(pathWithPicture, phone);
  expect(requests).toBe(2);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES + MOST_PICTURE_BYTES);
});

it.runIf(isCareful)('makes one request more for the logo of the group', async () => {
  const { requests, bytes } = await view(pathWithLogo, phone);
  expect(requests).toBe(3);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES + MOST_PICTURE_BYTES + MOST_LOGO_BYTES);
});

it.each(['/', '/dashboard', '/cases', '/docs', '/no/such/page'])(
  'makes one request for a view of %s, and for pictures',
  async (path) => {
    const { page, requests } = await visitor(desktop, [/status of 404/]);
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const paths = requests.map((url) => new URL(url).pathname);
    // The scripts of charts, and of the API in place, come after the page, which works without them.
    expect(paths.filter((one) => !/^\/(pictures|assets\/(charts|try)-)/.test(one))).toEqual([path]);
  },
);

it('makes two requests for a view of a live campaign, and once one for the script that asks', async () => {
  for (const path of [campaignPath, dashboardPath]) {
    const { requests } = await view(path);
    // The sample has a picture, its group a logo, and its page the script that asks. A dashboard has the script of its charts.
    expect(requests, path).toBeLessThanOrEqual(MOST_REQUESTS_LIVE + (path === campaignPath ? 3 : 1));
  }
});

it.each([
  ['a phone', phone],
  ['a desk', desktop],
])('has its styles from the first moment and moves nothing while it loads, on %s', async (_, options) => {
  const { page } = await visitor(options);
  for (const path of ['/', '/dashboard', '/cases', campaignPath, dashboardPath, '/docs']) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    expect(await movedBy(page), path).toBe(0);
    expect(await page.evaluate('document.styleSheets.length'), path).toBe(path === campaignPath ? 2 : 3);
  }
});

/** How much of the page has moved without a person's doing: cumulative layout shift. https://web.dev/articles/cls */
const movedBy = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) sum += value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 200);
  })`);
