import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { ownCampaign } from './campaign.ts';
import { consoleVisitor } from './console.ts';
import { isFocused, isOnScreen, press, restsOn, tabTo } from './keys.ts';
import { seesTitle } from './signer.ts';
import { desktop, refusedWith, serviceUrl } from './visitor.ts';

const ADMIN = 'admin@example.org';

/** An organiser who has a keyboard, and nothing else to point with. */
async function withKeyboard(options: Parameters<typeof consoleVisitor>[0]) {
  const { page } = await consoleVisitor({ ...options, reducedMotion: 'reduce' }, [refusedWith(401, 422)]);
  const { keyboard } = page;
  const field = (name: string | RegExp, within: Locator = page.getByRole('main')) =>
    within.getByLabel(name, { exact: typeof name === 'string' });
  return {
    page,
    keyboard,
    field,
    link: (name: string) => page.getByRole('link', { name, exact: true }),
    task: (name: string) => page.locator('.tasks').getByRole('link', { name, exact: true }),
    button: (name: string | RegExp) => page.getByRole('button', { name }),
    summary: page.getByRole('alert'),
    press: (target: Locator, how?: Parameters<typeof press>[2]) => press(page, target, how),
    back: (target: Locator) => press(page, target, { key: 'Shift+Tab' }),
    to: (target: Locator) => tabTo(page, target),
    restsOn: (target: Locator) => restsOn(target),
    /** A link of the summary leads to a field, whose fault is seen, too. */
    async mends(fault: string, name: string, text: string, key: 'Tab' | 'Shift+Tab' = 'Tab') {
      const main = page.getByRole('main');
      await press(page, page.getByRole('alert').getByRole('link', { name: fault }), { key });
      expect(await isFocused(field(name))).toBe(true);
      for (const seen of [
        main.locator('label').and(page.getByText(name, { exact: true })),
        main.locator('.error', { hasText: fault }),
      ])
        expect(await isOnScreen(seen), `${seen}`).toBe(true);
      await keyboard.insertText(text);
    },
    async signsIn() {
      await press(page, page.getByRole('link', { name: 'Sign in', exact: true }));
      await press(page, page.getByRole('button', { name: ADMIN }));
    },
    sees: (title: string) => seesTitle(page, title),
    /** What the page says was just done. The focus is there, so that the next press of Tab goes on from it. */
    isTold: async (words: string | RegExp) => restsOn(page.getByRole('status').filter({ hasText: words })),
    async types(name: string | RegExp, text: string, within?: Locator) {
      await tabTo(page, field(name, within));
      await keyboard.insertText(text);
    },
  };
}

// A service that the tests did not start has people of its own.
describe.runIf(inject('dataDir'))('an admin with a keyboard alone', () => {
  it('makes a campaign, opens it, says what happened, closes it, and signs out', { timeout: 300_000 }, async () => {
    // As narrow as the pages of somebody at a desk who shows them at 400 %.
    const me = await withKeyboard({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    const { page, keyboard, field, link, button, summary } = me;
    const title = `By keys ${randomUUID().slice(0, 8)}`;
    await page.goto(`${serviceUrl}/organise`);
    await me.signsIn();
    await me.sees('Campaigns');

    // Makes a campaign, after a slip.
    await me.press(link('Skip to the content'));
    await me.press(link('New campaign'));
    await me.sees('New campaign');
    await me.types('Title', title);
    await me.press(button('Make the draft'));
    await me.restsOn(summary);
    await me.mends('Fill in “Demand”', 'Demand', 'The government releases Ali and Leyla.');
    await me.mends('Fill in “Target”', 'Target', 'The government', 'Shift+Tab');
    await me.mends('Fill in “Why”', 'Why', 'They wrote about **oil**.', 'Shift+Tab');
    // Without saving, sees how it will look, and goes on from there.
    await me.press(button('Preview Why'), { with: 'Space' });
    await me.restsOn(page.getByRole('region', { name: 'Preview: Why' }));
    await me.to(field('Day', page.getByRole('group', { name: 'Closes' })));
    await me.press(page.getByText('More: short name and time zone'), { with: 'Space' });
    await me.to(field(/^Short name/));
    await me.press(button('Make the draft'));
    await me.isTold('The draft is made');

    // Follows the list of tasks.
    await me.press(me.task('Targets'));
    await me.sees('Targets');
    await me.press(button(/^Add one more/));
    const second = page.getByRole('group', { name: 'Target 2' });
    await me.restsOn(second);
    await me.types('Name', 'The judge', second);
    await me.press(button('Remove Target 1'), { key: 'Shift+Tab' });
    await me.restsOn(page.getByRole('region', { name: 'Targets' }));
    await me.to(field('Name', page.getByRole('group', { name: 'Target 1' })));
    await me.press(button('Save'), { with: 'Space' });
    await me.isTold('Saved: Targets');

    await me.press(me.task('Cases'));
    await me.press(link('Make a new case'));
    await me.to(field('Name'));
    await keyboard.press('Enter');
    await me.restsOn(summary);
    await me.mends('Fill in “Name”', 'Name', 'Ali Karimov');
    await me.to(field('In prison'));
    await keyboard.press('ArrowDown');
    expect(await field('In prison').isChecked()).toBe(false);
    await keyboard.press('ArrowUp');
    expect(await field('In prison').isChecked()).toBe(true);
    await me.press(button('Make it, and one more'));
    await me.isTold('The case is made');
    await me.types('Name', 'Leyla Karimova');
    await keyboard.press('Enter');
    await me.isTold('Leyla Karimova is added.');
    await me.press(link('Back to the campaign'));
    await me.sees(title);

    // Opens it, after a look at what everybody will read.
    await me.press(link('Open'));
    await me.press(link('Change Goal'));
    expect(await isFocused(field(/^Goal/))).toBe(true);
    await keyboard.press('ControlOrMeta+A');
    await keyboard.insertText('500');
    await keyboard.press('Enter');
    await me.isTold('Saved: Texts');
    await me.press(button('Open the campaign'));
    await me.isTold('The campaign is open.');

    // Says what happened.
    await me.press(me.task('Updates'));
    await me.press(link('Write an update'));
    await me.to(field('Title'));
    await keyboard.press('Enter');
    await me.restsOn(summary);
    await me.mends('Write a title', 'Title', 'Ali Karimov is free');
    await me.types('Text', 'He is at home.');
    await me.press(button('Preview'));
    await me.restsOn(page.getByRole('region', { name: 'Preview' }));
    await me.to(field('Not yet: keep it as a draft'));
    await keyboard.press('ArrowDown');
    expect(await isFocused(field('Now, as soon as you press “Save”'))).toBe(true);
    await me.press(button('Save'));
    await me.isTold('The update is published.');
    await me.press(link('Back to the campaign'));
    await me.sees(title);

    // Pauses and closes it.
    for (const [step, done] of [
      ['Pause', 'The campaign is paused.'],
      ['Close', 'The campaign is closed.'],
    ] as const) {
      await me.press(link(step));
      await me.press(button(`${step} the campaign`));
      await me.isTold(done);
    }

    // The confirmation is below the header.
    await me.back(button('Sign out'));
    await me.page.waitForURL(/signed-out$/);
    await me.sees('You are signed out');
    await me.to(link('Sign in again'));
  });

  it('shares a draft, copies its address with the script of that page, and ends the link', async () => {
    const slug = await ownCampaign({ visibility: 'draft' });
    const me = await withKeyboard({ ...desktop, permissions: ['clipboard-write'] });
    const { page, link, button } = me;
    await page.goto(`${serviceUrl}/organise/campaigns/${slug}`);
    await me.signsIn();
    await me.press(link('Share a preview'));
    await me.press(button('Make a link'), { with: 'Space' });
    await me.restsOn(page.getByRole('region', { name: 'Your new link' }));
    await me.press(button('Copy it').first());
    await page.getByRole('status').filter({ hasText: 'It is copied.' }).waitFor();
    expect(await isFocused(button('Copy it').first())).toBe(true);
    await me.press(button(/^End this link/));
    await me.isTold('The link has ended.');
  });
});
