import { expect, it } from 'vitest';
import { desktop, serviceUrl, visitor } from './visitor.ts';

it('shows in place what a call answers, and what it says no to', async () => {
  const { page, requests } = await visitor(desktop);
  await page.goto('/docs/open-data');
  const link = page.locator('a[data-try][href$="/countries.json"]').first();
  expect(await link.isVisible()).toBe(false);
  await page.locator('summary', { hasText: '/countries.json' }).first().click();
  await link.click();
  const answer = page.locator('pre.answer');
  await expect.poll(() => answer.textContent()).toMatch(/^200 application\/json\s+\[/);
  expect(await answer.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  // Again: the same place has the new answer.
  await link.click();
  await expect.poll(() => requests.filter((url) => url.endsWith('/countries.json')).length).toBe(2);
  expect(await answer.count()).toBe(1);
  expect(new URL(page.url()).pathname).toBe('/docs/open-data');
});

it('opens the answer itself without JavaScript', async () => {
  const { page } = await visitor({ ...desktop, javaScriptEnabled: false });
  // A link to one call opens it.
  await page.goto('/docs#get-api-campaigns');
  await page.locator('a[data-try]').first().click();
  await page.waitForURL('**/api/campaigns');
  expect((await (await fetch(`${serviceUrl}/api/campaigns`)).text()).startsWith('[')).toBe(true);
});
