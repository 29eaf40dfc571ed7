import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { sections } from '../../functions/console/campaigns/edit/sections.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { mailboxOf } from './mailbox.ts';
import { fillForm, newAddress, openAndPress, sendForm } from './signer.ts';
import { desktop, phone, refusedWith, titleOf, visitor } from './visitor.ts';

const ADMIN = 'admin@example.org';
const safest = { javaScriptEnabled: false };
const heading = ({ page }: ConsoleVisitor) => page.locator('h1').textContent();
const save = ({ page }: ConsoleVisitor) => page.locator('.console-form .buttons .button').first().click();
const done = ({ page }: ConsoleVisitor) => page.getByRole('status').first().textContent();

/** Signs in, and makes a draft with a title of its own. @returns its slug. */
async function newDraft(me: ConsoleVisitor, title: string): Promise<string> {
  const { page } = me;
  await me.open('/organise/campaigns/new');
  await me.signIn(ADMIN);
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Demand', { exact: true }).fill('The government releases Ali and Leyla.');
  await page.getByLabel('Target').fill('The government');
  await page.getByLabel('Summary').fill('They wrote about oil.');
  await page.getByLabel('Why').fill('They wrote about oil, and were arrested.');
  await save(me);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

// A service that the tests did not start has people of its own.
describe.runIf(inject('dataDir'))('an admin who has never made a campaign, on a phone without JavaScript', () => {
  it('makes one after a slip, writes what is missing, opens it, and somebody signs', async () => {
    const me = await consoleVisitor({ ...phone, ...safest }, [refusedWith(401, 422)]);
    const { page } = me;
    await me.open('/organise');
    await me.signIn(ADMIN);
    await page.getByRole('link', { name: 'New campaign' }).click();
    await me.looksWell('new campaign');
    const title = `Free Ali ${randomUUID().slice(0, 8)}`;
    await page.getByLabel('Title').fill(title);
    const opens = page.getByRole('group', { name: 'Opens' });
    await opens.getByLabel('Day').fill('31');
    await opens.getByLabel('Month').fill('Feb');
    await save(me);
    expect(await titleOf(page)).toMatch(/^Error: /);
    await me.looksWell('new campaign with faults');
    // Each fault leads to its field, where the same words stand.
    for (const link of await page.locator('.fault-summary a').all()) {
      const target = (await link.getAttribute('href')) ?? '';
      expect(await page.locator(`[id="${target.slice(1)}"]`).count(), target).toBe(1);
      expect(await page.locator('.error').allInnerTexts()).toContain(await link.textContent());
    }
    // The title may still change: until then, its short name is only shown.
    await page.getByText('More: short name and time zone').click();
    expect(await page.getByLabel('Short name').inputValue()).toBe('');
    await page.getByText(`With this title: ${title.toLowerCase().replaceAll(' ', '-')}`).waitFor();
    await page.getByLabel('Demand', { exact: true }).fill('The government releases Ali.');
    await page.getByLabel('Target').fill('The government');
    await page.getByLabel('Summary').fill('He wrote about oil.');
    await page.getByLabel('Why').fill('He wrote [about oil](https://example.org/oil).');
    await page.getByRole('button', { name: 'Preview Why' }).click();
    expect(await page.locator('.preview a').getAttribute('href')).toBe('https://example.org/oil');
    await me.looksWell('preview');
    await opens.getByLabel('Day').fill('1');
    await opens.getByLabel('Year').fill('2026');
    await save(me);
    expect(await done(me)).toContain('The draft is made, and has all that it must have.');
    expect(await heading(me)).toBe(title);
    await me.looksWell('draft with its tasks');

    await page.getByRole('link', { name: 'Targets' }).click();
    await page.getByRole('button', { name: 'Add one more' }).click();
    await page.getByRole('group', { name: 'Target 2' }).getByLabel('Name').fill('The judge');
    await page.getByRole('group', { name: 'Target 2' }).getByLabel('Country').fill('Atlantis');
    await save(me);
    await me.looksWell('targets with a fault');
    await page.locator('.fault-summary a').first().click();
    await page.getByRole('group', { name: 'Target 2' }).getByLabel('Country').fill('Azerbaijan');
    await page.getByRole('button', { name: 'Add one more' }).click();
    await page.getByRole('button', { name: 'Remove Target 1' }).click();
    expect(await page.getByRole('group', { name: 'Target 1' }).getByLabel('Name').inputValue()).toBe('The judge');
    await save(me);
    expect(await done(me)).toContain('Saved: Targets');

    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await page.getByRole('button', { name: 'Open the campaign' }).click();
    expect(await done(me)).toBe('The campaign is open.');

    const slug = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const signer = await visitor({ ...phone, ...safest });
    const email = newAddress();
    await signer.page.goto(`/campaigns/${slug}`);
    expect(await signer.page.locator('main').textContent()).toContain('The judge');
    await fillForm(signer.page, { name: 'Səbinə', email, country: 'Germany' });
    await sendForm(signer.page);
    await openAndPress(signer.page, (await mailboxOf(email).next()).confirmLink);
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator('.numbers').textContent();
      })
      .toMatch(/^Signatures1/);

    // From now on, words that people have signed change after a question alone.
    await page.getByRole('link', { name: 'Texts' }).click();
    await page.getByLabel('Demand', { exact: true }).fill('The king releases Ali.');
    await save(me);
    expect(await heading(me)).toBe('People may have signed the old words');
    await me.looksWell('check new words');
    await page.getByRole('button', { name: 'Save the new words' }).click();
    expect(await done(me)).toContain('Saved: Texts');
  });

  it('finds each section well, empty and with faults', async () => {
    const me = await consoleVisitor({ ...phone, ...safest }, [refusedWith(401, 422)]);
    const slug = await newDraft(me, `Each section ${randomUUID().slice(0, 8)}`);
    for (const { name } of sections) {
      expect(await me.open(`/organise/campaigns/${slug}/edit/${name}`), name).toBe(200);
      await me.looksWell(`section ${name}`);
    }
  });

  it('translates it, with the original beside each field', async () => {
    const me = await consoleVisitor({ ...phone, ...safest }, [refusedWith(401, 422)]);
    const { page } = me;
    const slug = await newDraft(me, `In Arabic ${randomUUID().slice(0, 8)}`);
    await me.open(`/organise/campaigns/${slug}/edit/translations`);
    await page.getByLabel('Another language').fill('Klingon');
    await save(me);
    await me.looksWell('unknown language');
    await page.getByLabel('Another language').fill('Arabic');
    await save(me);
    expect(await heading(me)).toBe('Translation: Arabic');
    await me.looksWell('translation');
    await page.getByLabel('Title').fill('أطلقوا سراح علي');
    await save(me);
    expect(await page.locator('.fault-summary').textContent()).toContain('Demand');
    await page.getByLabel('Demand').fill('تطلق الحكومة سراح علي.');
    expect(await page.getByLabel('Demand').getAttribute('dir')).toBe('rtl');
    await save(me);
    expect(await done(me)).toContain('Saved: Translation: Arabic');
    expect(await page.locator('.rows').textContent()).toContain('texts are missing');
    await me.looksWell('translations');
  });
});

describe.runIf(inject('dataDir'))('two organisers at desks', () => {
  it('see both versions side by side, and lose nothing, even after the session has ended', async () => {
    const me = await consoleVisitor({ ...desktop, ...safest }, [refusedWith(401, 403, 409)]);
    const { page } = me;
    const slug = await newDraft(me, `Two write ${randomUUID().slice(0, 8)}`);
    const at = `/organise/campaigns/${slug}/edit/texts`;
    await me.open(at);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Summary').fill('Written by the other.');
    await other.locator('.console-form .buttons .button').first().click();
    await other.close();
    const why = 'A long text. '.repeat(600).trim();
    await page.getByLabel('Summary').fill('Written by me.');
    await page.getByLabel('Why').fill(why);
    await save(me);
    expect(await heading(me)).toBe('Texts');
    const versions = await page.locator('.versions').textContent();
    expect(versions).toContain('Written by me.');
    expect(versions).toContain('Written by the other.');
    await me.looksWell('two versions');

    await page.context().clearCookies();
    await save(me);
    expect(await heading(me)).toBe('Sign in again to go on');
    await me.looksWell('a large form that came too late');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in (opens a new tab)' }).click();
    const tab = await opened;
    await tab.getByRole('button', { name: ADMIN }).click();
    await tab.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await tab.close();
    await page.getByRole('button', { name: 'Send it now' }).click();
    expect(await done(me)).toContain('Saved: Texts');
    await me.open(at);
    expect(await page.getByLabel('Why').inputValue()).toBe(why);
    expect(await page.getByLabel('Summary').inputValue()).toBe('Written by me.');
  });
});
