import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { SLUG } from '../support/machine.ts';
import { ownCampaign } from './campaign.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith, titleOf } from './visitor.ts';

const ADMIN = 'admin@example.org';
const VOLUNTEER = 'volunteer@example.org';
/** Neither the phone nor the browser at a desk runs scripts: every page must do without. */
const safest = { javaScriptEnabled: false };
const heading = ({ page }: ConsoleVisitor) => page.locator('h1').textContent();

// A service that the tests did not start has people of its own.
describe.runIf(inject('dataDir'))('an admin, on a phone without JavaScript', () => {
  const onPhone = { ...phone, ...safest };

  it('signs in, invites a colleague after a slip, changes the role, and removes them again', async () => {
    const me = await consoleVisitor(onPhone, [refusedWith(401, 409, 422)]);
    const { page } = me;
    expect(await me.open('/organise/people')).toBe(401);
    await me.looksWell('start');
    await me.signIn(ADMIN);
    // Where they wanted to go.
    expect(await heading(me)).toBe('People');
    await me.looksWell('people');

    const address = `ana-${randomUUID().slice(0, 8)}@example.org`;
    await page.getByRole('link', { name: 'Invite a person' }).click();
    await me.looksWell('invite');
    await page.getByLabel('E-mail address').fill('ana@');
    await page.getByLabel('Name (optional)').fill('Ana');
    await page.getByLabel('Campaign (optional)').selectOption(SLUG);
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await me.looksWell('invite with faults');
    expect(await titleOf(page)).toMatch(/^Error: /);
    // Each fault leads to its field, where the same words stand.
    for (const link of await page.locator('.fault-summary a').all()) {
      const target = (await link.getAttribute('href')) ?? '';
      expect(await page.locator(target).count()).toBe(1);
      expect(await page.locator('.error').allInnerTexts()).toContain(await link.textContent());
    }
    expect(await page.getByLabel('Name (optional)').inputValue()).toBe('Ana');
    await page.getByLabel('E-mail address').fill(address);
    await page.getByLabel('Role in it').selectOption('Editor');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    expect(await heading(me)).toBe('Check before you invite');
    await me.looksWell('check before you invite');
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(address);
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.getByRole('button', { name: 'Invite this person' }).click();
    expect(await heading(me)).toBe('Ana is invited');
    await me.looksWell('invited');

    // From the page of the campaign, by somebody who does not know that she is invited.
    await me.open(`/organise/campaigns/${SLUG}`);
    await page.getByRole('link', { name: 'Invite somebody' }).click();
    expect(await page.getByLabel('Campaign (optional)').inputValue()).toBe(SLUG);
    await page.getByLabel('E-mail address').fill(address.toUpperCase());
    await page.getByLabel('Work in some campaigns').check();
    await page.getByLabel('Role in it').selectOption('Viewer');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    expect(await heading(me)).toBe('Ana is here already');
    await me.looksWell('here already');
    await page.getByRole('link', { name: 'Open the page of Ana' }).click();
    await me.looksWell('person');

    // In another tab, a colleague decides otherwise at the same time.
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByLabel(/^Role in (?!it$)/).selectOption('Viewer');
    await tab.getByRole('button', { name: 'Check your answers' }).click();
    await tab.getByRole('button', { name: 'Save these roles' }).click();
    expect(await tab.getByRole('status').textContent()).toContain('The roles of Ana are saved');
    await tab.close();
    await page.getByLabel(/^Role in (?!it$)/).selectOption('Owner');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    expect(await page.getByRole('alert').textContent()).toContain(': Viewer');
    expect(await page.getByLabel(/^Role in (?!it$)/).inputValue()).toBe('owner');
    await me.looksWell('changed meanwhile');
    await page.getByLabel(/^Role in (?!it$)/).selectOption('Owner');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.getByRole('button', { name: 'Save these roles' }).click();
    expect(await page.getByRole('status').textContent()).toContain('The roles of Ana are saved');
    expect(await page.locator('.rows').textContent()).toContain(': Owner');

    await page.getByRole('link', { name: 'Ana' }).first().click();
    await page.getByRole('link', { name: 'Remove' }).click();
    expect(await heading(me)).toBe('Remove Ana?');
    await me.looksWell('remove');
    await page.getByRole('button', { name: 'Remove this person' }).click();
    expect(await page.getByRole('status').textContent()).toContain('The person is removed');
    expect(await page.locator('.rows').textContent()).not.toContain(address);
  });

  it('cannot remove the last admin, and is told what to do first', async () => {
    const me = await consoleVisitor(onPhone, [refusedWith(401, 409)]);
    await me.open('/organise/people');
    await me.signIn(ADMIN);
    await me.page.locator('.rows').getByRole('link', { name: 'Admin', exact: true }).click();
    await me.page.getByRole('link', { name: 'Remove' }).click();
    await me.page.getByRole('button', { name: 'Remove this person' }).click();
    expect(await heading(me)).toBe('The group needs an admin');
    await me.looksWell('last admin');
  });

  it('pauses a campaign, goes on, and closes it, each after a question', async () => {
    const slug = await ownCampaign();
    const me = await consoleVisitor(onPhone, [refusedWith(401)]);
    const { page } = me;
    await me.open(`/organise/campaigns/${slug}`);
    await me.signIn(ADMIN);
    expect(await page.locator('.state').first().textContent()).toBe('Open');
    await me.looksWell('campaign');
    await page.getByRole('link', { name: 'Pause', exact: true }).click();
    await me.looksWell('pause');
    await page.getByRole('button', { name: 'Pause the campaign' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The campaign is paused.');
    await page.getByRole('link', { name: 'Go on', exact: true }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.getByRole('status').first().textContent()).toBe('The campaign is open.');
    await me.looksWell('open campaign');
    await page.getByRole('link', { name: 'Close', exact: true }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    expect(await page.locator('.state').first().textContent()).toBe('Open');
    await page.getByRole('link', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close the campaign' }).click();
    expect(await page.locator('.state').first().textContent()).toBe('Closed');
    await me.looksWell('closed campaign');
  });

  it('says that a campaign is won, archives it, and finds it again in the list', async () => {
    const slug = await ownCampaign();
    const me = await consoleVisitor(onPhone, [refusedWith(401, 422)]);
    const { page } = me;
    await me.open(`/organise/campaigns/${slug}`);
    await me.signIn(ADMIN);
    const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await page.getByRole('link', { name: 'Say that it is won' }).click();
    await page.getByRole('button', { name: 'Say that it is won' }).click();
    await me.looksWell('won without words');
    await page.getByLabel('What was reached').fill('Both editors were released.');
    await page.getByRole('button', { name: 'Say that it is won' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The campaign is won. Its page says so.');
    expect(await page.locator('.buttons .state').allTextContents()).toEqual(['Open', 'Won']);

    await page.getByRole('link', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close the campaign' }).click();
    await page.getByRole('link', { name: 'Archive', exact: true }).click();
    await me.looksWell('archive');
    await page.getByRole('button', { name: 'Archive the campaign' }).click();
    expect(await page.locator('.state').first().textContent()).toBe('Archived');
    await me.looksWell('archived campaign');
    await page.getByRole('link', { name: 'Public page', exact: true }).click();
    expect(await page.locator('.kicker').first().textContent()).toContain('Archived: ');

    await me.open('/organise');
    await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor();
    expect(await page.locator(`.rows a[href$="/${slug}"]`).count()).toBe(0);
    await me.looksWell('first screen');
    await page.getByLabel('State').selectOption('Archived');
    await page.getByLabel('Find a campaign').fill(slug);
    await page.getByRole('button', { name: 'Show' }).click();
    await me.looksWell('found');
    await page.locator('.rows').getByRole('link', { name: title }).click();
    await page.getByRole('link', { name: 'Bring back' }).click();
    await page.getByRole('button', { name: 'Bring the campaign back' }).click();
    expect(await page.locator('.buttons .state').allTextContents()).toEqual(['Closed', 'Won']);
  });

  it('loses nothing that was typed when the session has ended meanwhile', async () => {
    const me = await consoleVisitor(onPhone, [refusedWith(401)]);
    const { page } = me;
    await me.open('/organise/people/invite');
    await me.signIn(ADMIN);
    const address = `kept-${randomUUID().slice(0, 8)}@example.org`;
    await page.getByLabel('E-mail address').fill(address);
    await page.getByLabel('Work in some campaigns').check();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Check your answers' }).click();
    expect(await heading(me)).toBe('Sign in again to go on');
    expect(await page.locator('.typed').textContent()).toContain(address);
    await me.looksWell('kept');

    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in (opens a new tab)' }).click();
    const tab = await opened;
    await tab.getByRole('button', { name: ADMIN }).click();
    await tab.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await tab.close();

    // One press is enough, although the page was made before there was this session.
    await page.getByRole('button', { name: 'Send it now' }).click();
    expect(await heading(me)).toBe('Check before you invite');
    expect(await page.locator('.answers').textContent()).toContain(address);
  });

  it('makes a token, sees it once, and revokes it', async () => {
    const me = await consoleVisitor(onPhone, [refusedWith(401, 422)]);
    const { page } = me;
    await me.open('/organise/tokens');
    await me.signIn(ADMIN);
    await page.getByRole('link', { name: 'Make a token' }).click();
    await page.getByRole('button', { name: 'Make the token' }).click();
    await me.looksWell('token with faults');
    await page.getByLabel('Read campaigns and their numbers').check();
    await page.getByRole('button', { name: 'Make the token' }).click();
    expect(await page.locator('code').textContent()).toMatch(/^amp_[\w-]{43}$/);
    await me.looksWell('new token');
    await page.getByRole('link', { name: 'All tokens' }).click();
    await me.looksWell('tokens');
    await page
      .getByRole('link', { name: /^Revoke/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Revoke this token' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The token is revoked.');
  });
});

describe.runIf(inject('dataDir'))('a volunteer, at a desk', () => {
  it('sees the sample campaign, is refused all else, and learns who can help', async () => {
    const me = await consoleVisitor({ ...desktop, ...safest }, [refusedWith(401, 403)]);
    const { page } = me;
    await me.open('/organise');
    await me.signIn(VOLUNTEER);
    expect(await heading(me)).toBe('Campaigns');
    await me.looksWell('campaigns');
    expect(await page.locator('.rows > li').count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Console' }).textContent()).not.toContain('People');
    await page.locator('.rows a').first().click();
    expect(await page.locator('main').textContent()).toContain('Your role here: Viewer');
    expect(await page.locator('main').textContent()).toContain('Its owner does, or an admin.');
    await me.looksWell('campaign of a viewer');
    for (const path of ['/organise/people', '/organise/people/invite', `/organise/campaigns/${SLUG}/close`]) {
      expect(await me.open(path), path).toBe(403);
      expect(await heading(me)).toBe('Your role does not allow this');
    }
    await me.looksWell('refused');
  });

  it('is let in with a second factor alone, and is told so without one', async () => {
    const me = await consoleVisitor({ ...desktop, ...safest }, [refusedWith(401, 403)]);
    await me.open('/organise');
    await me.page.getByRole('link', { name: 'Sign in' }).click();
    await me.looksWell('sign-in of this computer');
    await me.page.getByLabel('I prove a second factor').uncheck();
    await me.page.getByRole('button', { name: VOLUNTEER }).click();
    expect(await heading(me)).toBe('Your second factor is missing');
    await me.looksWell('no second factor');
    await me.signIn(VOLUNTEER);
    expect(await heading(me)).toBe('Campaigns');
  });

  it('signs out with one press, here and at the sign-in of this computer, by keyboard alone', async () => {
    const me = await consoleVisitor(desktop, [refusedWith(401)]);
    const { page } = me;
    await me.open('/organise');
    await me.signIn(VOLUNTEER);
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/signed-out$/);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await me.looksWell('signed out');
    expect(await me.open('/organise')).toBe(401);
    // The next person is asked who they are.
    await page.getByRole('link', { name: 'Sign in' }).click();
    expect(await page.getByRole('button', { name: ADMIN }).count()).toBe(1);
  });
});
