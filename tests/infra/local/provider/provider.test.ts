import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../../../functions/core/access/actor.ts';
import type { AccessDeps } from '../../../../functions/core/access/deps.ts';
import { inviteOrganiser } from '../../../../functions/core/access/invite.ts';
import { listOrganisers } from '../../../../functions/core/access/people.ts';
import { removeOrganiser } from '../../../../functions/core/access/remove.ts';
import { accountForSignIn } from '../../../../functions/core/access/sign-in.ts';
import type { AuditDeps } from '../../../../functions/core/audit/audited.ts';
import { putOrganisersOnce } from '../../../../infra/local/organisers.ts';
import { letPeopleIn, startProviderAgain } from '../../../../infra/local/provider/at-home.ts';
import { localPeople } from '../../../../infra/local/provider/people.ts';
import { type LocalProvider, startProvider } from '../../../../infra/local/provider/provider.ts';
import { accessDeps } from '../../../support/access.ts';
import { unbuiltAssets } from '../../../support/assets.ts';
import { freshTables } from '../../../support/tables.ts';
import { visitor } from '../../../support/visitor.ts';

const publicUrl = 'http://localhost:3998';
const asked = { publicUrl, look: unbuiltAssets, clock: Date.now };

describe('the sign-in of one computer', () => {
  let provider: LocalProvider;
  beforeAll(async () => {
    provider = await startProvider(asked);
  });
  afterAll(() => provider.stop());

  const ask = (more: Record<string, string> = {}) =>
    `${provider.issuer}/auth?${new URLSearchParams({
      ...{ client_id: provider.clientId, response_type: 'code', scope: 'openid email', state: 'state', nonce: 'nonce' },
      ...{ redirect_uri: `${publicUrl}/organise/signed-in` },
      ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
      ...more,
    })}`;

  it('offers two people, each as one button, without a password or a script', async () => {
    const { page } = await visitor().follow(ask());
    const html = await page!.text();
    const buttons = [...html.matchAll(/<button [^>]*name="person"[^>]*>([^<]*)</g)].map(([, words]) => words?.trim());
    expect(buttons).toEqual(['admin@example.org', 'volunteer@example.org', 'Cancel']);
    expect(html).not.toMatch(/<script|type="password"/);
    expect(page!.headers.get('cache-control')).toBe('no-store');
  });

  it('may be framed by nobody, loads nothing, and sends forms to itself and the console alone', async () => {
    const { page } = await visitor().follow(ask());
    const policy = page!.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${publicUrl}`);
    expect(policy).not.toContain('unsafe');
  });

  it.each([
    ['another client', { client_id: 'another' }],
    ['another way back', { redirect_uri: 'https://elsewhere.example/organise/signed-in' }],
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
  ])('does not go on with %s', async (_name, more) => {
    const { at, page } = await visitor().follow(ask(more), `${publicUrl}/`);
    if (page) expect(await page.text()).toContain('Sign-in does not go on');
    else expect(at.searchParams.get('error')).toBe('invalid_request');
    expect(at.hostname).not.toBe('elsewhere.example');
  });

  it('says so if a page of it is used by another browser, or too late', async () => {
    const { at } = await visitor().follow(ask());
    const answer = await visitor().ask(at, { form: { person: 'admin', factor: 'yes' } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This sign-in has ended');
  });

  it('knows nobody else', async () => {
    const by = visitor();
    const { at } = await by.follow(ask());
    const answer = await by.ask(at, { form: { person: 'somebody', factor: 'yes' } });
    const back = await by.follow(new URL(answer.headers.get('location') ?? '', at), `${publicUrl}/`);
    expect(back.at.searchParams.get('error')).toBe('access_denied');
  });

  it('refuses requests by another name, by which a foreign page could reach it', async () => {
    const { port } = new URL(provider.issuer);
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `evil.example:${port}` };
      request({ host: '127.0.0.1', port, path: '/jwks', headers }, ({ statusCode }) => resolve(statusCode))
        .once('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('forgets at once who signed in, as Cognito does, and leads back, to the console alone', async () => {
    const by = visitor();
    const back = `${publicUrl}/organise/signed-out`;
    const leave = (to: string) =>
      by.ask(
        `${provider.issuer}/session/end?${new URLSearchParams({ client_id: provider.clientId, post_logout_redirect_uri: to })}`,
      );
    const signIn = async () => {
      const { at } = await by.follow(ask());
      const chosen = await by.ask(at, { form: { person: 'admin', factor: 'yes' } });
      await by.follow(new URL(chosen.headers.get('location') ?? '', at), `${publicUrl}/`);
    };
    const isAsked = async () => {
      const { page } = await by.follow(ask(), `${publicUrl}/`);
      return (await page?.text())?.includes('name="person" value="volunteer"') ?? false;
    };
    await signIn();
    expect(await isAsked()).toBe(false);
    const elsewhere = await leave('https://elsewhere.example/');
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null]);
    expect(await isAsked()).toBe(false);
    const left = await leave(back);
    expect([left.status, left.headers.get('location')]).toEqual([303, back]);
    expect(await isAsked()).toBe(true);
    // Nobody is signed in, such as after a new start of the provider.
    const again = await leave(back);
    expect([again.status, again.headers.get('location')]).toEqual([303, back]);
  });
});

describe('its place', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'amparo-sign-in-'));
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });

  it('lets in everybody whom somebody has invited, from then until they are removed', async () => {
    const access = await deps();
    await putOrganisersOnce(access, 'sample');
    const provider = await startProvider({ ...asked, people: () => localPeople(access) });
    running.push(provider);
    const ask = `${provider.issuer}/auth?${new URLSearchParams({
      ...{ client_id: provider.clientId, response_type: 'code', scope: 'openid email', state: 'state', nonce: 'nonce' },
      ...{
        redirect_uri: `${publicUrl}/organise/signed-in`,
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      },
    })}`;
    const offered = async () => {
      const html = await (await visitor().follow(ask)).page!.text();
      return [
        ...html.matchAll(/value="(\w+)" aria-describedby="[^"]+">\s*([^<]+?)\s*<\/button>\s*<p[^>]*>\s*([^<]+?)\s*</g),
      ].map(([, subject, address, does]) => ({ subject, address, does }));
    };
    expect((await offered()).map(({ subject }) => subject)).toEqual(['admin', 'volunteer']);
    const account = await inviteOrganiser(access, operator, {
      ...{ address: 'Ana@example.org', name: 'Ana', campaigns: { sample: 'editor' } },
    });
    await inviteOrganiser(access, operator, { address: 'late@example.org', days: -1 });
    expect((await offered()).slice(2)).toEqual([
      {
        subject: expect.stringMatching(/^org_/),
        address: 'late@example.org',
        does: expect.stringContaining('expired'),
      },
      { subject: account, address: 'Ana@example.org', does: 'Ana: invited, editor of sample.' },
    ]);
    const by = visitor();
    const { at } = await by.follow(ask);
    const chosen = await by.ask(at, { form: { person: account, factor: 'yes' } });
    const back = await by.follow(new URL(chosen.headers.get('location') ?? '', at), `${publicUrl}/`);
    expect(back.at.searchParams.get('code')).toMatch(/./);
    const signIn = { issuer: provider.issuer, subject: account, address: 'ana@example.org', isAddressVerified: true };
    expect(await accountForSignIn(access, signIn)).toBe(account);
    expect((await offered()).at(-1)?.does).toBe('Ana: editor of sample.');
    await removeOrganiser(access, operator, { account });
    expect((await offered()).map(({ address }) => address)).not.toContain('Ana@example.org');
  });

  /** A second later each time: the order of accounts is that of their invitations. */
  const deps = async () => {
    let now = Date.now();
    const organisers = (await freshTables()).Organisers;
    return { ...accessDeps(organisers, { now }), clock: () => (now += 1_000) };
  };
  const signsIn = async (access: AccessDeps & AuditDeps, { issuer }: LocalProvider, subject: 'admin' | 'volunteer') =>
    accountForSignIn(access, { issuer, subject, address: `${subject}@example.org`, isAddressVerified: true });

  it('stays the same from start to start, since people are known by it', async () => {
    const access = await deps();
    await putOrganisersOnce(access, 'sample');
    const first = await startProviderAgain(dataDir, asked);
    await letPeopleIn(access, { dataDir, issuer: first.issuer });
    const account = await signsIn(access, first, 'admin');
    expect(account).toMatch(/^org_/);
    await first.stop();
    expect(statSync(join(dataDir, 'sign-in.json')).mode & 0o777).toBe(0o600);

    const again = await startProviderAgain(dataDir, asked);
    running.push(again);
    expect(again.issuer).toBe(first.issuer);
    await letPeopleIn(access, { dataDir, issuer: again.issuer });
    expect(await signsIn(access, again, 'admin')).toBe(account);
  });

  it('is another one if a program has taken the port: people who are there can sign in again, with their roles', async () => {
    const { issuer } = JSON.parse(readFileSync(join(dataDir, 'sign-in.json'), 'utf8'));
    const access = await deps();
    await putOrganisersOnce(access, 'sample');
    const volunteer = (await listOrganisers(access, operator)).find(({ name }) => name === 'Volunteer');
    await removeOrganiser(access, operator, { account: volunteer!.id });
    await accountForSignIn(access, { issuer, subject: 'admin', address: 'admin@example.org', isAddressVerified: true });
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(Number(new URL(issuer).port), '127.0.0.1', resolve));
    running.push({ stop: () => new Promise((resolve) => taken.close(() => resolve())) });

    const provider = await startProviderAgain(dataDir, asked);
    running.push(provider);
    expect(provider.issuer).not.toBe(issuer);
    expect(await signsIn(access, provider, 'admin')).toBeUndefined();
    await letPeopleIn(access, { dataDir, issuer: provider.issuer });
    expect(await signsIn(access, provider, 'admin')).toMatch(/^org_/);
    // Whom an admin removed stays removed.
    expect(await signsIn(access, provider, 'volunteer')).toBeUndefined();
    expect(await listOrganisers(access, operator)).toMatchObject([{ name: 'Admin', isAdmin: true }]);
  });
});
