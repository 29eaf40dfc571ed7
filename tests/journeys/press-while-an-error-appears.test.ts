import { expect, it } from 'vitest';
import { campaignPath, sendForm } from './signer.ts';
import { desktop, phone, visitor } from './visitor.ts';

it.each([
  ['a mouse', desktop],
  ['a finger', phone],
])('does not lose the press of the button by %s when the field that was left turns out wrong', async (_, options) => {
  const { page } = await visitor(options);
  await page.goto(campaignPath);
  await page.getByLabel('Your e-mail address').fill('ilham@');
  if (options.hasTouch) await page.getByRole('button', { name: /^Sign/ }).tap();
  else await sendForm(page);
  await page.getByText('Tell us your name').waitFor();
  await page.getByText('An e-mail address looks like name@example.org').waitFor();
  expect(page.url()).toContain(campaignPath);
});
