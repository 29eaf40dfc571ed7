import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { attemptOf, campaign, postForm, postJson, SIGN } from '../support/sign.ts';
import { likely, names, sure } from '../support/typed-names.ts';
import { checksFields, startInBrowser } from './browser.ts';

const { app, db, mail, mails, visit } = await startInBrowser();
const { fault } = translatorOf('en');
await putCampaign(db.Campaigns, campaign({ slug: 'optional', countryOptional: true }));

/** A form in a browser that has loaded all that checks it. */
async function formOf(slug: string): Promise<Page> {
  const page = await visit();
  await page.goto(`/campaigns/${slug}`);
  await page.getByLabel('Your name').focus();
  await checksFields(page);
  return page;
}

/** What this test uses of a field in a browser. */
interface Input {
  value: string;
  readonly form: { requestSubmit(): void };
  closest(selector: '.field'): { querySelector(selector: '.error'): { textContent: string } | null };
}

/** What a browser shows beside a field when the form is sent. The form has another fault, so it is never sent. */
const shownBeside = (page: Page, field: string, values: readonly string[]): Promise<string[]> =>
  page.locator(`#field-${field}`).evaluate((element, texts) => {
    const input = element as unknown as Input;
    return texts.map((text) => {
      input.value = text;
      input.form.requestSubmit();
      return input.closest('.field').querySelector('.error')?.textContent ?? '';
    });
  }, values);

/** What the server writes beside a field of a form, and answers to a program. */
async function serverSays(path: string, field: string, fields: Record<string, string>): Promise<string> {
  const html = await (await postForm(app, path, { ...fields, email: 'nobody' })).text();
  const beside = new RegExp(`id="field-${field}-error"[^>]*>([^<]*)<`).exec(html)?.[1] ?? '';
  const answer = (await (await postJson(app, path, { ...fields, email: 'nobody' })).json()) as {
    errors: { field: string; message: string }[];
  };
  expect(answer.errors.find((one) => one.field === field)?.message ?? '').toBe(beside);
  return beside;
}

it.each([false, true])('refuses the same names in the browser as on the server, to be shown: %s', async (isShown) => {
  const texts = [...sure, ...likely, ...names].filter((text) => text !== '');
  const page = await formOf('free-them');
  await page.getByLabel('Show my name').setChecked(isShown);
  const inBrowser = await shownBeside(page, 'name', texts);
  // One after the other: each waits for the database.
  const onServer: string[] = [];
  for (const name of texts)
    onServer.push(await serverSays(SIGN, 'name', { ...attemptOf('x'), name, ...(isShown && { publicName: 'on' }) }));
  const refused = isShown ? sure.length + likely.length : sure.length;
  expect(inBrowser).toEqual(onServer);
  expect(onServer.filter((words) => words === fault('name', 'address-in-text'))).toHaveLength(refused);
  expect(onServer.filter((words) => words === '')).toHaveLength(texts.length - refused);
});

it('takes a name again as soon as its box to be shown is unticked', async () => {
  const page = await formOf('free-them');
  await page.getByLabel('Show my name').check();
  await page.getByLabel('Your name').fill('Jean.de');
  await page.getByLabel('Your name').blur();
  const error = page.getByText(fault('name', 'address-in-text'));
  await error.waitFor();
  await page.getByLabel('Show my name').uncheck();
  await error.waitFor({ state: 'hidden' });
});

it('asks for a choice of country in the browser and on the server, also where a signer may rather not say', async () => {
  for (const [slug, choice, isRight] of [
    ['optional', '', false],
    ['optional', 'ZZ', true],
    ['free-them', '', false],
    ['free-them', 'AZ', true],
  ] as const) {
    const [inBrowser] = await shownBeside(await formOf(slug), 'country', [choice]);
    const path = `/api/campaigns/${slug}/signatures`;
    expect([slug, choice, inBrowser]).toEqual([slug, choice, isRight ? '' : fault('country', 'missing')]);
    expect(await serverSays(path, 'country', { ...attemptOf('x'), country: choice })).toBe(inBrowser);
  }
  expect(await mails()).toEqual([]);
});

it.each([
  ['the file that helps with it does', /help-/],
  ['the words of that do', /form-words/],
])('sends the form although %s not come', async (_what, file) => {
  const page = await visit();
  await page.route(file, (route) => route.abort());
  await page.goto('/campaigns/free-them');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('Your e-mail').fill(`without-${file.source.replace(/\W/g, '')}@example.org`);
  await page.locator('#field-country').selectOption('AZ');
  await page.locator('.sign-form button[type=submit]').first().click();
  await page.waitForURL(/\/sent/);
});

it('checks a field that somebody left before that file came', async () => {
  const page = await visit();
  let come = () => {};
  const awaited = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/help-/, async (route) => {
    await awaited;
    await route.continue();
  });
  await page.goto('/campaigns/free-them');
  const address = page.getByLabel('Your e-mail');
  await address.fill('ada');
  await page.getByLabel('Your name').focus();
  expect(await address.getAttribute('aria-invalid')).toBe(null);
  come();
  await page.getByText('An e-mail address looks like').waitFor();
  expect(await address.getAttribute('aria-invalid')).toBe('true');
});

it('loads what checks a reason with the page of each mailed link, so that nobody on the network sees when one is written', async () => {
  await postJson(app, SIGN, attemptOf('watched@example.org'));
  const { confirmToken, withdrawToken } = await mail();
  const asked: string[][] = [];
  for (const link of [`/confirm?token=${confirmToken}`, `/withdraw?token=${withdrawToken}`]) {
    const page = await visit();
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    const loaded = page.waitForResponse(/form-words/);
    await page.goto(link);
    await loaded;
    asked.push(paths.slice(1));
    const reason = page.getByLabel('Why you sign');
    if ((await reason.count()) === 0) continue;
    await reason.pressSequentially('For my brother.');
    await page.locator('main form button').first().focus();
    await page.waitForTimeout(200);
    expect(paths.slice(1)).toEqual(asked.at(-1));
  }
  const [confirming, withdrawing] = asked;
  expect(confirming?.filter((path) => path === '/api/form-words')).toHaveLength(1);
  expect(withdrawing).toEqual(confirming);
});
