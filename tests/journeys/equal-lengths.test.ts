import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import {
  askToSign,
  askWhatIsHeld,
  campaignPath,
  fillForm,
  newAddress,
  openAndPress,
  type Signer,
  seesTitle,
  sendForm,
  withdrawn,
} from './signer.ts';
import { desktop, visitor } from './visitor.ts';

const FORM = `/api${campaignPath}/signatures`;

/** The lengths of what the browser sends: of the last form, and of the last question for a challenge. */
function watch(page: Page) {
  const seen = { challenge: Number.NaN, form: Number.NaN };
  page.on('request', (request) => {
    if (request.method() !== 'POST') return;
    const { length } = request.postDataBuffer() ?? Buffer.alloc(0);
    seen[request.url().endsWith('/challenges') ? 'challenge' : 'form'] = length;
  });
  return seen;
}

const short: Signer = { name: 'Li', email: `${randomUUID().slice(0, 8)}@b.io`, country: 'Chad' };
const long: Signer = {
  name: 'Əliağa Məmmədquluzadə-Hüseynzadə',
  email: newAddress().replace('@', `${'a'.repeat(20)}@${'b'.repeat(50)}.`),
  country: 'United Kingdom',
};

it('sends short and long names and addresses in the same length', async () => {
  const { page } = await visitor(desktop);
  const seen = watch(page);
  const lengths = [];
  for (const signer of [short, long]) {
    await askToSign(page, signer);
    lengths.push({ ...seen });
  }
  await page.goto(campaignPath);
  await page.getByLabel('Your name').fill(long.name);
  await page.getByLabel('Your e-mail address').fill(newAddress());
  await page.getByLabel('Where you live').selectOption({ label: 'Norway' });
  await page.getByRole('button', { name: /^Sign/ }).click();
  await seesTitle(page, 'Now check your e-mail');
  lengths.push({ ...seen });
  expect(lengths).toEqual(Array.from({ length: 3 }, () => ({ challenge: 512, form: 4_096 - FORM.length })));
});

// Eight people sign, one after the other. Each waits for a task and an e-mail, which a busy machine does slowly.
it('presses buttons with and without a reason in the same length', async () => {
  const { page } = await visitor(desktop);
  const seen = watch(page);
  // Paths have different lengths: what is sent makes up for them.
  const georgian = 'თავისუფლება ყველა პატიმარს, რომელიც სინდისის გამო ციხეშია. '.repeat(10).slice(0, 500);
  const pressed = [];
  for (const [link, reason, isShown] of [
    ['confirmLink', '', false],
    ['confirmLink', 'Because\nof this.\n'.repeat(12), false],
    ['confirmLink', georgian, false],
    ['confirmLink', georgian, true],
    ['confirmLink', '🕊'.repeat(500), true],
    ['withdrawLink', '', false],
    ['withdrawLink', '', true],
  ] as const) {
    const email = newAddress();
    await page.goto(campaignPath);
    await fillForm(page, { ...(isShown ? long : short), email });
    if (isShown) await page.getByLabel('Show my name').check();
    await sendForm(page);
    await seesTitle(page, 'Now check your e-mail');
    await page.goto((await mailboxOf(email).next())[link]);
    if (reason) await page.getByLabel('Why you sign').fill(reason);
    await page.getByRole('button', { name: /my signature$/ }).click();
    await page.getByRole('link', { name: 'Back to the campaign' }).waitFor();
    pressed.push(seen.form);
  }
  const sent = 9_216 - '/confirm'.length;
  expect(pressed).toEqual([...Array(5).fill(sent), sent - 1, sent - 1]);

  // Asking what is stored looks the same.
  const email = newAddress();
  await askToSign(page, { ...short, email });
  await askWhatIsHeld(page, (await mailboxOf(email).next()).withdrawLink);
  expect(seen.form).toBe(9_216 - '/my-data'.length);
});

it('asks for a link to withdraw, after the first e-mail is lost, and withdraws by it', async () => {
  const { page } = await visitor(desktop);
  const seen = watch(page);
  const email = newAddress();
  const mailbox = mailboxOf(email);
  await askToSign(page, { name: 'Sevinj', email, country: 'Sweden' });
  await openAndPress(page, (await mailbox.next()).confirmLink);
  await seesTitle(page, 'Your signature is confirmed');

  await page.goto(campaignPath);
  await page.getByRole('link', { name: 'Withdraw your signature without the first e-mail' }).click();
  await seesTitle(page, 'Withdraw your signature without the first e-mail');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link to withdraw' }).click();
  await seesTitle(page, 'Check your e-mail');
  expect(seen).toEqual({ challenge: 512, form: 4_096 - `/api${campaignPath}/links`.length });
  const { withdrawLink, text } = await mailbox.next();
  expect(text).not.toContain('/confirm?token=');
  await openAndPress(page, withdrawLink);
  await withdrawn(page);
});
