import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pages as everyPage, mailed } from './pages.ts';
import { confirmed, withdrawn } from './signer.ts';
import { desktop, phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

it('keeps a link’s token out of the history, and sends it again in a body alone, wherever somebody goes from there', async () => {
  const { page, requests } = await visitor(desktop, [refusedWith(400)]);
  const mail = await mailed();
  await page.goto('/');
  await page.goto(mail.confirmLink);
  await page.reload();
  await page.goto(mail.confirmLink);
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await confirmed(page);
  await page.getByRole('link', { name: 'See the numbers' }).click();
  await page.waitForURL('**/dashboard');
  await page.goto(mail.withdrawLink);
  await page.goto('/');
  await page.goBack();
  expect(page.url()).toBe(`${serviceUrl}/en/withdraw`);
  await page.goForward();
  await page.goto(mail.withdrawLink);
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await withdrawn(page);

  const history = await historyOf(page);
  expect(history.length).toBeGreaterThan(5);
  expect(history.filter((address) => address.includes('token'))).toEqual([]);
  // A page that is loaded again, or gone back to, asks once more by the link, which the tab has kept beside its history.
  const opened = [...Array(3).fill(mail.confirmLink), ...Array(3).fill(mail.withdrawLink)];
  expect(requests.filter((address) => address.includes('token'))).toEqual(opened);
});

it('says that the history has the link only if the page cannot remove it', async () => {
  const mail = await mailed();
  const hint = 'your browser keeps it in its history';
  for (const link of [mail.confirmLink, mail.withdrawLink]) {
    const { page } = await visitor({ ...phone, javaScriptEnabled: false });
    await page.goto(link);
    expect(page.url()).toBe(link);
    await page.getByText(hint).waitFor();

    const { page: scripted } = await visitor(phone);
    await scripted.goto(link);
    await expect.poll(() => scripted.url()).not.toContain('token');
    expect(await scripted.getByText(hint).count()).toBe(0);
  }
});

it('sends no referrer, even within the service', async () => {
  const { page, context } = await visitor(desktop);
  const referrers: (string | undefined)[] = [];
  context.on('request', async (request) => referrers.push((await request.allHeaders()).referer));
  const mail = await mailed();
  await page.goto(mail.withdrawLink);
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await withdrawn(page);
  await page.getByRole('link', { name: 'Back to the campaign' }).click();
  await page.waitForURL('**/campaigns/*');
  expect(await page.evaluate('document.referrer')).toBe('');
  expect(referrers.length).toBeGreaterThan(2);
  expect(referrers.filter(Boolean)).toEqual([]);
});

it.each(everyPage)('lets the page $name use nothing of the device', async ({ open }) => {
  const { page } = await visitor(phone, [refusedWith(400, 404, 410)]);
  await open(page);
  const allowed = await page.evaluate<string[]>('document.featurePolicy.allowedFeatures()');
  expect(allowed.length).toBeGreaterThan(0);
  expect(allowed.filter((feature) => telling.has(feature))).toEqual([]);
});

/** Features that show a person, their place, or their device. */
const telling = new Set([
  'accelerometer',
  'attribution-reporting',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'join-ad-interest-group',
  'local-fonts',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
]);

/** Every address that the browser can go back or forward to. */
async function historyOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  return entries.map(({ url }) => url);
}
