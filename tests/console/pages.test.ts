import { domainToASCII } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { operator } from '../../functions/core/access/actor.ts';
import type { Invitations } from '../../functions/core/access/invitations.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { changeRoles, listOrganisers } from '../../functions/core/access/people.ts';
import { removeOrganiser } from '../../functions/core/access/remove.ts';
import { endSessionsOf, openSession, startSession } from '../../functions/core/access/sessions.ts';
import { accountForSignIn } from '../../functions/core/access/sign-in.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { addUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import { makePreview, previewsSeen } from '../../functions/core/campaigns/previews.ts';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { startConsole, type Who } from '../support/console.ts';
import { browserOf, fieldOf, formBody, headingOf } from '../support/console-browser.ts';

const told: string[] = [];
const invitations: Invitations = {
  send: async (address) => void told.push(`send ${address}`),
  withdraw: async (address) => void told.push(`withdraw ${address}`),
};
let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole({ invitations });
});

const organiser = (who: Who, age = 0) => browserOf(console_, who, age);

describe('every page', () => {
  it('is for one person, now: nothing keeps it, nothing frames it, and it has no script', async () => {
    const admin = await organiser('admin');
    for (const path of ['/organise', '/organise/people', '/organise/tokens', '/organise/nothing-here']) {
      const { html, headers } = await admin.see(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('set-cookie')).toBeNull();
      expect(html).not.toContain('<script');
      expect(html).toContain('name="robots" content="noindex"');
    }
  });

  it('has with its form the key of its account, the same in each session, and of no other account', async () => {
    const keyIn = (html: string) => /data-typed-key="([\w-]{43})"/.exec(html)?.[1];
    const form = '/organise/tokens/new';
    const account = await console_.account('admin');
    const keyNow = async () => {
      const { id } = await startSession(console_.deps, { account, authTime: console_.time.now });
      const answer = await console_.ask('GET', form, { cookie: `${SESSION_COOKIE}=${id}` });
      return keyIn(await answer.text());
    };
    const own = await keyNow();
    expect(own).toBeDefined();
    expect(await keyNow()).toBe(own);
    const other = keyIn((await (await organiser('admin')).see(form)).html);
    expect(other).toBeDefined();
    expect(other).not.toBe(own);
    expect(keyIn(await (await console_.ask('GET', form)).text())).toBeUndefined();
  });

  it('shows nobody anything but the way to sign in, which leads back', async () => {
    const answer = await console_.ask('GET', '/organise/campaigns/some-campaign?done=open');
    expect(answer.status).toBe(401);
    const html = await answer.text();
    expect(headingOf(html)).toBe('Run campaigns');
    expect(html).toContain('/organise/sign-in?to=%2Forganise%2Fcampaigns%2Fsome-campaign%3Fdone%3Dopen');
    expect(html).not.toContain('Sign out');
  });

  it('has in its menu only what its organiser may do, and says to others what would help', async () => {
    const volunteer = await organiser({ 'some-campaign': 'viewer' });
    const { html } = await volunteer.see('/organise');
    expect(html).toContain('href="/organise/tokens"');
    expect(html).not.toContain('href="/organise/people"');
    const refused = await volunteer.see('/organise/people');
    expect([refused.status, headingOf(refused.html)]).toEqual([403, 'Your role does not allow this']);
    expect(refused.html).toContain('Only an admin of your group may do this');
    expect(refused.html).not.toContain('use a token');
  });

  it('names to somebody whose role does not suffice the role that would', async () => {
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'of-colleagues' }));
    const editor = await organiser({ 'of-colleagues': 'editor' });
    const viewer = await organiser({ 'of-colleagues': 'viewer' });
    const stranger = await organiser({ elsewhere: 'owner' });
    const at = '/organise/campaigns/of-colleagues';
    for (const [who, path, words] of [
      [editor, `${at}/close`, 'another role in this campaign: Owner.'],
      // The route is open to editors. This part of it is not.
      [editor, `${at}/edit/dates`, 'another role in this campaign: Owner.'],
      [viewer, `${at}/edit/texts`, 'another role in this campaign: Owner or Editor.'],
      [viewer, '/organise/cases/new', 'each campaign that speaks for the case: Owner or Editor.'],
      [stranger, at, 'You have no role in this campaign.'],
      [stranger, '/organise/audit', 'Only an admin'],
    ] as const) {
      const { status, html } = await who.see(path);
      expect([path, status, headingOf(html)]).toEqual([path, 403, 'Your role does not allow this']);
      expect(html).toContain(words);
      expect(html).not.toContain('scope');
    }
    // Programs read of their token, too.
    const token = await console_.token({ elsewhere: 'owner' });
    const told = (await (await console_.ask('GET', `/api${at}`, token)).json()) as { detail: string };
    expect(told.detail).toContain('If you use a token, it must have the scope');
  });

  it('says to a removed person that they were removed, and to others why their session has ended', async () => {
    const logged: unknown[][] = [];
    const log = { info: (...line: unknown[]) => void logged.push(line), error: () => undefined };
    const other = await startConsole({ log });
    const began = async (): Promise<{ id: string; cookie: string }> => {
      const { cookie } = await other.session({ 'some-campaign': 'editor' });
      const all = await listOrganisers(other.deps, operator);
      return { id: all.at(-1)!.id, cookie: cookie! };
    };
    const see = async (cookie: string) => {
      const answer = await other.ask('GET', '/organise/tokens', { cookie });
      const html = await answer.text();
      return { status: answer.status, heading: headingOf(html), html };
    };
    const removed = await began();
    await removeOrganiser(other.deps, operator, { account: removed.id });
    other.time.now += 1;
    const page = await see(removed.cookie);
    expect([page.status, page.heading]).toEqual([401, 'Your account here was removed']);
    expect(page.html).toContain('Ask an admin of your group.');
    // What they send is not kept for a sign-in that they do not have.
    const headers = { cookie: removed.cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await other.ask('POST', '/organise/tokens/new', headers, formBody({ days: '7' }));
    const answer = await sent.text();
    expect(headingOf(answer)).toBe('Your account here was removed');
    expect(answer).not.toContain('Send it now');

    const again = await began();
    const address = (await listOrganisers(other.deps, operator)).at(-1)!.address;
    await inviteOrganiser(other.deps, operator, { address, again: true });
    expect((await see(again.cookie)).heading).toBe('You were invited again');
    other.time.now += 1;
    const idle = await began();
    other.time.now += 31 * MINUTE;
    const late = await see(idle.cookie);
    expect(late.heading).toBe('Your session has ended');
    expect(late.html).toContain('to=%2Forganise%2Ftokens');
    // A cookie that is nobody's says nothing, and leaves no line.
    const lines = logged.length;
    expect((await see('__Host-organiser=aaaaaaaaaaaaaaaaaaaaaa')).heading).toBe('Run campaigns');
    expect((await see('__Host-organiser=x')).heading).toBe('Run campaigns');
    expect(logged.length).toBe(lines);
    expect(logged.filter(([event]) => event === 'session-ended').map(([, fields]) => fields)).toEqual(
      ['removed', 'removed', 'invited-again', 'ended'].map((reason) => ({ reason })),
    );
  });

  it('is not there for a program with a token', async () => {
    expect((await console_.ask('GET', '/organise', await console_.token('admin'))).status).toBe(403);
  });
});

describe('a form', () => {
  const typed = { email: 'ana@example.org', name: 'Ana <b>', kind: 'organiser', step: 'check' };

  it('that comes after the session has ended is kept, with all that was typed', async () => {
    const admin = await organiser('admin');
    for (const { id } of await listOrganisers(console_.deps, operator)) await endSessionsOf(console_.deps, id);
    const { status, html } = await admin.send('/organise/people/invite', typed);
    expect([status, headingOf(html)]).toEqual([401, 'Sign in again to go on']);
    expect(html).toContain('or because you signed out in another tab');
    expect(fieldOf(html, 'email')).toBe('ana@example.org');
    expect(html).toContain('Ana &lt;b&gt;');
    expect(html).toContain('target="_blank"');
    // The proof of the session before is worth nothing, and is not shown.
    expect(html).not.toContain(admin.csrf);
  });

  it('of the session before is shown once more, and is not done', async () => {
    const admin = await organiser('admin');
    const { status, html } = await admin.send('/organise/people/invite', { ...typed, step: 'send', csrf: 'of-before' });
    expect([status, headingOf(html)]).toEqual([403, 'Press the button once more']);
    expect(fieldOf(html, 'csrf')).toBe(admin.csrf);
    expect(fieldOf(html, 'email')).toBe('ana@example.org');
    expect(told).toEqual([]);
  });

  it('of another site is refused, and nothing of it is shown', async () => {
    const admin = await organiser('admin');
    for (const site of ['cross-site', 'same-site', 'none']) {
      const sent = await admin.send('/organise/people/invite', typed, { 'sec-fetch-site': site });
      expect(sent.status).toBe(403);
      expect(sent.html).not.toContain('ana@example.org');
    }
  });

  it('that needs a fresh proof is kept until there is one', async () => {
    const admin = await organiser('admin', 6 * MINUTE);
    const { status, html } = await admin.send('/organise/people/invite', { ...typed, step: 'send' });
    expect([status, headingOf(html)]).toEqual([403, 'Prove that it is you']);
    expect(fieldOf(html, 'email')).toBe('ana@example.org');
    expect(html).toContain('fresh=yes');
    expect(told).toEqual([]);
  });
});

describe('people', () => {
  it('are invited after their admin has checked the answers, and nothing typed is lost on the way', async () => {
    const admin = await organiser('admin');
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'for-people' }));
    const wrong = await admin.send('/organise/people/invite', {
      email: 'ana@@',
      name: 'Ana',
      campaign: 'for-people',
      role: '',
    });
    expect(wrong.html).toContain('<option value="for-people" lang="en" selected');
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('<title>Error: Invite a person');
    expect(wrong.html.indexOf('There is a problem')).toBeLessThan(wrong.html.indexOf('<h1'));
    for (const words of ['Enter an e-mail address', 'Choose what they may do', 'Choose the role in this campaign'])
      expect(wrong.html.split(words).length - 1, words).toBe(2);
    for (const [name, value] of [
      ['email', 'ana@@'],
      ['name', 'Ana'],
    ] as const)
      expect(fieldOf(wrong.html, name)).toBe(value);

    const fields = { email: 'ana@example.org', name: 'Ana', kind: 'organiser' };
    const added = { campaign: `${console_.deps.publicUrl}/campaigns/for-people`, role: 'editor' };
    const check = await admin.send('/organise/people/invite', { ...fields, ...added, step: 'check' });
    expect(headingOf(check.html)).toBe('Check before you invite');
    expect(check.html).toContain('<bdi lang="en">Free them</bdi> (for-people): Editor');
    expect(told).toEqual([]);
    // What the page sends is what it shows.
    const hidden = { ...fields, 'role-for-people': fieldOf(check.html, 'role-for-people') ?? '' };
    const changed = await admin.send('/organise/people/invite', { ...hidden, step: 'change' });
    expect(fieldOf(changed.html, 'email')).toBe('ana@example.org');
    const done = await admin.send('/organise/people/invite', { ...hidden, step: 'send' });
    expect(headingOf(done.html)).toBe('Ana is invited');
    expect(told.splice(0)).toEqual(['send ana@example.org']);
    const ana = (await listOrganisers(console_.deps, operator)).find(({ address }) => address === 'ana@example.org');
    expect(ana).toMatchObject({ name: 'Ana', isAdmin: false, campaigns: { 'for-people': 'editor' }, state: 'invited' });
  });

  it('get other roles, from the next request on', async () => {
    const admin = await organiser('admin');
    const id = await console_.account({ 'for-people': 'viewer' });
    const seen = fieldOf((await admin.see(`/organise/people/${id}`)).html, 'seen') ?? '';
    const fields = { kind: 'organiser', 'role-for-people': '', seen };
    const check = await admin.send(`/organise/people/${id}/roles`, { ...fields, step: 'check' });
    expect(check.html).toContain('No role yet');
    expect(fieldOf(check.html, 'seen')).toBe(seen);
    const saved = await admin.send(`/organise/people/${id}/roles`, { ...fields, step: 'send' });
    expect(saved.at).toBe(`/organise/people?saved=${id}`);
    // The address of a page names nobody.
    expect((await admin.see(saved.at!)).html).toContain('are saved');
    expect((await listOrganisers(console_.deps, operator)).find((one) => one.id === id)?.campaigns).toEqual({});
  });

  it('are listed with five of their roles, and the number of the others', async () => {
    const roles = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`campaign-${i + 10}`, 'viewer'] as const));
    await organiser(roles);
    const { html } = await (await organiser('admin')).see('/organise/people');
    expect(html).toContain('campaign-14');
    expect(html).not.toContain('campaign-15');
    expect(html).toContain('and 9 more roles');
  });

  it('are not invited twice by mistake: the page says that they are here, and leads to theirs', async () => {
    const admin = await organiser('admin');
    const roles = { 'for-people': 'editor' } as const;
    const maria = { address: 'maria@example.org', name: 'Maria', campaigns: roles };
    const id = await inviteOrganiser(console_.deps, operator, maria);
    await accountForSignIn(console_.deps, {
      ...{ issuer: 'https://id.example', subject: 'maria', address: maria.address, isAddressVerified: true },
    });
    told.length = 0;
    const typed = { email: 'MARIA@example.org', name: 'M.', kind: 'organiser', campaign: 'for-people', role: 'viewer' };
    for (const step of ['check', 'send']) {
      const { status, html } = await admin.send('/organise/people/invite', { ...typed, step });
      expect([status, headingOf(html)]).toEqual([409, 'Maria is here already']);
      expect(html).toContain(`href="/organise/people/${id}"`);
      expect(html.indexOf('Free them</bdi> (for-people): Editor')).toBeLessThan(
        html.indexOf('Free them</bdi> (for-people): Viewer'),
      );
      expect(fieldOf(html, 'email')).toBe('MARIA@example.org');
    }
    expect(told).toEqual([]);
    expect((await listOrganisers(console_.deps, operator)).find((one) => one.id === id)).toMatchObject({
      ...{ name: 'Maria', campaigns: roles, state: 'active' },
    });
  });

  it('whose roles a colleague has changed meanwhile are shown as they are now, beside what was chosen', async () => {
    const admin = await organiser('admin');
    const id = await console_.account({ 'for-people': 'viewer' });
    const at = `/organise/people/${id}/roles`;
    const seen = fieldOf((await admin.see(`/organise/people/${id}`)).html, 'seen') ?? '';
    const colleagues = { 'for-people': 'editor', 'some-campaign': 'viewer' } as const;
    await changeRoles({ ...console_.deps, hasCampaign: async () => true }, operator, {
      account: id,
      campaigns: colleagues,
    });
    const fields = { kind: 'organiser', 'role-for-people': 'owner' };
    for (const sent of [
      { ...fields, seen, step: 'check' },
      { ...fields, seen, step: 'send' },
      { ...fields, step: 'send' },
    ]) {
      const { status, html } = await admin.send(at, sent);
      expect(status).toBe(409);
      for (const words of [
        'Somebody else has changed',
        'Free them</bdi> (for-people): Editor<br/><bdi>some-campaign</bdi>: Viewer',
      ])
        expect(html).toContain(words);
      expect(html).toContain('Free them</bdi> (for-people): Owner');
      expect(fieldOf(html, 'seen')).not.toBe(seen);
      // The form has what was chosen, and what it did not know of.
      expect(html).toMatch(/name="role-for-people".*?<option value="owner" selected/s);
      expect(html).toMatch(/name="role-some-campaign".*?<option value="viewer" selected/s);
    }
    const now = async () => (await listOrganisers(console_.deps, operator)).find((one) => one.id === id)!;
    expect((await now()).campaigns).toEqual(colleagues);
    await admin.send(at, { ...fields, seen: String((await now()).revision), step: 'send' });
    expect((await now()).campaigns).toEqual({ 'for-people': 'owner' });
  });

  it('have roles only in what can be a campaign, whatever a form names', async () => {
    const admin = await organiser('admin');
    const id = await console_.account({});
    const odd = { 'role-../x y': 'owner', 'role-': 'owner', 'role-__proto__': 'owner', 'role-New': 'owner' };
    const fields = { kind: 'organiser', seen: '1', 'role-for-people': 'viewer', ...odd };
    await admin.send(`/organise/people/${id}/roles`, { ...fields, step: 'send' });
    expect((await listOrganisers(console_.deps, operator)).find((one) => one.id === id)?.campaigns).toEqual({
      'for-people': 'viewer',
    });
    for (const campaign of ['../x y', 'a'.repeat(3_000), 'not-there']) {
      const wrong = await admin.send('/organise/people/invite', {
        ...{ email: 'odd@example.org', kind: 'organiser', 'campaign-name': campaign, role: 'viewer', step: 'send' },
      });
      expect([wrong.status, wrong.html.includes('There is no campaign with this name')]).toEqual([422, true]);
      expect(fieldOf(wrong.html, 'campaign-name')).toBe(campaign);
    }
  });

  it('are invited to a campaign that is chosen by its title, also from its own page', async () => {
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'by-title', title: 'Free the editors' }));
    for (const slug of ['same-one', 'same-two'])
      await putCampaign(console_.db.Campaigns, campaignOf({ slug, title: 'One title' }));
    const [admin, owner] = [await organiser('admin'), await organiser({ 'by-title': 'owner' })];
    expect((await owner.see('/organise/campaigns/by-title')).html).not.toContain('Invite somebody');
    const { html } = await admin.see('/organise/campaigns/by-title');
    const [, link = ''] = /<a href="([^"]+)">Invite somebody</.exec(html) ?? [];
    const form = await admin.see(link);
    expect(form.html).toContain('<option value="by-title" lang="en" selected="">Free the editors</option>');
    expect(form.html).toContain('>One title (same-two)</option>');
    expect(form.html).not.toContain('Another campaign (optional)');
    const account = await console_.account({ 'same-one': 'viewer', 'by-title': 'viewer' });
    const person = (await admin.see(`/organise/people/${account}`)).html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    expect(person).toContain('Role in One title (same-one)');
    expect(person).not.toContain('(by-title)');
    const check = await admin.send('/organise/people/invite', {
      ...{ email: 'for-title@example.org', kind: 'organiser', campaign: 'by-title', role: 'editor', step: 'check' },
    });
    expect(check.html).toContain('Free the editors</bdi>: Editor');
    const ofSame = await admin.send('/organise/people/invite', {
      ...{ email: 'for-same@example.org', kind: 'organiser', campaign: 'same-one', role: 'editor', step: 'check' },
    });
    expect(ofSame.html).toContain('One title</bdi> (same-one): Editor');
  });

  it('are invited by the newest of many campaigns, and by the short name of any other', async () => {
    const many = await startConsole();
    for (let i = 0; i < 51; i++) {
      const createdAt = new Date(many.time.now + i).toISOString();
      await putCampaign(many.db.Campaigns, campaignOf({ slug: `of-many-${i}`, title: `Campaign ${i}`, createdAt }));
    }
    const admin = await browserOf(many, 'admin');
    const { html } = await admin.see('/organise/people/invite');
    expect(html.split('<option value="of-many-').length - 1).toBe(50);
    expect(html).not.toContain('value="of-many-0"');
    // By title, as people count.
    expect(html.indexOf('>Campaign 9<')).toBeLessThan(html.indexOf('>Campaign 10<'));
    expect(html).toContain('Another campaign (optional)');
    expect((await admin.see('/organise/people/invite?campaign=of-many-0')).html).toMatch(/"of-many-0"[^>]* selected/);
    const check = await admin.send('/organise/people/invite', {
      ...{ email: 'a@example.org', kind: 'organiser', step: 'check', role: 'viewer' },
      'campaign-name': `${many.deps.publicUrl}/campaigns/of-many-0`,
    });
    expect(check.html).toContain('Campaign 0</bdi>: Viewer');
  });

  it('are removed, and unknown to the sign-in of the group', async () => {
    const admin = await organiser('admin');
    const id = await inviteOrganiser(console_.deps, operator, { address: 'leaves@example.org' });
    told.length = 0;
    const asked = await admin.see(`/organise/people/${id}/remove`);
    expect(headingOf(asked.html)).toBe('Remove leaves@example.org?');
    const done = await admin.send(`/organise/people/${id}/remove`, {});
    expect(done.at).toBe('/organise/people?done=removed');
    expect(told.splice(0)).toEqual(['withdraw leaves@example.org']);
    const again = await admin.send(`/organise/people/${id}/remove`, {});
    expect([again.status, headingOf(again.html)]).toEqual([404, 'There is no such organiser']);
  });

  it('are invited again after a lost phone', async () => {
    const admin = await organiser('admin');
    const id = await inviteOrganiser(console_.deps, operator, {
      address: 'phone@example.org',
      name: 'Lost',
      isAdmin: false,
    });
    told.length = 0;
    const done = await admin.send(`/organise/people/${id}/again`, {});
    expect(headingOf(done.html)).toBe('Lost is invited');
    expect(told.splice(0)).toEqual(['withdraw phone@example.org', 'send phone@example.org']);
    expect((await listOrganisers(console_.deps, operator)).find((one) => one.id === id)).toMatchObject({
      name: 'Lost',
    });
  });

  it('who are here already get what was chosen, once it is checked, and keep what they have', async () => {
    const admin = await organiser('admin');
    const had = { 'some-campaign': 'viewer' } as const;
    const sara = { address: 'sara@example.org', name: 'Sara', campaigns: had };
    const id = await inviteOrganiser({ ...console_.deps, hasCampaign: async () => true }, operator, sara);
    const chosen = { email: sara.address, kind: 'organiser', campaign: 'for-people', role: 'editor', step: 'check' };
    const here = await admin.send('/organise/people/invite', chosen);
    const [, action = '', form = ''] = /<form[^>]* action="([^"]+\/roles)"[^>]*>(.*?)<\/form>/s.exec(here.html) ?? [];
    expect(form).toContain('Give Sara what you chose');
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const check = await admin.send(action, fields);
    expect([check.status, headingOf(check.html)]).toEqual([200, 'Check before you save']);
    expect(check.html).toContain('Free them</bdi> (for-people): Editor<br/><bdi>some-campaign</bdi>: Viewer');
    await admin.send(action, { ...fields, step: 'send' });
    const now = async () => (await listOrganisers(console_.deps, operator)).find((one) => one.id === id);
    expect((await now())?.campaigns).toEqual({ ...had, 'for-people': 'editor' });
    // There is nothing to give to somebody who has it.
    expect((await admin.send('/organise/people/invite', chosen)).html).not.toContain('what you chose');
  });

  it('have no names that turn or hide words, and the domain of an address is seen as computers read it', async () => {
    const admin = await organiser('admin');
    const typed = { email: 'eva@\u0430mnesty.example', kind: 'organiser', step: 'check' };
    for (const name of ['Eva\u202egro.live', 'E\u0000va']) {
      const { status, html } = await admin.send('/organise/people/invite', { ...typed, name });
      expect([status, html.includes('Write the name without marks that are not seen')]).toEqual([422, true]);
    }
    const token = { name: 'Bank\u001b[2K', scopes: 'campaigns:read', days: '7' };
    const { status, html } = await admin.send('/organise/tokens/new', token);
    expect([status, html.includes('Write the name without marks that are not seen')]).toEqual([422, true]);
    const check = await admin.send('/organise/people/invite', { ...typed, name: 'Eva' });
    const both = `eva@\u0430mnesty.example (${domainToASCII('\u0430mnesty.example')})`;
    expect(check.html).toContain(both);
    await admin.send('/organise/people/invite', { ...typed, name: 'Eva', step: 'send' });
    expect((await admin.see('/organise/people')).html).toContain(both);
    told.length = 0;
  });

  it('are removed by an admin who has seen which updates will appear by themselves', async () => {
    const other = await startConsole();
    const { cookie = '' } = await other.session('admin');
    const see = async (path: string) => (await other.ask('GET', path, { cookie })).text();
    for (const [slug, title] of [
      ['theirs', 'Theirs'],
      ['seen-only', 'Seen only'],
    ] as const)
      await createCampaign(other.deps, operator, { ...smallFile, slug, title });
    const editor = await other.account({ theirs: 'editor', 'seen-only': 'viewer' });
    const at = '2027-01-01T12:00:00Z';
    for (const [slug, title, more] of [
      ['theirs', 'Later', { at }],
      ['theirs', 'A draft', { at, draft: true }],
      ['theirs', 'Long ago', { at: '2026-01-01T12:00:00Z' }],
      ['seen-only', 'Of others', { at }],
    ] as const)
      await addUpdate(other.deps, operator, { slug, seen: undefined, update: { title, text: 'Text.', ...more } });
    const asked = await see(`/organise/people/${editor}/remove`);
    expect(asked).toMatch(/href="\/organise\/campaigns\/theirs\/updates\/[\w-]+"[^>]*>Later<\/a>.*Theirs/s);
    for (const title of ['A draft', 'Long ago', 'Of others']) expect(asked).not.toContain(title);
    expect(asked).toContain('for three years');
    // An admin has a role in none: the trail says where they were.
    const admin = await other.account('admin');
    expect(await see(`/organise/people/${admin}/remove`)).not.toContain('will appear by themselves');
    const { authorization = '' } = await other.token('admin');
    const all = await listOrganisers(other.deps, operator);
    const worker = all.find(({ address }) => address === `person-${all.length - 1}@example.org`)!;
    const headers = { authorization, 'content-type': 'application/json' };
    await other.ask('POST', '/api/organise/campaigns/seen-only/updates', headers, { title: 'By them', text: 'x', at });
    expect(await see(`/organise/people/${worker.id}/remove`)).toContain('By them');
  });

  it('who were removed are named where they did something, with the day', async () => {
    const other = await startConsole();
    const { cookie = '' } = await other.session('admin');
    const see = async (path: string) => (await other.ask('GET', path, { cookie })).text();
    await createCampaign(other.deps, operator, { ...smallFile });
    const { slug } = smallFile;
    const editor = await inviteOrganiser(other.deps, operator, {
      ...{ address: 'ana@example.org', name: 'Ana Silva', campaigns: { [slug]: 'editor' }, days: 'no-limit' },
    });
    const { id, csrf } = await startSession(other.deps, { account: editor, authTime: other.time.now });
    const hers = { cookie: `__Host-organiser=${id}`, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' };
    const changed = await other.ask(
      'PATCH',
      `/api/organise/campaigns/${slug}`,
      { ...hers, 'if-match': '*' },
      { goal: 77 },
    );
    expect(changed.status).toBe(200);
    const link = await makePreview(other.deps, (await openSession(other.deps, id))!, { slug });
    await removeOrganiser(other.deps, operator, { account: editor });
    expect(await previewsSeen(other.deps, operator, slug)).not.toContainEqual(link.link);
    const name = 'Ana Silva (removed on 1 March 2026)';
    expect(await see(`/organise/campaigns/${slug}/versions`)).toContain(name);
    const list = await see('/organise/audit');
    expect(list.split(name).length).toBeGreaterThan(2);
    const [entry] = (await other.deps.audit.list({ act: 'organiser.remove' })).entries;
    const removal = await see(`/organise/audit/${entry?.id}`);
    expect(removal).toContain(name);
    expect(removal).not.toContain(`href="/organise/people/${editor}"`);
    // A role is called by the title of its campaign.
    expect(removal).toContain('Campaigns › Free them');
    expect(removal).toContain('Editor');
    expect(removal).not.toContain(`${slug} ›`);
  });

  it('keep an admin', async () => {
    const alone = await startConsole();
    const { cookie, 'x-csrf-token': csrf } = await alone.session('admin');
    const [me] = await listOrganisers(alone.deps, operator);
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const answer = await alone.ask('POST', `/organise/people/${me?.id}/remove`, headers, formBody({ csrf }));
    const html = await answer.text();
    expect([answer.status, headingOf(html)]).toEqual([409, 'The group needs an admin']);
    expect(html).toContain(`<a href="/organise/people/${me?.id}">Back to this person</a>`);
    // They read it before they decide, and not of what they keep.
    const warns = async (path: string, fields?: Record<string, string>) => {
      const body = fields && formBody({ csrf, seen: String(me?.revision), step: 'check', ...fields });
      const page = await alone.ask(fields ? 'POST' : 'GET', `/organise/people/${me?.id}/${path}`, headers, body);
      return (await page.text()).includes('This is the only admin who has signed in');
    };
    const [remove, again] = [await warns('remove'), await warns('again')];
    const [less, same] = [await warns('roles', { kind: 'organiser' }), await warns('roles', { kind: 'admin' })];
    expect({ remove, again, less, same }).toEqual({ remove: true, again: true, less: true, same: false });
    await alone.account('admin');
    expect([await warns('remove'), await warns('roles', { kind: 'organiser' })]).toEqual([false, false]);
  });
});

describe('tokens', () => {
  it('have names, by which their pages and the list call them', async () => {
    const viewer = await organiser({ 'for-tokens': 'viewer' });
    const send = (name: string) => viewer.send('/organise/tokens/new', { name, scopes: 'campaigns:read', days: '30' });
    const refused = await send('x'.repeat(61));
    expect([refused.status, refused.html.includes('id="field-name-error"')]).toEqual([422, true]);
    const { html } = await send('Our <website>');
    expect(html).toMatch(/The list of tokens calls it “Our &lt;website&gt;” \(tok_\w+\)\./);
    const list = await viewer.see('/organise/tokens');
    expect(list.html).toMatch(/Our &lt;website&gt; · Read campaigns/);
    const [id = ''] = /tok_\w+/.exec(list.html) ?? [];
    expect(headingOf((await viewer.see(`/organise/tokens/${id}/revoke`)).html)).toContain(`website&gt;” (${id})?`);
  });

  it('are shown once, and offer only what their person may do', async () => {
    const viewer = await organiser({ 'for-tokens': 'viewer' });
    const form = await viewer.see('/organise/tokens/new');
    expect(form.html).toContain('value="campaigns:read"');
    expect(form.html).not.toContain('value="campaigns:write"');
    const wrong = await viewer.send('/organise/tokens/new', {
      scopes: 'organisers:write',
      campaigns: 'not-mine',
      days: '30',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Choose what the token is for');
    expect(wrong.html).toContain('There is no campaign not-mine');
    const made = await viewer.send('/organise/tokens/new', {
      scopes: 'campaigns:read',
      campaigns: 'for-tokens',
      days: '30',
    });
    const [words = ''] = /amp_[\w-]{43}/.exec(made.html) ?? [];
    const [shown] = /tok_\w+/.exec(made.html) ?? [];
    expect((await console_.ask('GET', '/api/organise/campaigns', { authorization: `Bearer ${words}` })).status).toBe(
      200,
    );
    const list = await viewer.see('/organise/tokens');
    expect(list.html).not.toContain(words);
    const [id = ''] = /tok_\w+/.exec(list.html) ?? [];
    expect(shown).toBe(id);
    expect((await viewer.send(`/organise/tokens/${id}/revoke`, {})).at).toBe('/organise/tokens?done=revoked');
    expect((await console_.ask('GET', '/api/organise/campaigns', { authorization: `Bearer ${words}` })).status).toBe(
      401,
    );
  });

  it('are not for one campaign if they are about all of them', async () => {
    const admin = await organiser('admin');
    const send = (campaigns: string) =>
      admin.send('/organise/tokens/new', { scopes: 'audit:read', campaigns, days: '7' });
    const refused = await send('for-tokens');
    expect([refused.status, (await send('')).status]).toEqual([422, 200]);
    expect(refused.html).toContain('do not choose “Read the audit trail”: that is about all campaigns');
  });

  it('are no other person’s to revoke', async () => {
    const [owner, other] = [await organiser('admin'), await organiser('admin')];
    await owner.send('/organise/tokens/new', { scopes: 'campaigns:read', days: '7' });
    const [id = ''] = /tok_\w+/.exec((await owner.see('/organise/tokens')).html) ?? [];
    expect((await other.send(`/organise/tokens/${id}/revoke`, {})).status).toBe(404);
    expect((await owner.see('/organise/tokens')).html).toContain(id);
  });
});

describe('campaigns', () => {
  const put = (slug: string, more: Parameters<typeof campaignOf>[0] = {}) =>
    putCampaign(console_.db.Campaigns, campaignOf({ slug, ...more }));

  it('are listed to those who have a role in them, page by page', async () => {
    for (let i = 0; i < 30; i++) await put(`listed-${String(i).padStart(2, '0')}`);
    const mine = await organiser({ 'listed-03': 'viewer' });
    const { html } = await mine.see('/organise');
    expect([...html.matchAll(/\/organise\/campaigns\/([\w-]+)"/g)].map(([, slug]) => slug)).toEqual(['listed-03']);
    const admin = await organiser('admin');
    const first = await admin.see('/organise');
    const [, next = ''] = /href="(\/organise\?after=[^"]+)"/.exec(first.html) ?? [];
    const second = await admin.see(next);
    expect(second.html).toContain('Back to the first ones');
    expect(second.html).not.toContain('listed-00');
  });

  it('of others are not there: neither their pages, nor their steps', async () => {
    await put('of-others');
    const owner = await organiser({ 'of-mine': 'owner' });
    for (const path of [
      '/organise/campaigns/of-others',
      '/organise/campaigns/of-others/open',
      '/organise/campaigns/nowhere',
    ])
      expect((await owner.see(path)).status, path).toBe(403);
    expect((await owner.send('/organise/campaigns/of-others/close', { seen: '1' })).status).toBe(403);
  });

  it('are paused, go on, and are closed by their owner, each after a question', async () => {
    await put('in-turn');
    const owner = await organiser({ 'in-turn': 'owner' });
    const asked = await owner.see('/organise/campaigns/in-turn/pause');
    expect(headingOf(asked.html)).toMatch(/^Pause “.*”\?$/);
    const paused = await owner.send('/organise/campaigns/in-turn/pause', { seen: fieldOf(asked.html, 'seen') ?? '' });
    expect(paused.at).toBe('/organise/campaigns/in-turn?done=pause');
    expect((await owner.see(paused.at!)).html).toContain('The campaign is paused.');
    const on = await owner.see('/organise/campaigns/in-turn/open');
    expect(on.html).toContain('People can sign it again.');
    await owner.send('/organise/campaigns/in-turn/open', { seen: fieldOf(on.html, 'seen') ?? '' });
    const end = await owner.see('/organise/campaigns/in-turn/close');
    await owner.send('/organise/campaigns/in-turn/close', { seen: fieldOf(end.html, 'seen') ?? '' });
    const closed = await owner.see('/organise/campaigns/in-turn');
    expect(closed.html).toContain('A closed campaign opens again only if its closing date is changed');
    const late = await owner.see('/organise/campaigns/in-turn/pause');
    const refused = await owner.send('/organise/campaigns/in-turn/pause', { seen: fieldOf(late.html, 'seen') ?? '' });
    expect([refused.status, headingOf(refused.html)]).toEqual([409, 'The campaign cannot take this step now']);
  });

  it('that a colleague changed meanwhile are shown as they are now, before anything is done', async () => {
    await put('meanwhile');
    const owner = await organiser({ meanwhile: 'owner' });
    const seen = fieldOf((await owner.see('/organise/campaigns/meanwhile/close')).html, 'seen') ?? '';
    await putCampaign(
      console_.db.Campaigns,
      campaignOf({ slug: 'meanwhile', title: 'Now with another title' }),
      Number(seen),
    );
    const { status, html } = await owner.send('/organise/campaigns/meanwhile/close', { seen });
    expect(status).toBe(409);
    expect(html).toContain('This campaign was changed while you looked at it, by ');
    expect(headingOf(html)).toContain('Now with another title');
    expect(fieldOf(html, 'seen')).not.toBe(seen);
    expect((await getStoredCampaign(console_.db.Campaigns, 'meanwhile', { consistent: true }))?.campaign.title).toBe(
      'Now with another title',
    );
    // A form without the revision has seen nothing.
    expect((await owner.send('/organise/campaigns/meanwhile/close', {})).status).toBe(409);
  });

  it('are no editor’s to open, and the page says whose they are', async () => {
    await put('of-an-editor');
    const editor = await organiser({ 'of-an-editor': 'editor' });
    expect((await editor.see('/organise/campaigns/of-an-editor')).html).toContain('Its owner does, or an admin');
    expect((await editor.see('/organise/campaigns/of-an-editor/pause')).status).toBe(403);
  });

  it('show what they say as text, whatever it is', async () => {
    await put('markup', { title: '<img src=x onerror=alert(1)>' });
    const admin = await organiser('admin');
    for (const path of ['/organise/campaigns/markup', '/organise/campaigns/markup/close'])
      expect((await admin.see(path)).html).not.toContain('<img');
  });
});
