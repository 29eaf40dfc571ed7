import type { Page } from 'playwright-core';
import { type Mail, mailboxOf } from './mailbox.ts';
import {
  askToSign,
  askWhatIsHeld,
  campaignPath,
  dashboardPath,
  fillForm,
  newAddress,
  openAndPress,
  sendForm,
} from './signer.ts';
import { serviceUrl } from './visitor.ts';

/** Every page that a person may meet, and how they come to it. */
export const pages: readonly { readonly name: string; readonly open: (page: Page) => Promise<unknown> }[] = [
  { name: 'list', open: (page) => page.goto('/') },
  { name: 'campaign', open: (page) => page.goto(campaignPath) },
  {
    name: 'form-with-errors',
    // Faults that only the server finds: the page's own checks allow them.
    async open(page) {
      await page.goto(campaignPath);
      await fillForm(page, { name: 'Turned \u202e around', email: newAddress(), country: 'Norway' });
      await sendForm(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'form-with-question',
    async open(page) {
      await page.goto(campaignPath);
      await fillForm(page, { name: 'Rza', email: 'rza@gmial.com', country: 'Norway' });
      await sendForm(page);
      await page.getByText('Did you mean rza@gmail.com?').waitFor();
    },
  },
  { name: 'sent', open: (page) => askToSign(page, { name: 'Rza', email: newAddress(), country: 'Norway' }) },
  { name: 'confirm', open: async (page) => page.goto((await mailed()).confirmLink) },
  {
    name: 'counted',
    async open(page) {
      await openAndPress(page, (await mailed()).confirmLink);
      await page.getByRole('link', { name: 'See the numbers' }).waitFor();
    },
  },
  { name: 'withdraw', open: async (page) => page.goto((await mailed()).withdrawLink) },
  {
    name: 'my-data',
    async open(page) {
      const { confirmLink, withdrawLink } = await mailed();
      await openAndPress(page, confirmLink);
      await askWhatIsHeld(page, withdrawLink);
    },
  },
  {
    name: 'withdrawn',
    async open(page) {
      await openAndPress(page, (await mailed()).withdrawLink);
      await page.getByRole('link', { name: 'Back to the campaign' }).waitFor();
    },
  },
  { name: 'share', open: (page) => page.goto(`${campaignPath}/share`) },
  { name: 'privacy', open: (page) => page.goto(`${campaignPath}/privacy`) },
  {
    name: 'no-news',
    async open(page) {
      await page.goto((await mailed()).withdrawLink);
      await page.getByRole('button', { name: 'Send me no more news' }).click();
      await page.getByRole('heading', { name: 'You get no more news' }).waitFor();
    },
  },
  { name: 'my-signature', open: (page) => page.goto(`${campaignPath}/my-signature`) },
  {
    name: 'link-sent',
    async open(page) {
      await page.goto(`${campaignPath}/my-signature`);
      await page.getByLabel('Your e-mail address').fill(newAddress());
      await page.getByRole('button', { name: 'Send me a link to withdraw' }).click();
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    },
  },
  {
    name: 'my-data-of-another-mail',
    async open(page) {
      await askWhatIsHeld(page, (await mailed()).withdrawLink);
    },
  },
  { name: 'bad-link', open: (page) => page.goto('/confirm?token=cut') },
  { name: 'dashboard', open: (page) => page.goto(dashboardPath) },
  { name: 'docs', open: (page) => page.goto('/docs') },
  { name: 'not-found', open: (page) => page.goto('/no/such/page') },
];

/** A mail to somebody who has just asked to sign. */
export async function mailed(): Promise<Mail> {
  const email = newAddress();
  const answer = await fetch(`${serviceUrl}/api${campaignPath}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Arif', email, country: 'AZ' }),
  });
  if (answer.status !== 202) throw new Error(`Asking to sign was answered with ${answer.status}.`);
  return mailboxOf(email).next();
}
