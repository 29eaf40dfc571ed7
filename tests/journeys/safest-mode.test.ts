import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import {
  askToSign,
  campaignPath,
  confirmed,
  dashboardPath,
  newAddress,
  openAndPress,
  seesTitle,
  seesTotal,
  totalOf,
  withdrawn,
} from './signer.ts';
import { desktop, phone, refusedWith, serviceUrl, type Visitor, visitor } from './visitor.ts';

/** A page in Tor Browser's level “Safest”: no script, no font, no picture, no drawing, no referrer. */
const blocked = ['script', 'font', 'image', 'media', 'fetch', 'xhr', 'other'];

const referrers: (string | undefined)[] = [];
async function safest(options: typeof phone): Promise<Visitor> {
  const somebody = await visitor({ ...options, javaScriptEnabled: false, locale: 'en-US', timezoneId: 'UTC' }, [
    refusedWith(400),
    /ERR_BLOCKED_BY_CLIENT/,
  ]);
  await somebody.page.route(`${serviceUrl}/**`, async (route) => {
    const request = route.request();
    if (blocked.includes(request.resourceType())) return route.abort('blockedbyclient');
    referrers.push((await request.allHeaders()).referer);
    return route.continue();
  });
  return somebody;
}

beforeEach(() => {
  referrers.length = 0;
});

it.each([
  ['a phone', phone],
  ['a desk', desktop],
])('signs, confirms, reads the counts and withdraws in the safest mode of Tor Browser, at %s', async (_, options) => {
  const { page } = await safest(options);
  const email = newAddress();
  const before = await totalOf(page);
  await isWhole(page);
  await askToSign(page, { name: 'Leyla', email, country: 'Azerbaijan' });
  await isWhole(page);

  const mail = await mailboxOf(email).next();
  await page.goto(mail.confirmLink);
  await isWhole(page);
  await openAndPress(page, mail.confirmLink);
  await confirmed(page);
  await isWhole(page);
  await seesTotal(page, dashboardPath, before + 1);
  await isWhole(page);

  await openAndPress(page, mail.withdrawLink);
  await withdrawn(page);
  await isWhole(page);
  await seesTotal(page, campaignPath, before);
  expect(referrers.filter(Boolean)).toEqual([]);
});

it('gives a wrong form back with its content, in the safest mode, too', async () => {
  const { page } = await safest(phone);
  await page.goto(campaignPath);
  await page.getByLabel('Your name').fill('Leyla');
  await page.getByRole('button', { name: /^Sign/ }).tap();
  await seesTitle(page, 'Please check what you filled in');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Leyla');
  await isWhole(page);
});

/** One heading, every word within the window, and nothing that says that it needs more than it has. */
async function isWhole(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await hideDrawings(page);
  const width = await page.locator('html').evaluate((html) => html.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()!.width);
  expect(await page.getByText('Leave this empty').isVisible()).toBe(false);
  expect(await page.getByText(/JavaScript/i).count()).toBe(0);
}

/** The browser's own style, as Tor Browser has it: no policy of the page is asked. */
async function hideDrawings(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('DOM.enable');
  await browser.send('CSS.enable');
  const { frameTree } = await browser.send('Page.getFrameTree');
  const { styleSheetId } = await browser.send('CSS.createStyleSheet', { frameId: frameTree.frame.id });
  await browser.send('CSS.setStyleSheetText', { styleSheetId, text: 'svg { display: none !important }' });
  expect(await page.locator('.mark').first().isVisible()).toBe(false);
}
