import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ownCampaign } from './campaign.ts';

export const campaignPath = `/campaigns/${await ownCampaign()}`;
export const dashboardPath = `${campaignPath}/dashboard`;

/** The fields that a person fills in. */
export interface Signer {
  readonly name: string;
  readonly email: string;
  /** Its English name. */
  readonly country: string;
}

/** An address that nobody has signed with. */
export const newAddress = (): string => `journey-${randomUUID()}@example.org`;

export async function fillForm(page: Page, signer: Signer): Promise<void> {
  await page.getByLabel('Your name').fill(signer.name);
  await page.getByLabel('Your e-mail address').fill(signer.email);
  await page.getByLabel('Where you live').selectOption({ label: signer.country });
}

export const sendForm = (page: Page): Promise<void> => page.getByRole('button', { name: /^Sign/ }).click();

/** Opens the campaign, fills in the form and sends it, up to the page that says to look into the mailbox. */
export async function askToSign(page: Page, signer: Signer): Promise<void> {
  await page.goto(campaignPath);
  await fillForm(page, signer);
  await sendForm(page);
  await seesTitle(page, 'Now check your e-mail');
}

/** Opens a mailed link and presses the button of its page. */
export async function openAndPress(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: /my signature$/ }).click();
}

/** Opens the link that withdraws, and asks there for the stored data. */
export async function askWhatIsHeld(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Show what is stored' }).click();
  await seesTitle(page, 'What we store about you');
}

export const confirmed = (page: Page): Promise<void> => seesTitle(page, 'Your signature is confirmed');
export const withdrawn = (page: Page): Promise<void> => seesTitle(page, 'Your signature is withdrawn');

export const seesTitle = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

/** The number of signatures that a campaign's page or dashboard shows now: 0 if it shows words instead. */
export async function shownTotal(page: Page): Promise<number> {
  const words = await page
    .getByText(/^Signatures\s*([\d,]+|Too few to show a number yet\. Be among the first to sign\.)$/)
    .first()
    .textContent();
  return Number(words?.replace(/\D/g, ''));
}

/** The number of signatures that the campaign has, as its page says. */
export async function totalOf(page: Page): Promise<number> {
  await page.goto(campaignPath);
  return shownTotal(page);
}

/** Loads a page again until it shows the expected count: counts follow within seconds. */
export async function seesTotal(page: Page, path: string, total: number): Promise<void> {
  const load = async () => {
    await page.goto(path);
    return shownTotal(page);
  };
  await expect.poll(load, { interval: 400 }).toBe(total);
}
