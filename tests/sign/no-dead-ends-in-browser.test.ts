import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startInBrowser } from './browser.ts';

const { mail, visit } = await startInBrowser();

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function fillIn(page: Page, email: string) {
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByLabel('Where you live').selectOption('AZ');
}
const send = (page: Page) => page.getByRole('button', { name: /^Sign/ }).click();

it('goes back without JavaScript, after a form with faults was corrected, to that form as it was', async () => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'nobody');
  await send(page);
  await title(page, 'Please check what you filled in');
  await page.getByLabel('Your e-mail address').fill('back@example.com');
  await send(page);
  await title(page, 'Now check your e-mail');
  await mail();
  await page.goBack();
  await title(page, 'Please check what you filled in');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada');
  await page.getByLabel('Your e-mail address').fill('other@example.com');
  await send(page);
  await title(page, 'Now check your e-mail');
  expect((await mail()).to).toBe('other@example.com');
});

it('still offers its button when the page that confirms is loaded again, until the button is pressed', async () => {
  const page = await visit();
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'again@example.com');
  await send(page);
  await title(page, 'Now check your e-mail');
  const { confirmToken } = await mail();
  await page.goto(`/confirm?token=${confirmToken}`);
  for (let i = 0; i < 3; i++) {
    await expect.poll(() => page.url()).toMatch(/\/confirm$/);
    await page.reload();
    await title(page, 'Confirm your signature');
  }
  await expect.poll(() => page.url()).toMatch(/\/confirm$/);
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await title(page, 'Your signature is confirmed');
  // From the press on, the tab forgets the link: nobody confirms again by going back.
  await page.goBack();
  await title(page, 'Please open the link in your e-mail');
  expect(await page.evaluate('history.state')).toBeNull();
  await page.goto('/');
  // A page that is opened without a link has nothing to offer, also in a tab that has confirmed.
  await page.goto('/confirm');
  await title(page, 'Please open the link in your e-mail');
});

it('has a box of three rows for the reason, and then the ways to share on the first screen of a phone', async () => {
  const page = await visit({ viewport: { width: 375, height: 667 } });
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'phone@example.com');
  await send(page);
  await title(page, 'Now check your e-mail');
  await page.goto(`/confirm?token=${(await mail()).confirmToken}`);
  const reason = await page.getByLabel('Why you sign').boundingBox();
  expect(reason?.height).toBeGreaterThan(3 * 24);
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await title(page, 'Your signature is confirmed');
  for (const way of [
    page.getByRole('button', { name: 'Copy the address' }),
    page.getByRole('link', { name: 'E-mail' }),
  ]) {
    const { y = 0, height = 0 } = (await way.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(0);
    expect(y + height).toBeLessThan(667);
  }
});
