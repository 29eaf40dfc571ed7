import { beforeEach, expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import {
  askToSign,
  askWhatIsHeld,
  campaignPath,
  confirmed,
  dashboardPath,
  fillForm,
  newAddress,
  openAndPress,
  seesTitle,
  seesTotal,
  sendForm,
  totalOf,
  withdrawn,
} from './signer.ts';
import { phone, refusedWith, type Visitor, visitor } from './visitor.ts';

let somebody: Visitor;
beforeEach(async () => {
  somebody = await visitor({ ...phone, javaScriptEnabled: false }, [refusedWith(400, 410)]);
});

it('signs after a few mistakes, confirms, and is counted once however often the link is opened', async () => {
  const { page } = somebody;
  const email = newAddress();
  const before = await totalOf(page);

  await page.getByRole('link', { name: 'Sign this petition' }).tap();
  await page.getByLabel('Your name').fill('Səbinə');
  await page.getByLabel('Your e-mail address').fill('sabina.example.org');
  await page.getByLabel('Show my name').check();
  await sendForm(page);

  const summary = page.getByRole('alert');
  await summary.getByRole('link', { name: /^An e-mail address looks like/ }).waitFor();
  await summary.getByRole('link', { name: /^Choose the country/ }).waitFor();
  expect(await describedBy(page, 'Your e-mail address')).toContain('An e-mail address looks like name@example.org');
  expect(await describedBy(page, 'Where you live')).toContain('Choose the country where you live');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Səbinə');
  expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('sabina.example.org');
  expect(await page.getByLabel('Show my name').isChecked()).toBe(true);

  await summary.getByRole('link', { name: /^An e-mail address looks like/ }).tap();
  await fillForm(page, { name: 'Səbinə', email, country: 'Azerbaijan' });
  await page.getByLabel('Show my name').uncheck();
  await sendForm(page);
  await seesTitle(page, 'Now check your e-mail');
  await page.getByText(email).waitFor();
  await page.reload();
  await seesTitle(page, 'Now check your e-mail');
  await page.goBack();
  await seesTitle(page, 'Please check what you filled in');

  const mail = await mailboxOf(email).next();
  expect(mail.subject).toContain('Please confirm your signature');
  expect(mail.text).toContain('Azerbaijan: free all prisoners of conscience');
  await page.goto(mail.confirmLink);
  await seesTitle(page, 'Confirm your signature');
  await page.reload();
  await seesTitle(page, 'Confirm your signature');
  await page.getByLabel(/^Why you sign/).fill('x'.repeat(600));
  await page.getByRole('button', { name: 'Confirm my signature' }).tap();
  await page.getByText('Your reason may have at most 500 characters').first().waitFor();
  await page.getByLabel(/^Why you sign/).fill('They are my colleagues.');
  await page.getByRole('button', { name: 'Confirm my signature' }).dblclick();
  await confirmed(page);
  await page.goBack();
  await seesTitle(page, 'Confirm your signature');
  expect(await page.getByLabel(/^Why you sign/).inputValue()).toBe('They are my colleagues.');
  await page.getByRole('button', { name: 'Confirm my signature' }).waitFor();

  await seesTotal(page, campaignPath, before + 1);
  await seesTotal(page, dashboardPath, before + 1);
  await openAndPress(page, mail.confirmLink);
  await confirmed(page);

  await openAndPress(page, mail.withdrawLink);
  await withdrawn(page);
  await seesTotal(page, campaignPath, before);
});

it('withdraws later with the same e-mail, and only a new attempt counts again', async () => {
  const { page } = somebody;
  const signer = { name: 'Rauf', email: newAddress(), country: 'Türkiye' };
  const mailbox = mailboxOf(signer.email);
  const before = await totalOf(page);

  await askToSign(page, signer);
  const first = await mailbox.next();
  await openAndPress(page, first.confirmLink);
  await confirmed(page);
  await seesTotal(page, campaignPath, before + 1);

  await page.goto(first.withdrawLink);
  await seesTitle(page, 'Withdraw your signature');
  expect(await totalOf(page), 'opening the link changes nothing').toBe(before + 1);
  for (const press of ['first', 'again']) {
    await openAndPress(page, first.withdrawLink);
    await withdrawn(page);
    await seesTotal(page, campaignPath, before).catch((error) => expect.unreachable(`${press}: ${error}`));
  }
  await seesTotal(page, dashboardPath, before);

  await openAndPress(page, first.confirmLink);
  await seesTitle(page, 'This signature was withdrawn');
  await page.getByText('If you changed your mind and the campaign is still open, sign again.').waitFor();
  expect(await totalOf(page)).toBe(before);

  await askToSign(page, signer);
  const second = await mailbox.next();
  await openAndPress(page, second.confirmLink);
  await confirmed(page);
  await seesTotal(page, campaignPath, before + 1);
});

it('shows the stored data through the link in the e-mail, before and after signing and withdrawing, and changes nothing', async () => {
  const { page } = somebody;
  const email = newAddress();
  const before = await totalOf(page);
  await askToSign(page, { name: 'Leyla', email, country: 'Azerbaijan' });
  const { confirmLink, withdrawLink } = await mailboxOf(email).next();
  await askWhatIsHeld(page, withdrawLink);
  await page.getByText('No signature was made by the e-mail that this link came from.').waitFor();

  await openAndPress(page, confirmLink);
  await confirmed(page);
  await askWhatIsHeld(page, withdrawLink);
  await page.getByText('Your signature is stored').waitFor();
  await page.getByText('as long as the campaign is open').waitFor();
  await seesTotal(page, campaignPath, before + 1);

  await askWhatIsHeld(page, withdrawLink);
  await page.getByRole('button', { name: 'Withdraw my signature' }).tap();
  await withdrawn(page);
  await seesTotal(page, campaignPath, before);
  await askWhatIsHeld(page, withdrawLink);
  await page.getByText('You have withdrawn your signature').waitFor();
});

it('signs twice with one address and is counted once', async () => {
  const { page } = somebody;
  const signer = { name: 'Aysel', email: newAddress(), country: 'Georgia' };
  const mailbox = mailboxOf(signer.email);
  const before = await totalOf(page);

  await askToSign(page, signer);
  await askToSign(page, { ...signer, email: signer.email.toUpperCase().replace('EXAMPLE.ORG', 'example.org') });
  const first = await mailbox.next();
  await openAndPress(page, first.confirmLink);
  await confirmed(page);
  const second = await mailboxOf(signer.email.toUpperCase().replace('EXAMPLE.ORG', 'example.org')).next();
  await openAndPress(page, second.confirmLink);
  await confirmed(page);
  await seesTotal(page, campaignPath, before + 1);
  await openAndPress(page, second.withdrawLink);
  await withdrawn(page);
  await seesTotal(page, campaignPath, before);
});

/** The words of a screen reader about a field, after its label. */
async function describedBy(page: Visitor['page'], label: string): Promise<string> {
  const ids = (await page.getByLabel(label).getAttribute('aria-describedby')) ?? '';
  const texts = await Promise.all(ids.split(' ').map((id) => page.locator(`id=${id}`).textContent()));
  return texts.join(' ');
}
