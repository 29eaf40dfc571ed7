import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSignInProvider, type SignInProvider } from '../../../functions/console/sign-in/provider.ts';
import { isSecondFactor } from '../../../functions/console/sign-in/second-factor.ts';
import { type LocalProvider, startProvider } from '../../../infra/local/provider/provider.ts';
import { type AnyProvider, startAnyProvider } from '../../support/any-provider.ts';
import { unbuiltAssets } from '../../support/assets.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

const publicUrl = 'http://localhost:3999';
let local: LocalProvider;
let provider: SignInProvider;

beforeAll(async () => {
  local = await startProvider({ publicUrl, look: unbuiltAssets, clock: Date.now });
  const { issuer, clientId } = local;
  provider = createSignInProvider({
    issuer,
    clientId,
    clientSecret: undefined,
    acr: [],
    asksForClaims: true,
    publicUrl,
  });
});
afterAll(() => local.stop());

const begin = (asked: { isStepUp?: boolean; isAfresh?: boolean; maxAge?: number } = {}) =>
  provider.begin({ to: '/organise', isStepUp: false, isAfresh: false, maxAge: 43_200, now: Date.now(), ...asked });

/** Goes to the provider, chooses a person, and comes back. @returns the query of the address. */
async function choose(by: Visitor, at: URL, form: Record<string, string>): Promise<string> {
  const { at: asked, page } = await by.follow(at, `${publicUrl}/`);
  if (!page) return asked.search;
  const answer = await by.ask(asked, { form });
  const { at: back } = await by.follow(new URL(answer.headers.get('location') ?? '', asked), `${publicUrl}/`);
  return back.search;
}
const admin = { person: 'admin', factor: 'yes' };

describe('the sign-in by OpenID Connect', () => {
  it('says who signed in, when, and how they proved it', async () => {
    const { at, flow } = await begin();
    const signedIn = await provider.finish(await choose(visitor(), at, admin), flow, 43_200);
    expect(signedIn).toEqual({
      issuer: local.issuer,
      subject: 'admin',
      address: 'admin@example.org',
      isAddressVerified: true,
      authTime: expect.any(Number),
      acr: 'urn:amparo:second-factor',
      amr: ['pwd', 'otp', 'mfa'],
    });
    expect(Math.abs(signedIn.authTime - Date.now())).toBeLessThan(30_000);
    expect(isSecondFactor(signedIn, [])).toBe(true);
  });

  it('asks with PKCE, state, nonce and max_age, each time with new ones', async () => {
    const [one, other] = [await begin(), await begin()];
    const asked = one.at.searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('max_age')).toBe('43200');
    expect(asked.get('state')).toBe(one.flow.state);
    expect(asked.get('nonce')).toBe(one.flow.nonce);
    expect(asked.get('code_challenge')).not.toBe(one.flow.verifier);
    for (const name of ['state', 'nonce', 'verifier'] as const) expect(one.flow[name]).not.toBe(other.flow[name]);
  });

  it('asks providers of groups to say when and how, and the pool of a stage nothing that it may not know', async () => {
    const claims = { auth_time: { essential: true }, amr: { essential: true } };
    expect(JSON.parse((await begin()).at.searchParams.get('claims') ?? '')).toEqual({ id_token: claims });
    const asked = { to: '/organise', isStepUp: false, isAfresh: false, maxAge: 43_200, now: 0 };
    const settings = { ...local, clientSecret: undefined, publicUrl };
    const entra = createSignInProvider({ ...settings, acr: ['c1'], asksForClaims: true });
    expect(JSON.parse((await entra.begin(asked)).at.searchParams.get('claims') ?? '')).toEqual({
      id_token: { ...claims, acrs: { essential: true, value: 'c1' } },
    });
    const pool = createSignInProvider({ ...settings, acr: [], asksForClaims: false });
    expect((await pool.begin(asked)).at.searchParams.has('claims')).toBe(false);
  });

  it('says so if a password alone was proved', async () => {
    const { at, flow } = await begin();
    const signedIn = await provider.finish(await choose(visitor(), at, { person: 'volunteer' }), flow, 43_200);
    expect(signedIn).toMatchObject({ address: 'volunteer@example.org', amr: ['pwd'] });
    expect(isSecondFactor(signedIn, [])).toBe(false);
  });

  it('asks a person whom the provider knows only for a fresh proof, and gets a later time', async () => {
    const by = visitor();
    const first = await begin();
    const before = await provider.finish(await choose(by, first.at, admin), first.flow, 43_200);
    // The provider knows them, and does not ask.
    const second = await begin();
    const query = (await by.follow(second.at, `${publicUrl}/`)).at.search;
    expect((await provider.finish(query, second.flow, 43_200)).authTime).toBe(before.authTime);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const stepUp = await begin({ isStepUp: true, maxAge: 300 });
    const asked = await by.follow(stepUp.at, `${publicUrl}/`);
    const words = await asked.page?.text();
    expect(words).toContain('Prove again that it is you');
    expect(words).not.toContain('volunteer@example.org');
    const after = await provider.finish(await choose(by, stepUp.at, admin), stepUp.flow, 300);
    expect(after.authTime).toBeGreaterThan(before.authTime);
  });

  it('asks for the second factor if the settings name it, of somebody who proved a password alone', async () => {
    const acr = ['urn:amparo:second-factor'];
    const strict = createSignInProvider({ ...local, clientSecret: undefined, acr, asksForClaims: true, publicUrl });
    const by = visitor();
    const first = await begin();
    await choose(by, first.at, { person: 'admin' });
    const { at, flow } = await strict.begin({
      ...{ to: '/organise', maxAge: 43_200, now: 0 },
      isStepUp: false,
      isAfresh: false,
    });
    const signedIn = await strict.finish(await choose(by, at, admin), flow, 43_200);
    expect(isSecondFactor(signedIn, acr)).toBe(true);
    expect(isSecondFactor({ ...signedIn, acr: 'urn:amparo:password' }, acr)).toBe(false);
  });

  it('refuses a code that was used before', async () => {
    const { at, flow } = await begin();
    const query = await choose(visitor(), at, admin);
    await provider.finish(query, flow, 43_200);
    await expect(provider.finish(query, flow, 43_200)).rejects.toMatchObject({ fault: 'not-trusted' });
  });

  it.each([
    ['another nonce', { nonce: 'another' }, 'not-trusted'],
    ['another state', { state: 'another' }, 'not-trusted'],
    ['another verifier', { verifier: 'a'.repeat(43) }, 'not-trusted'],
  ])('refuses an answer with %s', async (_name, changed, fault) => {
    const { at, flow } = await begin();
    const query = await choose(visitor(), at, admin);
    await expect(provider.finish(query, { ...flow, ...changed }, 43_200)).rejects.toMatchObject({ fault });
  });

  it('takes a person back who cancels', async () => {
    const { at, flow } = await begin();
    const query = await choose(visitor(), at, { person: '' });
    await expect(provider.finish(query, flow, 43_200)).rejects.toMatchObject({ fault: 'cancelled' });
  });

  it('gives back an address to sign out at, which leads back', async () => {
    const at = await provider.signOutAt();
    expect(at?.origin).toBe(local.issuer);
    expect(at?.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/organise/signed-out`);
  });
});

describe('a provider that is not as it should be', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });
  /** A server on this computer. @returns its address. */
  async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(answer as never);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const beginAt = (issuer: string) =>
    createSignInProvider({
      issuer,
      clientId: 'x',
      clientSecret: undefined,
      acr: [],
      asksForClaims: true,
      publicUrl,
    }).begin({
      ...{ to: '/organise', isStepUp: false, isAfresh: false, maxAge: 1, now: 0 },
    });

  it('is silent if nothing listens', async () => {
    await expect(beginAt('http://127.0.0.1:9')).rejects.toMatchObject({ fault: 'provider-silent' });
  });

  it('is silent if it takes the call and never answers', async () => {
    const issuer = await serve(() => undefined);
    await expect(beginAt(issuer)).rejects.toMatchObject({ fault: 'provider-silent' });
  });

  it('is silent if it answers with an error', async () => {
    const issuer = await serve((_request, response) => void response.writeHead(500).end());
    await expect(beginAt(issuer)).rejects.toMatchObject({ fault: 'provider-silent' });
  });

  it('is not trusted if it calls itself by another name', async () => {
    const issuer = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ issuer: 'https://elsewhere.example', authorization_endpoint: 'https://x.example' }),
      );
    });
    await expect(beginAt(issuer)).rejects.toMatchObject({ fault: 'not-trusted' });
  });

  it('is never asked without TLS, unless it is on this computer', async () => {
    await expect(beginAt('http://provider.example')).rejects.toMatchObject({ fault: 'provider-silent' });
  });

  it('is asked again after it was silent', async () => {
    let isUp = false;
    const issuer = await serve((_request, response) => {
      if (!isUp) return void response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth` }));
    });
    const asking = createSignInProvider({
      issuer,
      clientId: 'x',
      clientSecret: undefined,
      acr: [],
      asksForClaims: true,
      publicUrl,
    });
    const asked = { to: '/organise', isStepUp: false, isAfresh: false, maxAge: 1, now: 0 };
    await expect(asking.begin(asked)).rejects.toMatchObject({ fault: 'provider-silent' });
    isUp = true;
    expect((await asking.begin(asked)).at.origin).toBe(issuer);
  });
});

describe('a token', () => {
  let any: AnyProvider;
  let trusting: SignInProvider;
  beforeEach(async () => {
    any = await startAnyProvider();
    trusting = trustingFor([]);
  });
  afterEach(() => any.stop());
  const trustingFor = (acr: readonly string[]) =>
    createSignInProvider({
      ...{ issuer: any.issuer, clientId: 'console', clientSecret: undefined, acr, asksForClaims: true, publicUrl },
    });
  const now = () => Math.floor(Date.now() / 1_000);
  async function signIn(claims: Record<string, unknown>, maxAge = 300) {
    const { flow } = await trusting.begin({ ...{ to: '/organise', maxAge, now: 0 }, isStepUp: false, isAfresh: false });
    any.says({ nonce: flow.nonce, ...claims });
    return trusting.finish(`?code=x&state=${flow.state}`, flow, maxAge);
  }

  it('is taken as it is, if all is right', async () => {
    const said = { email: 'ana@example.org', email_verified: true, amr: ['mfa'], acr: 'urn:cognito:loa:2' };
    expect(await signIn(said)).toMatchObject({
      ...{ issuer: any.issuer, subject: 'somebody', address: 'ana@example.org', isAddressVerified: true },
      ...{ amr: ['mfa'], acr: 'urn:cognito:loa:2' },
    });
  });

  it.each([
    ['from another issuer', { iss: 'https://elsewhere.example' }, 'not-trusted'],
    ['for another client', { aud: 'another' }, 'not-trusted'],
    ['for several clients, given to another', { aud: ['console', 'another'], azp: 'another' }, 'not-trusted'],
    ['with another nonce', { nonce: 'another' }, 'not-trusted'],
    ['without a nonce', { nonce: undefined }, 'not-trusted'],
    ['that has run out', { exp: now() - 3_600 }, 'not-trusted'],
    ['whose proof is older than was asked', { auth_time: now() - 600 }, 'not-fresh'],
    ['that does not say when', { auth_time: undefined }, 'not-fresh'],
  ])('is refused %s', async (_name, claims, fault) => {
    await expect(signIn(claims)).rejects.toMatchObject({ fault });
  });

  it('is refused if another key has signed it', async () => {
    any.signsWithForeignKey();
    await expect(signIn({})).rejects.toMatchObject({ fault: 'not-trusted' });
  });

  it('proves no second factor by saying nothing, as at the first sign-in of a new person at Cognito', async () => {
    expect(isSecondFactor(await signIn({}), [])).toBe(false);
    expect(isSecondFactor(await signIn({ amr: 'mfa' }), [])).toBe(false);
    expect(isSecondFactor(await signIn({ amr: ['pwd', 'sms'] }), [])).toBe(false);
    expect(isSecondFactor(await signIn({ amr: ['hwk'] }), [])).toBe(true);
  });

  it('is taken from Entra, which says the factor in acrs, and an address of the group in xms_edov', async () => {
    const [said, acr] = [{ email: 'ana@example.org', xms_edov: '1', acrs: ['c1', 'c7'] }, ['c1']];
    trusting = trustingFor(acr);
    const signedIn = await signIn(said);
    expect(signedIn).toMatchObject({ address: 'ana@example.org', isAddressVerified: true, acr: 'c1' });
    expect(isSecondFactor(signedIn, acr)).toBe(true);
    // A context that the settings do not name, an address from outside, or none of both.
    expect(isSecondFactor(await signIn({ ...said, acrs: ['c7'] }), acr)).toBe(false);
    expect(isSecondFactor(await signIn({ ...said, acrs: 'c1' }), acr)).toBe(false);
    expect(isSecondFactor(await signIn({ ...said, acrs: undefined }), acr)).toBe(false);
    for (const xms_edov of [false, 0, '0', 'false', undefined])
      expect(await signIn({ ...said, xms_edov })).toMatchObject({ isAddressVerified: false });
  });

  it('is taken from Google, which says when and how if it is asked', async () => {
    const said = { email: 'ana@example.org', email_verified: true, amr: ['pwd', 'mfa'] };
    expect(isSecondFactor(await signIn(said), [])).toBe(true);
    expect(isSecondFactor(await signIn({ ...said, amr: ['pwd'] }), [])).toBe(false);
  });

  it('takes the address from the user info if the token has none, and trusts no word but yes', async () => {
    any.knows({ sub: 'somebody', email: 'ana@example.org', email_verified: 'true' });
    expect(await signIn({})).toMatchObject({ address: 'ana@example.org', isAddressVerified: true });
    any.knows({ sub: 'somebody', email: 'ana@example.org' });
    expect(await signIn({})).toMatchObject({ isAddressVerified: false });
    any.knows({ sub: 'somebody else', email: 'ana@example.org', email_verified: true });
    await expect(signIn({})).rejects.toMatchObject({ name: 'SignInRefused' });
  });
});
