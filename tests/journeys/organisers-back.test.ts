import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { SLUG } from '../support/machine.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith, titleOf } from './visitor.ts';

const ADMIN = 'admin@example.org';
const heading = ({ page }: ConsoleVisitor) => page.locator('h1').textContent();
const save = ({ page }: ConsoleVisitor) => page.locator('.console-form .buttons .button').first().click();
const done = ({ page }: ConsoleVisitor) => page.getByRole('status').first().textContent();
const id = () => randomUUID().slice(0, 8);
const PUT_BACK = 'What you typed here before is in the form again.';
const isBack = ({ page }: ConsoleVisitor) => page.getByText(PUT_BACK).waitFor();
const isNotBack = async ({ page }: ConsoleVisitor) => expect(await page.getByText(PUT_BACK).count()).toBe(0);

/** What an entry of the history has of what was typed, with every letter of it that anybody could read. */
const RAW = `JSON.stringify(history.state, (_, one) => {
  const bytes = one instanceof ArrayBuffer ? new Uint8Array(one) : one;
  return bytes instanceof Uint8Array ? [...bytes].map((byte) => String.fromCharCode(byte)).join('') : bytes;
})`;
/** The same, opened with the key of the page. */
const OPENED = `(async () => {
  const k = document.querySelector('[data-typed-key]').dataset.typedKey;
  const key = await crypto.subtle.importKey('jwk', { kty: 'oct', k }, 'AES-GCM', false, ['decrypt']);
  const { nonce, sealed } = history.state.typed;
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed));
})()`;

/** Goes to another page of the console, and comes back by the button of the browser. */
async function leavesAndComesBack({ page }: ConsoleVisitor): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.goBack();
}

async function admin(options: Parameters<typeof consoleVisitor>[0]): Promise<ConsoleVisitor> {
  const me = await consoleVisitor(options, [refusedWith(401, 403, 409, 422)]);
  await me.open('/organise');
  await me.signIn(ADMIN);
  return me;
}

async function newDraft(me: ConsoleVisitor): Promise<string> {
  const { page } = me;
  await me.open('/organise/campaigns/new');
  await page.getByLabel('Title').fill(`Back ${id()}`);
  await page.getByLabel('Demand', { exact: true }).fill('The government releases Ali.');
  await page.getByLabel('Target').fill('The government');
  await page.getByLabel('Why').fill('He wrote about oil.');
  await save(me);
  expect(await done(me)).toContain('The draft is made');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** A colleague who may write a campaign, with a browser of their own. */
async function editorOf(slug: string, me: ConsoleVisitor): Promise<ConsoleVisitor> {
  const address = `editor-${id()}@example.org`;
  const { page } = me;
  await me.open(`/organise/people/invite?campaign=${slug}`);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByLabel('Role in it').selectOption('Editor');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Invite this person' }).click();
  await page.getByRole('heading', { name: 'is invited' }).waitFor();
  const other = await consoleVisitor({ ...desktop, javaScriptEnabled: false }, [refusedWith(401)]);
  await other.open('/organise');
  await other.signIn(address);
  return other;
}

/** An admin with a draft, and a colleague who may write it. */
async function twoWriters(options: Parameters<typeof consoleVisitor>[0] = desktop) {
  const me = await admin(options);
  const slug = await newDraft(me);
  return { me, page: me.page, other: await editorOf(slug, me), campaign: `/organise/campaigns/${slug}` };
}

async function writes(other: ConsoleVisitor, at: string, label: string, words: string): Promise<void> {
  await other.open(at);
  await other.page.getByLabel(label).fill(words);
  await save(other);
  expect(await done(other)).toContain('Saved');
}

// A service that the tests did not start has people of its own.
describe.runIf(inject('dataDir'))('an organiser who leaves a form, and comes back by the button of the browser', () => {
  it('sees both versions when a colleague wrote meanwhile, and overwrites nothing', async () => {
    const { me, page, other, campaign } = await twoWriters();
    const at = `${campaign}/edit/texts`;
    await me.open(at);
    await page.getByLabel('Why').fill('The words of the admin.');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await writes(other, at, 'Why', 'The words of the editor.');
    await page.goBack();
    await isBack(me);
    expect(await page.getByLabel('Why').inputValue()).toBe('The words of the admin.');
    await me.looksWell('words that came back');
    await page.reload();
    await isBack(me);
    await save(me);
    const versions = await page.locator('.versions').textContent();
    expect(versions).toContain('The words of the admin.');
    expect(versions).toContain('The words of the editor.');
    // Leaving the comparison, and coming back to it, decides nothing either.
    await page.getByLabel('Why').fill('The words of both.');
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await page.getByLabel('Why').inputValue()).toBe('The words of both.');
    await save(me);
    expect(await done(me)).toContain('Saved: Texts');
    await me.open(at);
    await isNotBack(me);
    expect(await page.getByLabel('Why').inputValue()).toBe('The words of both.');
  });

  it('goes back after saving, and saves again: only a colleague’s words are asked about', async () => {
    const { me, page, other, campaign } = await twoWriters();
    const at = `${campaign}/edit/texts`;
    await me.open(at);
    await page.getByLabel('Why').fill('First words.');
    await save(me);
    expect(await done(me)).toContain('Saved: Texts');
    await page.goBack();
    // All of it is saved, so the form is as it is stored.
    await isNotBack(me);
    expect(await page.getByLabel('Why').inputValue()).toBe('First words.');
    await page.getByLabel('Why').fill('Second words.');
    await save(me);
    expect(await done(me)).toContain('Saved: Texts');
    await writes(other, at, 'Why', 'Words of the editor.');
    await page.goBack();
    await isBack(me);
    expect(await page.getByLabel('Why').inputValue()).toBe('Second words.');
    await save(me);
    const versions = await page.locator('.versions').textContent();
    expect(versions).toContain('Second words.');
    expect(versions).toContain('Words of the editor.');
    await page.goBack();
    await isBack(me);
    await page.getByRole('link', { name: 'Show what is saved' }).click();
    await expect.poll(() => page.getByLabel('Why').inputValue()).toBe('Words of the editor.');
    await isNotBack(me);
  });

  it('finds the fields of one line of a new campaign again, and makes it once', async () => {
    const me = await admin(phone);
    const { page } = me;
    await me.open('/organise/campaigns/new');
    const title = `Once ${id()}`;
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Demand', { exact: true }).fill('The government releases Ali.');
    await page.getByLabel('Target').fill('The government');
    await page.getByLabel('Why').fill('He wrote about oil.');
    await page.getByLabel('Goal').fill('250');
    const closes = page.getByRole('group', { name: 'Closes' });
    for (const [part, value] of [
      ['Day', '3'],
      ['Month', 'May'],
      ['Year', '2031'],
    ] as const)
      await closes.getByLabel(part).fill(value);
    await page.getByText('More: short name and time zone').click();
    await page.getByLabel('Time zone').fill('Asia/Baku');
    const looks = async () => {
      await isBack(me);
      expect(await page.getByLabel('Title').inputValue()).toBe(title);
      expect(await page.getByLabel('Target').inputValue()).toBe('The government');
      expect(await page.getByLabel('Goal').inputValue()).toBe('250');
      expect(await closes.getByLabel('Month').inputValue()).toBe('May');
      // Where something was typed, its heading is open.
      expect(await page.getByLabel('Time zone').isVisible()).toBe(true);
      expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Baku');
    };
    await leavesAndComesBack(me);
    await looks();
    await page.reload();
    await looks();
    await save(me);
    expect(await done(me)).toContain('The draft is made');
    const made = page.url();
    await page.goBack();
    await looks();
    await save(me);
    expect(page.url()).toBe(made);
    await me.open(`/organise?q=${encodeURIComponent(title)}&state=draft`);
    expect(await page.getByRole('link', { name: title }).count()).toBe(1);
  });

  it('finds entries that were added to a list, and a list that a colleague changed', async () => {
    const { me, page, other, campaign } = await twoWriters();
    const at = `${campaign}/edit/targets`;
    await me.open(at);
    await page.getByRole('button', { name: 'Add one more' }).click();
    const second = page.getByRole('group', { name: 'Target 2' });
    await second.getByLabel('Name').fill('The judge');
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await second.getByLabel('Name').inputValue()).toBe('The judge');
    await second.getByLabel('Role').fill('Judge');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    // The colleague has two as well, and adds a third.
    await other.open(at);
    for (const [number, name] of [
      [2, 'The minister'],
      [3, 'The king'],
    ] as const) {
      await other.page.getByRole('button', { name: 'Add one more' }).click();
      await other.page
        .getByRole('group', { name: `Target ${number}` })
        .getByLabel('Name')
        .fill(name);
    }
    await save(other);
    expect(await done(other)).toContain('Saved: Targets');
    // The button that added an entry led into the list: the browser may have the focus there before the list is drawn.
    await page.route(`**${at}`, async (route) => {
      if (route.request().method() === 'POST') await page.locator('[id="field-targets.1"]').focus();
      await route.continue();
    });
    await page.goBack();
    await isBack(me);
    await expect.poll(() => page.getByRole('group', { name: /^Target \d/ }).count()).toBe(2);
    expect(await second.getByLabel('Name').inputValue()).toBe('The judge');
    expect(await second.getByLabel('Role').inputValue()).toBe('Judge');
    expect(await page.evaluate('document.activeElement.id')).toBe('field-targets.1');
    await page.unrouteAll();
    await save(me);
    const versions = await page.locator('.versions').textContent();
    for (const name of ['The judge', 'The minister', 'The king']) expect(versions).toContain(name);
  });

  it('keeps what somebody types while a list is being drawn', async () => {
    const me = await admin(desktop);
    const { page } = me;
    const at = `/organise/campaigns/${await newDraft(me)}/edit/targets`;
    await me.open(at);
    await page.getByRole('button', { name: 'Add one more' }).click();
    await page.getByRole('group', { name: 'Target 2' }).getByLabel('Name').fill('The judge');
    const first = page.getByRole('group', { name: 'Target 1' }).getByLabel('Name');
    await page.route(`**${at}`, async (route) => {
      if (route.request().method() === 'POST') await first.fill('Typed meanwhile');
      await route.continue();
    });
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await leavesAndComesBack(me);
    await answered;
    await page.unrouteAll();
    await save(me);
    expect(await done(me)).toContain('Saved: Targets');
    await me.open(at);
    expect(await first.inputValue()).toBe('Typed meanwhile');
    expect(await page.getByRole('group', { name: 'Target 2' }).getByLabel('Name').inputValue()).toBe('The judge');
  });

  it('finds each kind of field again: of a case, an update, an invitation, roles and a token', async () => {
    const me = await admin(desktop);
    const { page } = me;
    await me.open('/organise/cases/new');
    await page.getByLabel('Name', { exact: true }).fill('Ali Karimov');
    await page.getByLabel('Charge').fill('Treason');
    await page.locator('select[name=campaign]').selectOption(SLUG);
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ali Karimov');
    expect(await page.getByLabel('Charge').inputValue()).toBe('Treason');
    expect(await page.locator('select[name=campaign]').inputValue()).toBe(SLUG);

    await me.open(`/organise/campaigns/${SLUG}/updates/new`);
    await page.getByLabel('Title').fill('He is well');
    await page.locator('input[name=when][value=at]').check();
    await page.getByLabel('Year').fill('2031');
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe('He is well');
    expect(await page.locator('input[name=when][value=at]').isChecked()).toBe(true);
    expect(await page.getByLabel('Year').inputValue()).toBe('2031');

    await me.open('/organise/people/invite');
    const address = `back-${id()}@example.org`;
    await page.getByLabel('E-mail address').fill(address);
    await page.locator('input[name=kind][value=admin]').check();
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.getByRole('heading', { name: 'Check before you invite' }).waitFor();
    await page.goBack();
    await isBack(me);
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(address);
    expect(await page.locator('input[name=kind][value=admin]').isChecked()).toBe(true);

    await me.open('/organise/tokens/new');
    const boxes = page.locator('input[type=checkbox]');
    await boxes.nth(1).check();
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await boxes.nth(0).isChecked()).toBe(false);
    expect(await boxes.nth(1).isChecked()).toBe(true);
  });

  it('comes back to a page that answered a form, after each step of an invitation and an update', async () => {
    const me = await admin(desktop);
    const { page } = me;
    // Chromium shows an error of its own where it would have to send a form again.
    const comesTo = async (title: string) => {
      await page.goBack();
      await page.getByRole('heading', { name: title }).waitFor();
    };
    await me.open('/organise/people/invite');
    const address = `answered-${id()}@example.org`;
    await page.getByLabel('E-mail address').fill(address);
    await page.locator('input[name=kind][value=admin]').check();
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.getByRole('button', { name: 'Invite this person' }).click();
    await page.getByRole('heading', { name: 'is invited' }).waitFor();
    await comesTo('Invite a person');
    await comesTo('Invite a person');
    await isBack(me);
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(address);

    const updates = `/organise/campaigns/${SLUG}/updates`;
    await me.open(`${updates}/new`);
    const title = `Answered ${id()}`;
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Text').fill('His lawyer **saw** him.');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('.preview strong').waitFor();
    await save(me);
    await page.getByRole('heading', { name: 'Updates', exact: true }).waitFor();
    await comesTo('Write an update');
    await isBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe(title);
    await me.looksWell('an update that came back');

    // A refused form comes back with its words, and asks for nothing when it is loaded again.
    await me.open(`/organise/campaigns/${SLUG}/edit/texts`);
    await page.getByLabel('Title').fill('x'.repeat(121));
    await save(me);
    await page.locator('[name=title][aria-invalid=true]').waitFor();
    await leavesAndComesBack(me);
    await isBack(me);
    await page.reload();
    await isBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe('x'.repeat(121));
  });

  it('finds roles again that came back with a fault, at an address that only answers forms', async () => {
    const me = await admin(desktop);
    const { page } = me;
    await me.open('/organise/people');
    await page.getByRole('link', { name: 'Volunteer' }).click();
    await page.getByLabel('Role in it').selectOption('Editor');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    expect(await titleOf(page)).toMatch(/^Error/);
    await page.locator('select[name=role]').selectOption('Owner');
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await page.locator('select[name=role]').inputValue()).toBe('owner');
  });

  it('keeps no private key, and no proof of the session', async () => {
    const me = await admin(desktop);
    const { page } = me;
    await me.open(`/organise/campaigns/${SLUG}/updates/new`);
    await page.getByLabel('Title').fill('Only for me');
    await page.getByLabel('Text').fill(`AGE-SECRET-KEY-1${'Q'.repeat(58)}`);
    await leavesAndComesBack(me);
    await isBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe('Only for me');
    expect(await page.getByLabel('Text').inputValue()).toBe('');
    const csrf = await page.locator('.console-form input[name=csrf]').inputValue();
    const kept = await page.evaluate<string>(OPENED);
    expect(kept).toContain('Only for me');
    expect(kept).not.toMatch(/AGE-SECRET-KEY/);
    expect(kept).not.toContain(csrf);
  });

  it('keeps nothing in a browser that cannot seal it', async () => {
    const me = await admin(desktop);
    const { page } = me;
    await page.addInitScript(`Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })`);
    await me.open(`/organise/campaigns/${SLUG}/updates/new`);
    await page.getByLabel('Title').fill('Only for me');
    await leavesAndComesBack(me);
    await isNotBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe('');
    expect(await page.evaluate<unknown>('history.state?.typed')).toBeUndefined();
  });

  it('leaves nothing in the tab that others could read, and finds it again after signing in', async () => {
    const { me, page, other, campaign } = await twoWriters();
    const editor = (await other.page.locator('.console-me span').textContent())?.trim() ?? '';
    const [name, address] = [`Witness ${id()}`, `witness-${id()}@secret.example`];
    const [invitation, update] = ['/organise/people/invite', `${campaign}/updates/new`];
    const placeOf = new Map<string, number>();
    const entries = () => page.evaluate<number>('history.length');
    const types = async (at: string, words: Record<string, string>) => {
      await me.open(at);
      for (const [label, text] of Object.entries(words)) await page.getByLabel(label).fill(text);
      await page.waitForFunction('history.state?.typed');
      placeOf.set(at, await entries());
    };
    const leaves = async () => {
      await me.open('/organise');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    };
    const comes = async (as: string) => {
      await me.open('/organise');
      await me.signIn(as);
      await page.getByRole('heading', { name: 'Campaigns', exact: true }).waitFor();
    };
    /** Goes back to the entry in which something was typed, and leaves out those after it. @returns what it has. */
    const backTo = async (at: string, title: string) => {
      await me.open('/organise');
      await page.evaluate(`history.go(${(placeOf.get(at) ?? 0) - (await entries())})`);
      await page.getByRole('heading', { name: title }).waitFor();
      expect(new URL(page.url()).pathname).toBe(at);
      return page.evaluate<string>(RAW);
    };
    await types(invitation, { 'E-mail address': address, Name: name });
    await types(update, { Title: name, Text: `By ${address}` });

    const showsNothing = (kept: string) => {
      expect(kept).toContain('sealed');
      for (const words of [name, address]) expect(kept).not.toContain(words);
    };

    await leaves();
    showsNothing(await backTo(update, 'Run campaigns'));
    await comes(editor);
    // This page has a form for them, and nothing that was typed in it. It forgets what it cannot open.
    await backTo(update, 'Write an update');
    await page.waitForFunction('!history.state?.typed');
    await isNotBack(me);
    expect(await page.getByLabel('Title').inputValue()).toBe('');
    // This one has none.
    showsNothing(await backTo(invitation, 'Your role does not allow this'));

    await leaves();
    await comes(ADMIN);
    await backTo(invitation, 'Invite a person');
    await isBack(me);
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(address);
    expect(await page.getByLabel('Name').inputValue()).toBe(name);
  });
});

describe.runIf(inject('dataDir'))('an organiser whose sign-in goes wrong', () => {
  it('is asked again by the sign-in after one without a second factor, from whatever page they begin', async () => {
    const me = await consoleVisitor({ ...desktop, javaScriptEnabled: false }, [refusedWith(401, 403)]);
    await me.open('/organise');
    await me.signIn(ADMIN, { withoutFactor: true });
    expect(await heading(me)).toBe('Your second factor is missing');
    await me.open('/organise');
    await me.signIn(ADMIN);
    expect(await heading(me)).toBe('Campaigns');
  });

  it('sends no form under another account without a press that says so', async () => {
    const { me, page, other, campaign } = await twoWriters();
    const address = (await other.page.locator('.console-me span').textContent())?.trim() ?? '';
    await me.open(`${campaign}/updates/new`);
    await page.getByLabel('Title').fill('He is well');
    await page.getByLabel('Text').fill('His lawyer saw him.');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in again to go on' }).waitFor();
    expect(await page.locator('.typed dt').allTextContents()).toEqual(['Title', 'Text', 'When does it appear?']);
    expect(await page.locator('.typed').textContent()).toContain('Not yet: keep it as a draft');
    await me.looksWell('a form that waits for a sign-in');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in (opens a new tab)' }).click();
    const tab = await opened;
    await tab.getByRole('button', { name: address }).click();
    await tab.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await tab.close();
    await page.getByRole('button', { name: 'Send it now' }).click();
    await page.getByRole('heading', { name: `You are now signed in as ${address}` }).waitFor();
    await me.looksWell('a form of another account');
    await page.getByRole('button', { name: `Send it as ${address}` }).click();
    await page.getByRole('heading', { name: 'Updates' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('He is well');
  });
});

describe.runIf(inject('dataDir'))('an organiser without JavaScript', () => {
  it('finds the stored words after the button of the browser, and overwrites nobody’s', async () => {
    const { me, page, other, campaign } = await twoWriters({ ...desktop, javaScriptEnabled: false });
    const at = `${campaign}/edit/texts`;
    await me.open(at);
    await page.getByLabel('Why').fill('The words of the admin.');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    expect(await heading(me)).toBe('People');
    await writes(other, at, 'Why', 'The words of the editor.');
    await page.goBack();
    expect(await page.getByLabel('Why').inputValue()).toBe('The words of the editor.');
    await save(me);
    await me.open(at);
    expect(await page.getByLabel('Why').inputValue()).toBe('The words of the editor.');
  });
});
