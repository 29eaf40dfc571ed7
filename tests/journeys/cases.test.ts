import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it, vi } from 'vitest';
import { ownCampaign } from './campaign.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith, titleOf } from './visitor.ts';

const ADMIN = 'admin@example.org';
const heading = ({ page }: ConsoleVisitor) => page.locator('h1').textContent();

// A service that the tests did not start has people and campaigns of its own.
describe.runIf(inject('dataDir')).each([
  ['on a phone', phone],
  ['at a desk', desktop],
])('an admin %s without JavaScript', (_where, device) => {
  // It looks at fifteen pages.
  const timeout = 240_000;
  it('makes a case for one campaign, adds it to another one, and posts a release that both show', {
    timeout,
  }, async () => {
    const [first, second] = [
      await ownCampaign({ cases: [], translations: undefined }),
      await ownCampaign({ cases: [], translations: undefined }),
    ];
    const name = `Leyla ${randomUUID().slice(0, 6)}`;
    const me = await consoleVisitor({ ...device, javaScriptEnabled: false }, [refusedWith(401, 422)]);
    const { page } = me;
    await me.open(`/organise/campaigns/${first}`);
    await me.signIn(ADMIN);
    await page.getByRole('link', { name: 'Cases', exact: true }).last().click();
    await me.looksWell('cases of a campaign, none');
    await page.getByRole('link', { name: 'Make a new case' }).click();
    await me.looksWell('new case');
    await page.getByRole('button', { name: 'Make the case' }).click();
    expect(await titleOf(page)).toMatch(/^Error: /);
    await me.looksWell('new case with a fault');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('What they do (optional)').fill('journalist');
    await page.getByLabel('Year').fill('2024');
    await page.getByLabel('Charge (optional)').fill('hooliganism');
    await page.getByRole('button', { name: 'Make the case' }).click();
    expect(await page.locator('.done').textContent()).toBe(`${name} is added.`);
    await me.looksWell('case that is added');

    await me.open(`/organise/campaigns/${second}/edit/cases`);
    await page.getByRole('link', { name: 'Add an existing case' }).click();
    await page.getByLabel('Search by name').fill(name);
    await page.getByRole('button', { name: 'Search' }).click();
    await me.looksWell('add a case');
    await page.getByRole('button', { name: `Add ${name}` }).click();
    await me.looksWell('cases of a campaign');

    await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click();
    await me.looksWell('cases');
    await page.getByLabel('Search by name').fill(name);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name, exact: true }).click();
    await me.looksWell('case');
    await page.getByRole('link', { name: 'Change what is known' }).click();
    await me.looksWell('change of a case');
    await page.getByRole('button', { name: 'Add one' }).click();
    await me.looksWell('change of its history');
    await page.getByLabel('Sentence (optional)').fill('three years');
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.locator('.done').textContent()).toContain('Saved');

    await page.getByRole('link', { name: 'Post a release' }).click();
    await me.looksWell('post a release');
    await page.getByLabel('Note (optional)').fill('after an appeal');
    await page.getByRole('button', { name: 'Post it' }).click();
    expect(await page.locator('.done').textContent()).toBe(`${name} is free! 2 campaigns now say so.`);
    await me.looksWell('released');

    await page.getByRole('link', { name: 'Public page', exact: true }).click();
    await showsAfterAWhile(page, '.victory', 'after an appeal');
    for (const slug of [first, second]) {
      await me.open(`/campaigns/${slug}`);
      await showsAfterAWhile(page, '#cases ~ .cases', 'after an appeal');
    }
    expect(await heading(me)).not.toBe('');
  });
});

/** Public pages remember what they have read for two seconds. */
const showsAfterAWhile = (page: Page, part: string, words: string) =>
  vi.waitFor(
    async () => {
      await page.reload();
      expect((await page.locator(part).allTextContents()).join()).toContain(words);
    },
    { interval: 500 },
  );
