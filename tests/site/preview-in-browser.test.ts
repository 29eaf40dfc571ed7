import { afterAll, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { previewPath } from '../../functions/core/campaigns/preview-token.ts';
import { lookAtDraft, makePreview } from '../../functions/core/campaigns/previews.ts';
import { launchChromium } from '../support/chromium.ts';
import { anyTrail } from '../support/records.ts';
import { PUBLIC_URL, startSite } from '../support/site.ts';

const site = await startSite();
await site.put({ slug: 'a-draft', visibility: 'draft', title: 'Free Leyla' });
const deps = { campaigns: site.campaigns, audit: anyTrail(), clock: () => site.time.now };
const { token } = await makePreview(deps, operator, { slug: 'a-draft' });
const browser = await launchChromium();
afterAll(() => browser.close());

/** A page of a browser that the site answers. */
async function opened() {
  const page = await browser.newPage();
  await page.route('**/*', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await site.page(`${pathname}${search}`);
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  return page;
}

it('takes the token out of the address, shows the draft again when it is loaded again, and lets nobody type', async () => {
  const page = await opened();
  await page.goto(`${PUBLIC_URL}${previewPath('a-draft', token)}`);
  expect(await page.textContent('h1')).toBe('Free Leyla');
  await expect.poll(() => page.url()).toBe(`${PUBLIC_URL}/preview/a-draft`);
  await page.reload();
  await expect.poll(() => page.textContent('h1')).toBe('Free Leyla');
  expect(page.url()).not.toContain(token);
  expect(await page.locator('.sign-form input[name=name]').isDisabled()).toBe(true);
  expect(await page.locator('.sign-form button[type=submit]').isDisabled()).toBe(true);
});

it('warns an organiser of the address of their own look only as long as it has a token', async () => {
  const page = await opened();
  const own = await lookAtDraft(deps, operator, { slug: 'a-draft' });
  await page.goto(`${PUBLIC_URL}${previewPath('a-draft', own)}`);
  await expect.poll(() => page.url()).toBe(`${PUBLIC_URL}/preview/a-draft`);
  const said = await page.textContent('.notice');
  expect(said).toContain('This is your own look at the draft.');
  expect(said).not.toContain('Do not pass on');
});
