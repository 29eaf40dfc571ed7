import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import {
  askToSign,
  campaignPath,
  confirmed,
  newAddress,
  openAndPress,
  seesTitle,
  seesTotal,
  sendForm,
  shownTotal,
  totalOf,
  withdrawn,
} from './signer.ts';
import { desktop, refusedWith, serviceUrl, visitor } from './visitor.ts';

it('shows an error when a field is left, removes it when it is corrected, and sends nothing wrong', async () => {
  const { page, requests } = await visitor(desktop);
  await page.goto(campaignPath);
  const address = page.getByLabel('Your e-mail address');
  const error = page.getByText('An e-mail address looks like name@example.org');

  await address.fill('ilham');
  expect(await error.isVisible()).toBe(false);
  await address.blur();
  await error.waitFor();
  expect(await address.getAttribute('aria-invalid')).toBe('true');
  await address.fill('ilham@example.org');
  await error.waitFor({ state: 'hidden' });
  expect(await address.getAttribute('aria-invalid')).toBe(null);

  // Pasted with invisible marks, which the server drops.
  await address.fill('\u2068ilham@example.org\u2069\u200b');
  await sendForm(page);
  await page.getByText('Tell us your name').waitFor();
  expect(await error.isVisible()).toBe(false);
  await page.getByText('Choose the country where you live').waitFor();
  expect(await isFocused(page.getByLabel('Your name'))).toBe(true);
  expect(requests.filter((url) => url.endsWith('/signatures'))).toEqual([]);
});

it('shows a signature to everybody who looks at the page, without loading it again', async () => {
  const watcher = await visitor(desktop);
  await watcher.page.clock.install();
  const before = await totalOf(watcher.page);
  const loaded = watcher.requests.filter((url) => url === serviceUrl + campaignPath).length;

  const signer = await visitor(desktop);
  const email = newAddress();
  await askToSign(signer.page, { name: 'Xədicə', email, country: 'Canada' });
  const mail = await mailboxOf(email).next();
  await openAndPress(signer.page, mail.confirmLink);
  await confirmed(signer.page);

  const shownLater = async () => {
    // Longer than the page waits at first between two questions.
    await watcher.page.clock.fastForward(10_000);
    return shownTotal(watcher.page);
  };
  await expect.poll(shownLater, { interval: 300 }).toBe(before + 1);
  const progress = watcher.page.getByRole('progressbar', { name: 'Signatures' });
  expect(await progress.evaluate((bar) => bar.value)).toBe(before + 1);
  expect(watcher.requests.filter((url) => url === serviceUrl + campaignPath).length).toBe(loaded);

  await openAndPress(signer.page, mail.withdrawLink);
  await withdrawn(signer.page);
  await expect.poll(shownLater, { interval: 300 }).toBe(before);
});

it('removes a link’s token from the address bar and the history at once', async () => {
  const { page } = await visitor(desktop, [refusedWith(400)]);
  const email = newAddress();
  await askToSign(page, { name: 'Emin', email, country: 'France' });
  const mail = await mailboxOf(email).next();
  for (const [link, path] of [
    [mail.confirmLink, '/confirm'],
    [mail.withdrawLink, '/withdraw'],
  ] as const) {
    await page.goto(link);
    expect(page.url()).toBe(`${serviceUrl}/en${path}`);
  }
  await page.goBack();
  expect(page.url()).toBe(`${serviceUrl}/en/confirm`);
});

it('counts once when the button is pressed twice, and again by way of the back button', async () => {
  const { page } = await visitor(desktop);
  const email = newAddress();
  const before = await totalOf(page);
  await askToSign(page, { name: 'Tofiq', email, country: 'Norway' });
  const mail = await mailboxOf(email).next();

  await page.goto(mail.confirmLink);
  await page.getByRole('button', { name: 'Confirm my signature' }).dblclick();
  await confirmed(page);
  await page.reload();
  await confirmed(page);
  await seesTotal(page, campaignPath, before + 1);
  await openAndPress(page, mail.withdrawLink);
  await withdrawn(page);
  await seesTotal(page, campaignPath, before);
});

it('keeps a form from being sent twice, so that one mail comes', async () => {
  const { page } = await visitor(desktop);
  const email = newAddress();
  await page.goto(campaignPath);
  await page.getByLabel('Your name').fill('Günel');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByLabel('Where you live').selectOption({ label: 'Sweden' });
  await page.getByRole('button', { name: /^Sign/ }).dblclick();
  await seesTitle(page, 'Now check your e-mail');
  const mailbox = mailboxOf(email);
  const mail = await mailbox.next();
  await openAndPress(page, mail.confirmLink);
  await confirmed(page);
  expect(await mailbox.size()).toBe(1);
  await openAndPress(page, mail.withdrawLink);
  await withdrawn(page);
});

const isFocused = (locator: ReturnType<Awaited<ReturnType<typeof visitor>>['page']['getByLabel']>): Promise<boolean> =>
  locator.evaluate((element) => element === element.ownerDocument.activeElement);
