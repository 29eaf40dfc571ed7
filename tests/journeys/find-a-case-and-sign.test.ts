import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import { fillForm, newAddress, seesTitle, sendForm } from './signer.ts';
import { phone, visitor } from './visitor.ts';

it('finds a prisoner by a word in another script, on a phone without JavaScript, and signs for them', async () => {
  const { page } = await visitor({ ...phone, javaScriptEnabled: false });
  await page.goto('/');
  await page.getByLabel('Search').fill('Азербайджан');
  await page.getByRole('button', { name: 'Search' }).tap();
  await seesTitle(page, 'Campaigns for “Азербайджан”');
  await page.getByRole('link', { name: 'Azerbaijan: free all prisoners of conscience' }).first().waitFor();
  expect(await page.getByLabel('Search').inputValue()).toBe('Азербайджан');

  await page.getByText('Filter and sort').tap();
  await page.getByLabel('Status').selectOption('Demand met');
  await page.getByRole('button', { name: 'Search' }).tap();
  await page.getByText('No campaign found').waitFor();
  await page.getByText('Try fewer words').waitFor();

  await page.getByRole('link', { name: 'Search the people in prison' }).tap();
  await seesTitle(page, 'People for “Азербайджан”');
  await page.getByRole('link', { name: '14 people' }).first().tap();
  await seesTitle(page, '14 people');
  await page.getByRole('link', { name: 'Sign this petition: 14 people' }).tap();

  const email = newAddress();
  await fillForm(page, { name: 'Səbinə', email, country: 'Norway' });
  await sendForm(page);
  await seesTitle(page, 'Now check your e-mail');
  expect((await mailboxOf(email).next()).text).toContain('Azerbaijan: free all prisoners of conscience');
});

it('finds the way back from a page that does not exist any more', async () => {
  const { page } = await visitor(phone);
  await page.goto('/?status=open&page=99999');
  await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor();
  expect(await page.locator('.entry').count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Show all campaigns' }).tap();
  await page.getByRole('heading', { level: 1, name: /^People are in prison/ }).waitFor();
});

it('comes from the dashboard of all campaigns to a campaign, and to the people', async () => {
  const { page } = await visitor(phone);
  await page.goto('/dashboard');
  await seesTitle(page, 'All signatures together');
  await page.getByRole('link', { name: /^(person is|people are) in prison$/ }).tap();
  await page.getByRole('heading', { level: 1, name: 'The people in prison' }).waitFor();
  expect(new URL(page.url()).search).toBe('?status=detained');
});
