import { expect, it } from 'vitest';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { startInBrowser } from './browser.ts';

const { t } = translatorOf('en');
const { mail, visit } = await startInBrowser();
const question = t('sign.email.meant', { address: 'ada@gmail.com' });

it('asks in the browser as soon as the address is typed, and changes it only if the person wants that', async () => {
  const page = await visit();
  await page.goto('/campaigns/free-them');
  await page.getByLabel('Your name').fill('Ada');
  const address = page.getByLabel('Your e-mail address');
  await address.fill('ada@gmial.com');
  await address.blur();
  await page.getByLabel('Where you live').selectOption('AZ');
  await page.getByText(question).waitFor();
  await page.getByRole('button', { name: t('sign.email.meant.use') }).click();
  expect(await address.inputValue()).toBe('ada@gmail.com');
  await page.getByText(question).waitFor({ state: 'hidden' });

  // Enter sends the form before the question could be seen: it is held once.
  await address.fill('browser@hotmial.com');
  await address.press('Enter');
  await page.getByText('Did you mean browser@hotmail.com?').waitFor();
  expect(page.url()).toMatch(/free-them$/);
  await address.press('Enter');
  await page.getByRole('heading', { name: 'Now check your e-mail' }).waitFor();
  await page.getByText('browser@hotmial.com').waitFor();
  await expect.poll(() => page.url()).toMatch(/\/sent$/);
  expect((await mail()).to).toBe('browser@hotmial.com');
});
