import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { cataloguesIn } from '../../functions/ui/messages/catalogue.ts';
import { directionOf } from '../../functions/ui/messages/direction.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { problemWords, type Translator, translatorOf } from '../../functions/ui/messages/messages.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { messagesFolder } from '../../infra/messages/folders.ts';
import { ownCampaign } from './campaign.ts';
import { type Mail, mailboxOf } from './mailbox.ts';
import { newAddress } from './signer.ts';
import { desktop, phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

speak(USUAL_LANGUAGES, cataloguesIn(messagesFolder));

/** Whose name they sign with. Each is written in the letters of the language. */
const signers = { ar: 'سارة الأحمد', az: 'Günel İsmayılzadə', ru: 'Елена Ильина' };

it.each(Object.entries(signers))(
  'reads, errs, signs, confirms and withdraws in %s alone, from the shared link to the last page',
  async (language, name) => {
    const { page } = await visitor({ ...phone, javaScriptEnabled: false }, [refusedWith(400, 410)]);
    const words = translatorOf(language);
    const { t, country } = words;
    const title = (expected: string) => seesTitle(page, words, expected);
    const press = (button: string) => page.getByRole('button', { name: button, exact: true }).tap();
    const path = `/${language}/campaigns/${await ownCampaign()}`;
    const email = newAddress();

    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel(t('sign.name')).fill(name);
    await page.getByLabel(t('sign.email'), { exact: true }).fill('nobody.example.org');
    await press(t('sign.submit'));
    await title(problemWords(words, 'invalid-form').title);
    await page
      .getByRole('alert')
      .getByRole('link', { name: words.fault('email', 'malformed') })
      .waitFor();
    await page
      .getByRole('alert')
      .getByRole('link', { name: words.fault('country', 'missing') })
      .waitFor();
    expect(await page.getByLabel(t('sign.name')).inputValue()).toBe(name);
    await photograph(page, language, 'form-with-errors');

    await page.getByLabel(t('sign.email'), { exact: true }).fill(email);
    await page.getByLabel(t('sign.country'), { exact: true }).selectOption({ label: country('AZ') });
    await press(t('sign.submit'));
    await title(t('sent.title'));
    await page.getByText(email).waitFor();
    await photograph(page, language, 'sent');

    const mail = await mailboxOf(email).next();
    expectMailIn(words, mail);
    await readMail(language, mail);

    await page.goto(mail.confirmLink);
    await title(t('confirm.title'));
    await photograph(page, language, 'confirm');
    await press(t('confirm.button'));
    await title(t('counted.title'));
    await photograph(page, language, 'counted');
    await page.getByRole('link', { name: t('counted.dashboard') }).tap();
    await page.waitForURL(`**${path}/dashboard`);
    await photograph(page, language, 'dashboard');

    await page.goto(mail.withdrawLink);
    await title(t('withdraw.title'));
    await photograph(page, language, 'withdraw');
    await press(t('withdraw.button'));
    await title(t('withdrawn.title'));
    await photograph(page, language, 'withdrawn');
    await page.goto(mail.confirmLink);
    await press(t('confirm.button'));
    await title(problemWords(words, 'signature-withdrawn').title);
  },
);

/** The title stands on a page in the language, in its direction. */
async function seesTitle(page: Page, { locale, dir }: Translator, title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(locale);
  expect(await page.locator('html').getAttribute('dir')).toBe(dir);
}

function expectMailIn({ locale, t }: Translator, { subject, text, html, confirmLink, withdrawLink }: Mail): void {
  expect(new URL(confirmLink).pathname).toBe(`/${locale}/confirm`);
  expect(new URL(withdrawLink).pathname).toBe(`/${locale}/withdraw`);
  expect(html).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`);
  expect(text).toContain(t('mail.confirm'));
  expect(text).not.toContain('Please');
  expect(subject).toMatch(/[^\p{ASCII}]/u);
  // Links of other pages, too, keep the language.
  const links = [...html.matchAll(new RegExp(`href="${serviceUrl}([^"?]*)`, 'g'))].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(link).toMatch(new RegExp(`^/${locale}/`));
}

/** Shows a mail as a mail program does. */
async function readMail(language: string, { html }: Mail): Promise<void> {
  const { page: program } = await visitor({ javaScriptEnabled: false });
  await program.setViewportSize({ width: 320, height: 640 });
  await program.setContent(html);
  expect(await program.locator('html').evaluate((whole) => whole.scrollWidth)).toBeLessThanOrEqual(320);
  await photograph(program, language, 'mail');
}

/** Photographs are for people, who look at them after `SCREENSHOTS=folder`. */
async function photograph(page: Page, language: string, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  for (const [device, { viewport }] of Object.entries({ phone, desktop })) {
    if (viewport) await page.setViewportSize(viewport);
    const path = join(resolve(process.env.SCREENSHOTS), `${language}-${name}-${device}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  if (phone.viewport) await page.setViewportSize(phone.viewport);
}
