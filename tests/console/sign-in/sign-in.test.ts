import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSignInProvider } from '../../../functions/console/sign-in/provider.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { removeOrganiser } from '../../../functions/core/access/remove.ts';
import { openSession, SESSION as SESSION_TIMES, startSession } from '../../../functions/core/access/sessions.ts';
import { countSignIn, MOST_SIGN_INS } from '../../../functions/core/access/sign-in-count.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { type LocalProvider, startProvider } from '../../../infra/local/provider/provider.ts';
import { unbuiltAssets } from '../../support/assets.ts';
import { PUBLIC_URL, startConsole } from '../../support/console.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

const SESSION = '__Host-organiser';
const FLOW = '__Host-sign-in';
const host = new URL(PUBLIC_URL).hostname;

let local: LocalProvider;
let console_: Awaited<ReturnType<typeof startConsole>>;
const logged: unknown[][] = [];

beforeAll(async () => {
  local = await startProvider({ publicUrl: PUBLIC_URL, look: unbuiltAssets, clock: Date.now });
});
afterAll(() => local.stop());
beforeEach(async () => {
  logged.length = 0;
  const keep = (...line: unknown[]) => void logged.push(line);
  console_ = await startConsole({
    provider: createSignInProvider({
      ...local,
      clientSecret: undefined,
      acr: [],
      asksForClaims: false,
      publicUrl: PUBLIC_URL,
    }),
    log: { info: keep, error: keep },
  });
  console_.time.now = Date.now();
});

const somebody = () => visitor({ [PUBLIC_URL]: (request) => console_.app.fetch(request) });
const invite = (address = 'admin@example.org', days: number | 'no-limit' = 'no-limit') =>
  inviteOrganiser(console_.deps, operator, { address, isAdmin: true, days });

/** Begins at a page of the console, and chooses a person at the provider. @returns where the browser ends. */
async function signIn(by: Visitor, form: Record<string, string>, path = '/organise/sign-in?to=/organise/people') {
  const { at, page } = await by.follow(`${PUBLIC_URL}${path}`);
  if (at.origin === PUBLIC_URL) return { at, page: page! };
  const chosen = await by.ask(at, { form });
  const end = await by.follow(new URL(chosen.headers.get('location') ?? '', at));
  return { at: end.at, page: end.page! };
}
const admin = { person: 'admin', factor: 'yes' };

describe('a sign-in', () => {
  it('leads an invited person to the page that they wanted', async () => {
    await invite();
    const { at, page } = await signIn(somebody(), admin);
    expect([at.pathname, page.status]).toEqual(['/organise/people', 200]);
    expect(await page.text()).toContain('admin@example.org');
    expect(logged).toEqual([]);
  });

  it('is in the trail, the first one in two entries, and a step-up is not', async () => {
    const account = await invite();
    const by = somebody();
    await signIn(by, admin);
    await signIn(by, admin, '/organise/sign-in?fresh=yes');
    await signIn(somebody(), admin);
    const { entries } = await console_.deps.audit.list({ actor: account });
    expect(entries.map(({ act }) => act)).toEqual([
      ...['organiser.sign-in', 'organiser.sign-in', 'organiser.first-sign-in'],
    ]);
  });

  it('keeps an opaque id in a cookie that no script and no other site gets, and stores only its hash', async () => {
    await invite();
    const by = somebody();
    const { at } = await by.follow(`${PUBLIC_URL}/organise/sign-in`);
    const flow = by.cookies(host).get(FLOW);
    expect(flow).toBeDefined();
    expect(by.cookies(host).has(SESSION)).toBe(false);
    const chosen = await by.ask(at, { form: admin });
    const back = await by.follow(new URL(chosen.headers.get('location') ?? '', at), `${PUBLIC_URL}/`);
    const answer = await by.ask(back.at);
    const lines = answer.headers.getSetCookie();
    const [session = ''] = lines.filter((line) => line.startsWith(`${SESSION}=`));
    expect(session).toMatch(/^__Host-organiser=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(lines.some((line) => line.startsWith(`${FLOW}=;`) && line.includes('Max-Age=0'))).toBe(true);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('leads to no other site', async () => {
    await invite();
    const { at } = await signIn(somebody(), admin, '/organise/sign-in?to=https://elsewhere.example/');
    expect(at.href).toBe(`${PUBLIC_URL}/organise`);
  });

  it('gives a new id each time, and ends the session before: nobody can prepare one for another person', async () => {
    const account = await invite();
    const by = somebody();
    const planted = await startSession(console_.deps, { account, authTime: Date.now(), acr: undefined, amr: [] });
    by.cookies(host).set(SESSION, planted.id);
    await signIn(by, admin, '/organise/sign-in?ask=yes');
    const now = by.cookies(host).get(SESSION) ?? '';
    expect(now).not.toBe(planted.id);
    expect(await openSession(console_.deps, planted.id)).toBeUndefined();
    expect(await openSession(console_.deps, now)).toMatchObject({ account });
  });
});

describe('a link to the sign-in, which anybody can send', () => {
  it('leads on at once whoever is signed in: it ends no session, and leaves no entry', async () => {
    await invite();
    const by = somebody();
    await signIn(by, admin);
    const [before] = (await console_.deps.audit.list({ limit: 1 })).entries;
    const session = by.cookies(host).get(SESSION);
    const follow = async (to: string) => {
      const { at, page } = await by.follow(`${PUBLIC_URL}/organise/sign-in?to=${to}`);
      return [at.href, page?.status];
    };
    expect(await follow('/organise/people')).toEqual([`${PUBLIC_URL}/organise/people`, 200]);
    // Nor does it lead to another site.
    for (const to of ['https://elsewhere.example/', '//elsewhere.example/', '/organise/%2e%2e/'])
      expect(await follow(to), to).toEqual([`${PUBLIC_URL}/organise`, 200]);
    expect(by.cookies(host).get(SESSION)).toBe(session);
    expect((await console_.deps.audit.list({ limit: 1 })).entries[0]?.id).toBe(before?.id);
  });

  it('has the provider ask, if a session has ended in this browser by itself', async () => {
    await invite();
    const by = somebody();
    await signIn(by, admin);
    console_.time.now += SESSION_TIMES.idle;
    const begun = await by.ask(`${PUBLIC_URL}/organise/sign-in`);
    const asked = new URL(begun.headers.get('location') ?? '');
    expect([asked.origin, asked.searchParams.get('prompt')]).toEqual([local.issuer, 'login']);
    // The provider knows the person, and does not let them through.
    const { at } = await by.follow(`${PUBLIC_URL}/organise/sign-in`);
    expect([at.origin, at.pathname]).toEqual([local.issuer, expect.stringMatching('^/sign-in/')]);
    // They prove once that they are there.
    expect((await signIn(by, admin)).at.pathname).toBe('/organise/people');
    expect((await by.follow(`${PUBLIC_URL}/organise/sign-in?to=/organise/people`)).at.pathname).toBe(
      '/organise/people',
    );
  });
});

describe('a sign-in is refused', () => {
  const refused = async (given: { at: URL; page: Response }, words: string, reason: string, status = 403) => {
    const html = await given.page.text();
    expect([given.page.status, /<h1>(.*?)<\/h1>/.exec(html)?.[1]]).toEqual([status, words]);
    expect(logged.at(-1)).toEqual(['sign-in-refused', expect.objectContaining({ reason })]);
    // Nobody, no address and no token is in the log.
    expect(JSON.stringify(logged)).not.toMatch(/example\.org|eyJ|org_/);
    return html;
  };

  it('without a second factor, and says what a new person does then', async () => {
    await invite();
    const by = somebody();
    const html = await refused(
      await signIn(by, { person: 'admin' }),
      'Your second factor is missing',
      'no-second-factor',
    );
    expect(html).toContain('first sign-in');
    expect(by.cookies(host).has(SESSION)).toBe(false);
    // The way on asks again, although the provider knows the person.
    const [, again = ''] = /class="button" href="([^"]+)"/.exec(html) ?? [];
    const { at } = await signIn(by, admin, again.replaceAll('&amp;', '&').replace(PUBLIC_URL, ''));
    expect(at.pathname).toBe('/organise/people');
  });

  it('until the provider asks again, wherever the next sign-in of this browser begins, and then no more', async () => {
    await invite();
    const by = somebody();
    const asks = async (who = by) => {
      const { headers } = await who.ask(`${PUBLIC_URL}/organise/sign-in?to=/organise`);
      return new URL(headers.get('location') ?? '', PUBLIC_URL).searchParams.get('prompt');
    };
    expect(await asks()).toBeNull();
    await signIn(by, { person: 'admin' });
    expect(await asks()).toBe('login');
    await signIn(by, { person: '' });
    expect(await asks()).toBe('login');
    expect((await signIn(by, admin)).at.pathname).toBe('/organise/people');
    by.cookies(host).delete(SESSION);
    expect(await asks()).toBeNull();
    // A person whom nobody has invited is asked, too: they may have another account.
    const stranger = somebody();
    await signIn(stranger, { person: 'volunteer', factor: 'yes' });
    expect(await asks(stranger)).toBe('login');
  });

  it('if nobody has invited them', async () => {
    await refused(await signIn(somebody(), admin), 'You are not among the organisers', 'not-invited');
  });

  it('if the provider writes the address as no invitation does, and says what to do', async () => {
    const keep = (...line: unknown[]) => void logged.push(line);
    const odd = await startConsole({
      provider: {
        begin: async ({ to, isStepUp, now }) => ({
          at: new URL('https://id.example/'),
          flow: { state: 'one', nonce: 'two', verifier: 'three', to, isStepUp, at: now },
        }),
        finish: async () => ({
          ...{ issuer: 'https://id.example', subject: '1', address: 'ad\uff4d\u0131n@example.org' },
          ...{ isAddressVerified: true, authTime: odd.time.now, acr: undefined, amr: ['pwd', 'otp'] },
        }),
        signOutAt: async () => undefined,
      },
      log: { info: keep, error: keep },
    });
    await inviteOrganiser(odd.deps, operator, { address: 'admin@example.org', isAdmin: true, days: 'no-limit' });
    const by = visitor({ [PUBLIC_URL]: (request) => odd.app.fetch(request) });
    await by.ask(`${PUBLIC_URL}/organise/sign-in`);
    const at = new URL(`${PUBLIC_URL}/organise/signed-in?code=x&state=one`);
    const html = await refused(
      { at, page: await by.ask(at) },
      'We do not take your address as it is written',
      'address-not-plain',
    );
    expect(html).toContain('Have it corrected there');
    expect(by.cookies(host).has(SESSION)).toBe(false);
  });

  it('if an admin has removed them', async () => {
    const account = await invite();
    const by = somebody();
    await signIn(by, admin);
    await invite('second@example.org');
    await removeOrganiser(console_.deps, operator, { account });
    // The session has ended at once, too.
    expect((await by.ask(`${PUBLIC_URL}/organise/people`)).status).toBe(401);
    await refused(await signIn(by, admin), 'You are not among the organisers', 'not-invited');
  });

  it('if their invitation has expired', async () => {
    await invite('admin@example.org', 7);
    console_.time.now += 7 * DAY;
    await refused(await signIn(somebody(), admin), 'You are not among the organisers', 'not-invited');
  });

  it('if their account signs in too often: each leaves an entry for ever', async () => {
    const account = await invite();
    const by = somebody();
    await signIn(by, admin);
    const session = by.cookies(host).get(SESSION)!;
    for (let i = 1; i < MOST_SIGN_INS; i++)
      expect(await countSignIn(console_.db.Organisers, account, console_.time.now)).toBe(true);
    const [before] = (await console_.deps.audit.list({ limit: 1 })).entries;
    const html = await refused(
      await signIn(by, admin, '/organise/sign-in?ask=yes'),
      ...(['Too many sign-ins', 'too-many-sign-ins', 429] as const),
    );
    expect(html).toContain('You are still signed in as before');
    expect(html).toContain(`signed in ${MOST_SIGN_INS} times`);
    expect((await console_.deps.audit.list({ limit: 1 })).entries[0]?.id).toBe(before?.id);
    expect(by.cookies(host).get(SESSION)).toBe(session);
    expect(await openSession(console_.deps, session)).toBeDefined();
  });

  it('if they turn back at the provider', async () => {
    await refused(await signIn(somebody(), { person: '' }), 'You have not signed in', 'cancelled', 400);
  });

  it('and leaves a session as it was, with the way back, if they turn back from proving again who they are', async () => {
    await invite();
    const by = somebody();
    await signIn(by, admin);
    const id = by.cookies(host).get(SESSION)!;
    const cancelled = async (to: string) =>
      refused(
        await signIn(by, { person: '' }, `/organise/sign-in?fresh=yes&to=${to}`),
        ...(['You are still signed in', 'cancelled', 400] as const),
      );
    const html = await cancelled('/organise/people/invite');
    expect(html).toContain('nothing was changed');
    expect(html).not.toContain('You have not signed in');
    expect(html).toContain('<a class="button" href="/organise/people">Go back to where you were</a>');
    expect(html).toContain('fresh=yes">Prove that it is you</a>');
    // The header has them, as on each of their pages.
    expect(html).toContain('admin@example.org');
    // A form waits in another tab.
    expect(await cancelled('/organise/signed-in-again')).toContain('What you typed is still there');
    expect(by.cookies(host).get(SESSION)).toBe(id);
    expect(await openSession(console_.deps, id)).toBeDefined();
    // Other refusals say so, too.
    const other = await signIn(by, { person: 'admin' }, '/organise/sign-in?fresh=yes&to=/organise/tokens/new');
    const said = await refused(other, 'Your second factor is missing', 'no-second-factor');
    expect(said).toContain('You are still signed in as before');
    expect(said).toContain('href="/organise/tokens">Go back');
  });

  it('if the answer is used again', async () => {
    await invite();
    const by = somebody();
    const { at } = await by.follow(`${PUBLIC_URL}/organise/sign-in`);
    const chosen = await by.ask(at, { form: admin });
    const back = (await by.follow(new URL(chosen.headers.get('location') ?? '', at), `${PUBLIC_URL}/`)).at;
    const flow = by.cookies(host).get(FLOW)!;
    expect((await by.ask(back)).status).toBe(303);
    await refused({ at: back, page: await by.ask(back) }, 'This sign-in has ended', 'flow-lost', 400);
    // Also with the cookie of then, as somebody who has read both would do it.
    by.cookies(host).set(FLOW, flow);
    await refused({ at: back, page: await by.ask(back) }, 'This sign-in was not accepted', 'not-trusted');
  });

  it('if it began in another browser', async () => {
    await invite();
    const [mine, theirs] = [somebody(), somebody()];
    const { at } = await mine.follow(`${PUBLIC_URL}/organise/sign-in`);
    const chosen = await mine.ask(at, { form: admin });
    const back = (await mine.follow(new URL(chosen.headers.get('location') ?? '', at), `${PUBLIC_URL}/`)).at;
    // A link that signs a victim in as somebody else leads nowhere.
    await refused({ at: back, page: await theirs.ask(back) }, 'This sign-in has ended', 'flow-lost', 400);
    await theirs.follow(`${PUBLIC_URL}/organise/sign-in`);
    await refused({ at: back, page: await theirs.ask(back) }, 'This sign-in has ended', 'flow-lost', 400);
  });

  it('if it took more than ten minutes, or its cookie was changed', async () => {
    await invite();
    const by = somebody();
    const { at } = await by.follow(`${PUBLIC_URL}/organise/sign-in`);
    const chosen = await by.ask(at, { form: admin });
    const back = (await by.follow(new URL(chosen.headers.get('location') ?? '', at), `${PUBLIC_URL}/`)).at;
    const flow = by.cookies(host).get(FLOW)!;
    console_.time.now += 10 * MINUTE;
    await refused({ at: back, page: await by.ask(back) }, 'This sign-in has ended', 'flow-lost', 400);
    console_.time.now -= 10 * MINUTE;
    by.cookies(host).set(FLOW, `${flow.slice(0, -2)}AA`);
    await refused({ at: back, page: await by.ask(back) }, 'This sign-in has ended', 'flow-lost', 400);
  });

  it('if the provider does not answer, as its own fault', async () => {
    const silent = await startConsole({ log: console_.deps.log });
    const page = await silent.app.request('/organise/sign-in');
    const words = 'The sign-in of your group does not answer';
    await refused({ at: new URL(PUBLIC_URL), page }, words, 'provider-silent', 503);
  });

  it('at an address at which no browser would keep it, and names one that works', async () => {
    const other = await startConsole({ publicUrl: 'http://192.168.1.5:3000' });
    const page = await other.app.request('http://192.168.1.5:3000/organise/sign-in');
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('http://localhost:3000/organise');
    expect(page.headers.getSetCookie()).toEqual([]);
  });
});

describe('a step that needs a fresh proof', () => {
  /** Somebody whose second factor was proved a while ago. */
  async function stale() {
    const account = await invite();
    const by = somebody();
    await signIn(by, admin);
    const authTime = Date.now() - HOUR;
    const { id } = await startSession(console_.deps, { account, authTime, acr: undefined, amr: [] });
    by.cookies(host).set(SESSION, id);
    return { by, id };
  }

  it('asks for it at the provider, and comes back to the step in the same session', async () => {
    const { by, id } = await stale();
    const { at } = await by.follow(`${PUBLIC_URL}/organise/people/invite`);
    expect(at.origin).toBe(local.issuer);
    const { at: end, page } = await signIn(by, admin, '/organise/people/invite');
    expect([end.pathname, page.status]).toEqual(['/organise/people/invite', 200]);
    expect(by.cookies(host).get(SESSION)).toBe(id);
  });

  it('asks for what is younger than five minutes, and for the person to be asked', async () => {
    const { by } = await stale();
    const first = await by.ask(`${PUBLIC_URL}/organise/people/invite`);
    const begun = await by.ask(new URL(first.headers.get('location') ?? ''));
    const asked = new URL(begun.headers.get('location') ?? '').searchParams;
    expect([asked.get('max_age'), asked.get('prompt')]).toEqual(['300', 'login']);
  });

  it('does not take a password for it', async () => {
    const { by } = await stale();
    const { page } = await signIn(by, { person: 'admin' }, '/organise/people/invite');
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('Your second factor is missing');
  });

  it('does not take the proof of another person', async () => {
    const { by, id } = await stale();
    await invite('volunteer@example.org');
    // Somebody else has signed in at the provider, in the same browser.
    for (const name of by.cookies('127.0.0.1').keys()) by.cookies('127.0.0.1').delete(name);
    const { page } = await signIn(by, { person: 'volunteer', factor: 'yes' }, '/organise/people/invite');
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('Another person has signed in');
    expect(by.cookies(host).get(SESSION)).toBe(id);
  });
});

describe('a sign-out', () => {
  it('ends the session at once, and leads on to the provider', async () => {
    await invite();
    const by = somebody();
    const { page: first } = await signIn(by, admin);
    const id = by.cookies(host).get(SESSION)!;
    // With what every page of the session has.
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(await first.text()) ?? [];
    const left = await by.ask(`${PUBLIC_URL}/organise/sign-out`, { form: { csrf } });
    expect(left.headers.get('location')).toBe('/organise/signed-out?go=on');
    expect(by.cookies(host).has(SESSION)).toBe(false);
    expect(await openSession(console_.deps, id)).toBeUndefined();
    const page = await (await by.ask(`${PUBLIC_URL}/organise/signed-out?go=on`)).text();
    expect(page).toContain(`content="0; url=${local.issuer}/session/end?`);
    // Who did not go there is asked all the same, and so is the next person.
    const begun = await by.ask(`${PUBLIC_URL}/organise/sign-in`);
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('prompt')).toBe('login');
    // Back from there, it goes nowhere.
    expect(await (await by.ask(`${PUBLIC_URL}/organise/signed-out`)).text()).not.toContain('http-equiv="refresh"');
  });

  describe('is not what another site can do', () => {
    const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', undefined];
    it.each(types)('with a body of the type %s', async (type) => {
      await invite();
      const by = somebody();
      await signIn(by, admin);
      const id = by.cookies(host).get(SESSION)!;
      // The cookie of a session stays at home; some browsers send it in the first two minutes.
      for (const cookie of [undefined, `${SESSION}=${id}`])
        for (const from of [
          { 'sec-fetch-site': 'cross-site' },
          { origin: 'https://evil.example' },
          { origin: 'null' },
        ]) {
          const answer = await console_.app.request('/organise/sign-out', {
            method: 'POST',
            headers: { ...(type && { 'content-type': type }), ...(cookie && { cookie }), ...from },
            body: new Uint8Array(),
          });
          expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
        }
      expect(await openSession(console_.deps, id)).toBeDefined();
    });
  });

  it('needs a page of this session: one from before asks for one more press', async () => {
    await invite();
    const by = somebody();
    await signIn(by, admin);
    const id = by.cookies(host).get(SESSION)!;
    const asked = await by.ask(`${PUBLIC_URL}/organise/sign-out`, { form: { csrf: 'of-before' } });
    expect(asked.status).toBe(403);
    expect(await openSession(console_.deps, id)).toBeDefined();
    const html = await asked.text();
    expect(html).toContain('<form method="post" action="/organise/sign-out">');
    expect(html).toContain('href="/organise">');
  });

  it('is done, too, if the session has ended already', async () => {
    const by = somebody();
    by.cookies(host).set(SESSION, 'a'.repeat(22));
    const left = await by.ask(`${PUBLIC_URL}/organise/sign-out`, { form: {} });
    expect(left.headers.get('location')).toBe('/organise/signed-out?go=on');
    expect(by.cookies(host).has(SESSION)).toBe(false);
  });
});

describe('a form that comes after its session has ended', () => {
  const typed = { email: 'ana@example.org', kind: 'admin', step: 'check' };
  const INVITE = `${PUBLIC_URL}/organise/people/invite`;
  const csrfIn = (html: string) =>
    /name="csrf" value="([^"]+)"/.exec(/<main.*<\/main>/s.exec(html)?.[0] ?? '')?.[1] ?? '';

  it('is taken with one press after the next sign-in, wherever that was', async () => {
    await invite();
    const by = somebody();
    const kept = await by.ask(INVITE, { form: { ...typed, csrf: 'of-before' } });
    expect(kept.status).toBe(401);
    const html = await kept.text();
    // Another form that waits does not take it away from the first one.
    await by.ask(INVITE, { form: typed });
    await signIn(by, admin, '/organise/sign-in?to=/organise/signed-in-again');
    const sent = await by.ask(INVITE, { form: { ...typed, csrf: csrfIn(html) } });
    expect(sent.status).toBe(200);
    expect(await sent.text()).toContain('Check before you invite');
  });

  it('is taken from the browser in which it waits alone, and from our pages', async () => {
    await invite();
    const [mine, theirs] = [somebody(), somebody()];
    const csrf = csrfIn(await (await theirs.ask(INVITE, { form: typed })).text());
    await signIn(mine, admin);
    expect((await mine.ask(INVITE, { form: { ...typed, csrf } })).status).toBe(403);
    const own = csrfIn(await (await somebody().ask(INVITE, { form: typed })).text());
    expect(own).not.toBe(csrf);
    const cookie = [...theirs.cookies(host), ...mine.cookies(host)]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const ask = (site: string) =>
      console_.app.request('/organise/people/invite', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
        body: new URLSearchParams({ ...typed, csrf }).toString(),
      });
    expect([(await ask('same-origin')).status, (await ask('same-site')).status]).toEqual([200, 403]);
  });

  it('is sent under another account only by a button that names it', async () => {
    const account = await invite();
    await invite('volunteer@example.org');
    const by = somebody();
    const form = { ...typed, by: account };
    const csrf = csrfIn(await (await by.ask(INVITE, { form })).text());
    await signIn(by, { person: 'volunteer', factor: 'yes' });
    const asked = await by.ask(INVITE, { form: { ...form, csrf } });
    const html = await asked.text();
    expect([asked.status, html]).toEqual([403, expect.stringContaining('You are now signed in as volunteer@')]);
    const own = /<main.*<\/main>/s.exec(html)?.[0] ?? '';
    expect(own).toContain('Send it as volunteer@example.org');
    const [, theirs = ''] = /name="by" value="([^"]+)"/.exec(own) ?? [];
    expect(theirs).not.toBe(account);
    const sent = await by.ask(INVITE, { form: { ...form, by: theirs, csrf: csrfIn(html) } });
    expect(await sent.text()).toContain('Check before you invite');
  });

  it('shows what was typed in the words of its page', async () => {
    const shown = async (path: string, form: Record<string, string>) => {
      const html = await (await somebody().ask(`${PUBLIC_URL}/organise/${path}`, { form })).text();
      const list = /<dl class="answers typed">(.*?)<\/dl>/s.exec(html)?.[1] ?? '';
      return [...list.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, name, value]) => `${name}: ${value}`);
    };
    expect(await shown('campaigns/a/updates/new', { title: 'A', text: 'B', when: 'at', 'at.day': '3' })).toEqual([
      ...['Title: A', 'Text: B', 'When does it appear?: At the moment below', 'Moment: Day: 3'],
    ]);
    expect(await shown('people/invite', { kind: 'admin', name: 'Ana', 'role-free-them': 'editor' })).toEqual([
      ...['What may they do?: Run the group, as an admin', 'Name: Ana', 'Role in free-them: Editor'],
    ]);
    expect(await shown('campaigns/a/edit/cases', { 'cases.0.key': 'x', 'cases.0.place': '2' })).toEqual([
      'Position: 2',
    ]);
    expect(await shown('campaigns/a/edit/targets', { 'targets.0.name': 'The king', anything: 'x' })).toEqual([
      'Target 1, Name: The king',
    ]);
  });

  it('waits with nothing that signs in, for an hour, until a sign-out', async () => {
    await invite();
    const by = somebody();
    const kept = await by.ask(INVITE, { form: typed });
    expect(kept.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-kept-form=[\w-]{22}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    const { page } = await signIn(by, admin);
    await by.ask(`${PUBLIC_URL}/organise/sign-out`, {
      form: { csrf: /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '' },
    });
    expect([...by.cookies(host).keys()]).toEqual(['__Host-ask-afresh']);
  });

  it('says that nothing was sent, if it is sent before the sign-in', async () => {
    await invite();
    const by = somebody();
    const html = await (await by.ask(INVITE, { form: typed })).text();
    expect(html).not.toContain('You have not signed in yet');
    const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(html) ?? [];
    const again = await by.ask(`${PUBLIC_URL}${action}`, { form: { ...typed, csrf: csrfIn(html) } });
    const said = await again.text();
    expect([again.status, said]).toEqual([401, expect.stringContaining('role="alert"')]);
    expect(said).toContain('You have not signed in yet, so nothing was sent');
    expect(said).toContain('ana@example.org');
    // And so it goes on: the address grows no longer.
    expect(said).toContain(`action="${action}"`);
  });

  it('is not kept if it is longer than any form, and never makes an answer that Lambda cannot give', async () => {
    await invite();
    const by = somebody();
    for (const [letter, letters] of [
      ['<', 250_000],
      ['"', 250_000],
      ['語', 100_000],
    ] as const) {
      const most = await (await by.ask(INVITE, { form: { ...typed, name: letter.repeat(letters) } })).text();
      expect(most).toContain('Send it now');
      expect(Buffer.byteLength(most)).toBeLessThan(6_000_000);
    }
    const long = await by.ask(INVITE, { form: { ...typed, name: 'a'.repeat(300_000) } });
    const html = await long.text();
    expect([long.status, html]).toEqual([401, expect.stringContaining('too long to wait here')]);
    expect(html.length).toBeLessThan(10_000);
  });

  it('is not shown if another site has sent it', async () => {
    const answer = await console_.app.request('/organise/people/invite', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
      body: new URLSearchParams(typed).toString(),
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).not.toContain('ana@example.org');
  });
});
