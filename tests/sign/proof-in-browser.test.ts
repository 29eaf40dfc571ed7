import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Page, Request } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { checkProof } from '../../functions/core/abuse/proof.ts';
import { parseAddress } from '../../functions/core/address.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { NOW, postJson } from '../support/sign.ts';
import { startInBrowser } from './browser.ts';

const service = await startInBrowser();
const { app, db, deps, mail, mails, time, visit } = service;
afterEach(() => mails());

const CHALLENGES = '**/api/campaigns/free-them/challenges';
const name = (page: Page) => page.getByLabel('Your name');
const address = (page: Page) => page.getByLabel('Your e-mail address');
const button = (page: Page) => page.locator('button[type=submit]');
const sent = (page: Page) => page.getByRole('heading', { name: 'Now check your e-mail' }).waitFor();

async function fillIn(page: Page, email: string) {
  await name(page).fill('Ada');
  await address(page).fill(email);
  await page.getByLabel('Where you live').selectOption('AZ');
}

/** The fields of each form that the page sends from now on, and each question for a challenge. */
function watch(page: Page) {
  const forms: URLSearchParams[] = [];
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST') return;
    if (request.url().endsWith('/signatures')) forms.push(new URLSearchParams(request.postData() ?? ''));
    else asked.push(request);
  });
  return { forms, asked };
}

const proves = async (form: URLSearchParams | undefined, email: string) => {
  const parsed = parseAddress(email);
  if (typeof parsed === 'string') throw new Error('The address is none');
  const { proof: ring } = await deps.keys();
  const bound = { campaign: 'free-them', address: parsed.normalised, now: time.now };
  return (await checkProof(ring, { proof: form?.get('proof') ?? '', ...bound })) !== undefined;
};

const signalsOf = async (token: string) => (await openConfirmation((await deps.keys()).token, token, time.now)).signals;

it('sends a proof that the browser has worked for while the form was filled in, so that nothing is suspicious', async () => {
  const page = await visit();
  const { forms, asked } = watch(page);
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'with@gmx.de');
  await address(page).blur();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]!.postDataJSON()).toEqual({ email: 'with@gmx.de' });
  const headers = await asked[0]!.allHeaders();
  expect([headers.referer, headers.cookie]).toEqual([undefined, undefined]);
  await button(page).click();
  await sent(page);

  expect(await proves(forms[0], 'with@gmx.de')).toBe(true);
  expect(asked.length).toBe(1);
  const { confirmToken } = await mail();
  expect(await signalsOf(confirmToken)).toEqual([]);
  await postJson(app, '/api/confirmations', { token: confirmToken });
  const { Items } = await db.Signatures.client.send(new ScanCommand({ TableName: db.Signatures.table }));
  expect(Items!.map(({ status, signals }) => [status, signals])).toEqual([[{ S: 'counted' }, undefined]]);
});

it('works without JavaScript, with one word more about the signature', async () => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'without@gmx.de');
  await button(page).click();
  await sent(page);
  expect(await signalsOf((await mail()).confirmToken)).toEqual(['no-proof']);
});

it('works for another proof when the form comes back, since one is good once', async () => {
  const page = await visit();
  const { forms } = watch(page);
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'again@gmx.de');
  await name(page).fill('Turned \u202e around');
  await button(page).click();
  await page.getByRole('alert').waitFor();
  expect(await page.content()).not.toContain(forms[0]!.get('proof'));
  await name(page).fill('Ada');
  await button(page).click();
  await sent(page);
  expect(await proves(forms[1], 'again@gmx.de')).toBe(true);
  expect(forms[1]!.get('proof')).not.toBe(forms[0]!.get('proof'));
  expect(await signalsOf((await mail()).confirmToken)).toEqual([]);
});

it('works for another proof when somebody comes back to the form by the back button', async () => {
  const page = await visit();
  const { forms } = watch(page);
  await page.goto('/campaigns/free-them');
  for (const email of ['first@gmx.de', 'first@gmx.de']) {
    await fillIn(page, email);
    await button(page).click();
    await sent(page);
    expect(await signalsOf((await mail()).confirmToken)).toEqual([]);
    await page.goBack();
    expect(await button(page).textContent()).toMatch(/^Sign/);
    expect(await button(page).getAttribute('aria-disabled')).toBe(null);
  }
  expect(new Set(forms.map((form) => form.get('proof'))).size).toBe(2);
});

it('proves the address that is sent, not one that was typed before', async () => {
  const page = await visit();
  const { forms, asked } = watch(page);
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'mistyped@gmx.de');
  await address(page).blur();
  await expect.poll(() => asked.length).toBe(1);
  await address(page).fill('right@gmx.de');
  await address(page).press('Enter');
  await sent(page);
  expect(await proves(forms[0], 'right@gmx.de')).toBe(true);
  expect(await signalsOf((await mail()).confirmToken)).toEqual([]);
});

it('never sends a proof twice from a page that the browser kept', async () => {
  const page = await visit();
  const { forms } = watch(page);
  // Without a page to go to, the browser stays on this one.
  await page.route('**/signatures', (route) => route.fulfill({ status: 204 }));
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'kept@gmx.de');
  for (const sentForms of [1, 2]) {
    await button(page).click();
    await expect.poll(() => forms.length).toBe(sentForms);
    await comesBack(page);
  }
  expect(new Set(forms.map((form) => form.get('proof'))).size).toBe(2);
  expect(await proves(forms[1], 'kept@gmx.de')).toBe(true);
});

it('sends nothing by itself for somebody who went away while it worked, and came back', async () => {
  const page = await visit();
  await page.clock.install();
  const { forms, asked } = watch(page);
  // Without a page to go to, the browser stays on this one.
  await page.route('**/signatures', (route) => route.fulfill({ status: 204 }));
  const release = await holdBack(page);
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'away@gmx.de');
  await button(page).click();
  await expect.poll(() => asked.length).toBe(1);
  await comesBack(page);
  expect(await button(page).textContent()).toMatch(/^Sign/);
  const challenge = page.waitForResponse(CHALLENGES);
  release();
  await (await challenge).finished();
  await page.clock.fastForward(9_000);
  expect(forms).toEqual([]);
  // The work goes on meanwhile, and is there for the next press: had it sent the form, this would need other work.
  await button(page).click();
  await expect.poll(() => forms.length).toBe(1);
  expect([asked.length, forms[0]?.has('proof')]).toEqual([1, true]);
});

/** Stops every request for a challenge before the server. @returns a function that lets them go on. */
async function holdBack(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(CHALLENGES, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** The events of a page that the browser keeps while its reader is elsewhere. */
const comesBack = (page: Page) =>
  page.evaluate(
    `for (const event of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(event, { persisted: true }))`,
  );

it('says that it works while somebody waits for it, and sends the form once, as it is then', async () => {
  const page = await visit();
  const { forms } = watch(page);
  const release = await holdBack(page);
  await page.goto('/campaigns/free-them');
  await fillIn(page, 'waits@gmx.de');
  expect(await page.getByRole('status').last().textContent()).toBe('');
  await button(page).dblclick();
  await expect.poll(() => button(page).textContent()).toBe('One moment …');
  expect(await button(page).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('status').getByText('Your browser solves a small puzzle').waitFor();
  await name(page).fill('Ada Lovelace');
  await name(page).press('Enter');
  release();
  await sent(page);
  expect(forms.map((form) => form.get('name'))).toEqual(['Ada Lovelace']);
  expect(await signalsOf((await mail()).confirmToken)).toEqual([]);
});

it.each([
  ['is refused', (page: Page) => page.route(CHALLENGES, (route) => route.fulfill({ status: 503, body: '{}' })), 0],
  ['cannot be had', (page: Page) => page.route(CHALLENGES, (route) => route.abort()), 0],
  ['makes no sense', (page: Page) => page.route(CHALLENGES, (route) => route.fulfill({ json: { challenge: {} } })), 0],
  ['does not come', (page: Page) => page.route(CHALLENGES, () => undefined), 10_000],
  ['comes over a way that has no WebCrypto', (page: Page) => page.addInitScript('delete Crypto.prototype.subtle'), 0],
])('sends the form without a proof, and with no fault, if the task %s', async (_, break_, waits) => {
  const page = await visit();
  const { forms, asked } = watch(page);
  const thrown: Error[] = [];
  page.on('pageerror', (error) => thrown.push(error));
  await break_(page);
  // From here on, time in the page passes only when the test moves it.
  await page.clock.install({ time: NOW });
  await page.goto('/campaigns/free-them');
  await page.clock.pauseAt(NOW + MINUTE);
  await fillIn(page, `lost-${randomUUID()}@gmx.de`);
  await button(page).click();
  if (waits > 0) {
    await expect.poll(() => asked.length).toBe(1);
    await page.clock.runFor(waits - 1);
    expect(forms).toEqual([]);
    await page.clock.runFor(1);
  }
  await sent(page);
  expect(forms.map((form) => form.has('proof'))).toEqual([false]);
  expect(thrown).toEqual([]);
  expect(await signalsOf((await mail()).confirmToken)).toEqual(['no-proof']);
});

it('hides the trap for robots from eyes, keys and screen readers, and detects a robot in it', async () => {
  const page = await visit();
  await page.goto('/campaigns/free-them');
  const trap = page.locator('[name=website]');
  expect(await trap.isVisible()).toBe(false);
  expect(await page.locator('form').ariaSnapshot()).not.toContain('Leave this empty');
  await fillIn(page, 'trapped@gmx.de');
  await trap.evaluate((input: { value: string }) => {
    input.value = 'https://spam.example';
  });
  await button(page).click();
  await sent(page);
  expect(await signalsOf((await mail()).confirmToken)).toEqual(['honeypot']);
});
