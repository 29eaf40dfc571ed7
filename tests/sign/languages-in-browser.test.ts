import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { cataloguesIn } from '../../functions/ui/messages/catalogue.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { messagesFolder } from '../../infra/messages/folders.ts';
import { attemptOf, postJson, SIGN } from '../support/sign.ts';
import { startInBrowser } from './browser.ts';

speak(['en', 'en-XA'], readWithPseudo);
// Other files share this process.
afterAll(() => speak(USUAL_LANGUAGES, cataloguesIn(messagesFolder)));

const { app, mail, queued, origin, visit } = await startInBrowser();
const ACCENTED = /^English \(Pseudo-Accents\)$/;
const english = (page: Page) => page.locator('#languages').getByRole('link', { name: 'English', exact: true });
const link = (page: Page) => page.locator('#languages').getByRole('link', { name: ACCENTED });
const button = (page: Page) => page.locator('#languages').getByRole('button', { name: ACCENTED });
const languageOf = (page: Page) => page.locator('html').getAttribute('lang');
const name = (page: Page) => page.locator('[name=name]');

it.each([
  ['without', false],
  ['with', true],
])(
  'changes the language %s a script by a link, and once something is typed by a button that keeps it',
  async (_, javaScriptEnabled) => {
    const page = await visit({ javaScriptEnabled });
    await page.goto('/campaigns/free-them?source=newsletter');
    expect(await english(page).getAttribute('aria-current')).toBe('true');
    expect(await button(page).isVisible()).toBe(false);
    await link(page).click();
    expect(page.url()).toBe(`${origin}/en-XA/campaigns/free-them?source=newsletter`);
    expect(await languageOf(page)).toBe('en-XA');

    await page.goto('/campaigns/free-them?source=newsletter');
    await name(page).fill('Ada Lovelace');
    await page.locator('[name=email]').fill('half an address');
    await page.locator('[name=publicName]').check();
    expect(await link(page).isVisible()).toBe(false);
    await button(page).click();
    await page.waitForURL(/show=form/);
    expect(await languageOf(page)).toBe('en-XA');
    expect(await name(page).inputValue()).toBe('Ada Lovelace');
    expect(await page.locator('[name=email]').inputValue()).toBe('half an address');
    expect(await page.locator('[name=publicName]').isChecked()).toBe(true);
    expect(await page.locator('[name=source]').inputValue()).toBe('newsletter');
    // Nothing was checked, nothing was sent, and no address says what was typed.
    expect(await page.locator('.fault-summary, .error:visible').count()).toBe(0);
    expect(page.url()).not.toMatch(/Ada|half/);
    expect(await queued()).toEqual([]);

    // Enter signs, in the new language.
    await page.locator('[name=email]').fill(`ada-${javaScriptEnabled}@example.org`);
    await page.locator('[name=country]').selectOption('AZ');
    await page.locator('[name=email]').press('Enter');
    await page.waitForURL(/\/en-XA\/campaigns\/free-them\/sent/);
    expect(await mail()).toMatchObject({ locale: 'en-XA' });
  },
);

it.each([
  ['name', (page: Page) => name(page).fill('A')],
  ['country', (page: Page) => page.locator('[name=country]').selectOption('AZ')],
  ['box', (page: Page) => page.locator('[name=updates]').check()],
] as const)('shows buttons as soon as there is a %s to lose, and links again when it is gone', async (_, fill) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto('/campaigns/free-them');
  expect([await link(page).isVisible(), await button(page).isVisible()]).toEqual([true, false]);
  await fill(page);
  expect([await link(page).isVisible(), await button(page).isVisible()]).toEqual([false, true]);
  await page.reload();
  await page.evaluate('document.forms[0].reset()');
  expect([await link(page).isVisible(), await button(page).isVisible()]).toEqual([true, false]);
});

it.each([
  ['without', false],
  ['with', true],
])(
  'changes the language of the page that confirms %s a script, with the reason that was typed, and confirms nothing',
  async (_, javaScriptEnabled) => {
    await postJson(app, SIGN, attemptOf(`grace-${javaScriptEnabled}@example.org`));
    const { confirmToken } = await mail();
    const page = await visit({ javaScriptEnabled });
    await page.goto(`/en/confirm?token=${confirmToken}`);
    await page.locator('textarea').fill('She is my sister.');
    expect(await link(page).count()).toBe(0);
    await button(page).click();
    await page.waitForURL(`${origin}/confirm?lang=en-XA&show=form`);
    expect(await languageOf(page)).toBe('en-XA');
    expect(await page.locator('textarea').inputValue()).toBe('She is my sister.');
    await page.locator('main form button').first().click();
    await page.waitForURL(`${origin}/confirm?lang=en-XA`);
    expect(await languageOf(page)).toBe('en-XA');
    expect((await postJson(app, '/api/confirmations', { token: confirmToken })).status).toBe(200);
  },
);

it('leads a keyboard from the top of the page to its languages', async () => {
  const page = await visit({ reducedMotion: 'reduce' });
  await page.goto('/en-XA/campaigns/free-them');
  await page.locator('.to-languages').press('Enter');
  await expect
    .poll(async () => (await page.locator('#languages').boundingBox())?.y)
    .toBeLessThan(page.viewportSize()?.height ?? 0);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.hreflang')).toBe('en');
});
