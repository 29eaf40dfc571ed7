import type { Page } from 'playwright-core';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { ownCampaign } from './campaign.ts';
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

const past = { opensAt: '2013-10-09T00:00:00+04:00', closesAt: '2026-02-28T23:59:59+04:00' };
const won = { on: '2026-02-20', words: 'All of them were released, and the charges were dropped.' };

/** What a campaign's page shows over its life. */
const states = {
  upcoming: { opensAt: '2090-01-01T00:00:00+04:00' },
  'closing-at-an-hour': { closesAt: '2090-01-01T17:00:00+04:00' },
  unlisted: { visibility: 'unlisted' },
  closed: past,
  won: {
    ...{ ...past, won, letter: 'Dear Minister,\n\nrelease them.' },
    references: [
      { title: 'Downward spiral', url: 'https://www.amnesty.org/', publisher: 'Amnesty International', date: '2013' },
    ],
    cases: [
      {
        ...{ name: 'Ada', people: 1, status: 'released' },
        history: [
          { on: '2012-11', status: 'detained' },
          { on: '2026-02-20', status: 'released', note: 'after an appeal' },
        ],
      },
    ],
  },
  'handed-over': {
    ...past,
    handedOver: [{ on: '2026-03-01', to: 'The Minister of Justice', answer: 'We will look into it.' }],
  },
  deleted: { ...past, deletedAt: '2026-03-01T00:00:00.000Z' },
} satisfies Record<string, Partial<Campaign>>;

interface ShownPage {
  readonly name: string;
  readonly open: (page: Page) => Promise<unknown>;
  /** Whether it may weigh more, and has a script of its own. */
  readonly hasCharts?: boolean;
}

/** Every page that a person may meet, and how they come to it. */
export const pages: readonly ShownPage[] = [
  { name: 'list', open: (page) => page.goto('/') },
  { name: 'found', open: (page) => page.goto('/?q=azerbaijan&status=open&sort=newest') },
  { name: 'nothing-found', open: (page) => page.goto('/?q=xyzxyz') },
  { name: 'all-in-numbers', open: (page) => page.goto('/dashboard') },
  { name: 'people', open: (page) => page.goto('/cases') },
  {
    name: 'person',
    async open(page) {
      await page.goto('/cases');
      await page.getByRole('link', { name: '14 people' }).first().click();
      await page.getByRole('heading', { level: 1, name: '14 people' }).waitFor();
    },
  },
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
  { name: 'embed', open: (page) => page.goto(`${campaignPath}/embed`) },
  ...['count', 'button', 'form'].map((show) => ({
    name: `frame-with-${show}`,
    open: (page: Page) => page.goto(`${campaignPath.replace('/campaigns', '/embed/campaigns')}?show=${show}`),
  })),
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
      await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();
    },
  },
  {
    name: 'my-data-of-another-mail',
    async open(page) {
      await askWhatIsHeld(page, (await mailed()).withdrawLink);
    },
  },
  { name: 'bad-link', open: (page) => page.goto('/confirm?token=cut') },
  { name: 'dashboard', open: (page) => page.goto(dashboardPath), hasCharts: true },
  { name: 'wall', open: (page) => page.goto(`${campaignPath}/wall`), hasCharts: true },
  ...Object.entries(states).map(([name, changes]) => ({
    name,
    open: async (page: Page) => page.goto(`/campaigns/${await ownCampaign({ visibility: 'unlisted', ...changes })}`),
  })),
  { name: 'docs', open: (page) => page.goto('/docs') },
  { name: 'docs-of-open-data', open: (page) => page.goto('/docs/open-data') },
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
