import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import { campaignPath, dashboardPath, newAddress, seesTitle, seesTotal, totalOf } from './signer.ts';
import { desktop, phone, refusedWith, visitor } from './visitor.ts';

it('leads past the header of every page', async () => {
  const { page } = await visitor(desktop);
  await page.goto(campaignPath);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  expect(await isFocused(skip)).toBe(true);
  expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await isFocused(page.getByRole('main').getByRole('link').first())).toBe(true);
});

it('goes from the demand straight to the form, which a phone shows further down', async () => {
  const { page } = await visitor(phone);
  await page.goto(campaignPath);
  await tabTo(page, page.getByRole('link', { name: 'Sign this petition' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await isFocused(page.getByLabel('Your name'))).toBe(true);
});

it('signs, confirms, looks at the dashboard and withdraws, with keys alone and always seeing where it is', async () => {
  const { page } = await visitor(desktop);
  const { keyboard } = page;
  const email = newAddress();
  const before = await totalOf(page);

  await tabTo(page, page.getByRole('button', { name: /^Sign/ }));
  await keyboard.press('Enter');
  await page.getByText('Tell us your name').waitFor();
  expect(await isFocused(page.getByLabel('Your name'))).toBe(true);

  await keyboard.type('Leyla');
  await tabTo(page, page.getByLabel('Your e-mail address'));
  await keyboard.type('leyla');
  await keyboard.press('Tab');
  await page.getByText('An e-mail address looks like').waitFor();
  await keyboard.press('Shift+Tab');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type(email);
  await page.getByText('An e-mail address looks like').waitFor({ state: 'hidden' });
  await tabTo(page, page.getByLabel('Where you live'));
  await keyboard.type('Norw');
  await tabTo(page, page.getByLabel('Send me news'));
  await keyboard.press('Space');
  expect(await page.getByLabel('Send me news').isChecked()).toBe(true);
  await tabTo(page, page.getByRole('button', { name: /^Sign/ }));
  await keyboard.press('Enter');
  await seesTitle(page, 'Now check your e-mail');

  const mail = await mailboxOf(email).next();
  await page.goto(mail.confirmLink);
  await tabTo(page, page.getByRole('button', { name: 'Confirm my signature' }));
  await keyboard.press('Space');
  await seesTitle(page, 'Your signature is confirmed');
  await tabTo(page, page.getByRole('link', { name: 'See the numbers' }));
  await keyboard.press('Enter');
  await page.waitForURL(`**${dashboardPath}`);
  await seesTotal(page, dashboardPath, before + 1);

  await page.goto(mail.withdrawLink);
  await tabTo(page, page.getByRole('button', { name: 'Withdraw my signature' }));
  await keyboard.press('Enter');
  await seesTitle(page, 'Your signature is withdrawn');
  await seesTotal(page, campaignPath, before);
});

it('goes from the summary of errors to each field, without JavaScript, too', async () => {
  const { page } = await visitor({ ...desktop, javaScriptEnabled: false }, [refusedWith(400)]);
  const email = newAddress();
  await page.goto(campaignPath);
  await tabTo(page, page.getByLabel('Your e-mail address'));
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');

  const summary = page.getByRole('alert');
  await summary.waitFor();
  expect([await isFocused(summary), await focusIsVisible(summary)]).toEqual([true, true]);
  await page.keyboard.press('Tab');
  expect(await isFocused(summary.getByRole('link', { name: 'Tell us your name' }))).toBe(true);
  await page.keyboard.press('Enter');
  expect(await isFocused(page.getByLabel('Your name'))).toBe(true);
  await page.keyboard.type('Anar');
  await page.keyboard.press('Shift+Tab');
  expect(await isFocused(summary.getByRole('link', { name: 'Choose the country where you live' }))).toBe(true);
  await page.keyboard.press('Enter');
  expect(await isFocused(page.getByLabel('Where you live'))).toBe(true);
  await page.keyboard.type('Georgia');
  await tabTo(page, page.getByRole('button', { name: /^Sign/ }));
  await page.keyboard.press('Space');
  await seesTitle(page, 'Now check your e-mail');
  await mailboxOf(email).next();
});

const MOST_STOPS = 80;

/** Presses Tab until the target has the focus. At each stop on the way the focus must be visible. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    expect(await focusIsVisible(page.locator('*:focus'))).toBe(true);
    if (await isFocused(target)) return;
  }
  throw new Error(`${MOST_STOPS} presses of Tab did not lead to ${target}.`);
}

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement);

/** WCAG 2.4.7: the focused element has an outline, or a shadow in its place. */
const focusIsVisible = (focused: Locator): Promise<boolean> =>
  focused.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = element.ownerDocument.defaultView.getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
