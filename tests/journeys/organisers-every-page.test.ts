import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { localTarget } from '../../commands/target.ts';
import { sections } from '../../functions/console/campaigns/edit/sections.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { type Row, rows } from '../../functions/console/routes.ts';
import { keptLabel } from '../../functions/console/sign-in/kept-words.ts';
import { organiserKeys } from '../../functions/core/access/account.ts';
import { type OrganiserActor, operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { organiserWith } from '../../functions/core/access/people.ts';
import { hasRight } from '../../functions/core/access/rights.ts';
import { campaignRoles } from '../../functions/core/access/roles.ts';
import { scopes } from '../../functions/core/access/scopes.ts';
import { refreshSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { pictureFile } from '../../functions/core/pictures/address.ts';
import { HOUR, isoTime, systemClock } from '../../functions/core/running/clock.ts';
import { newEndpointId } from '../../functions/core/webhooks/endpoint.ts';
import { askableTypes } from '../../functions/core/webhooks/event.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { loadAssets } from '../../functions/ui/assets.ts';
import { english, problemWords } from '../../functions/ui/messages/messages.ts';
import { freePort } from '../../infra/local/ports.ts';
import { readSecrets } from '../../infra/local/secrets.ts';
import { organiserActor } from '../support/access.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { redAndBlue } from '../support/some-picture.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { phone, refusedWith, serviceUrl } from './visitor.ts';

const dataDir = inject('dataDir');
const id = randomUUID().slice(0, 8);
const ADMIN = 'admin@example.org';
/** A page has no script that it needs, so no browser here has JavaScript. */
const options = { ...phone, javaScriptEnabled: false };

/** Organisers and their campaigns, made in the tables of the computer and by its API. */
async function prepare() {
  const { table, audit, db } = await localTarget(dataDir);
  onTestFinished(() => db.client.destroy());
  const organisers = table('Organisers');
  const keys = async () => organiserKeys(readSecrets(dataDir).organisers ?? '');
  const access = {
    ...{ organisers, keys, audit, clock: systemClock },
    hasCampaign: async () => true,
    endPreviews: async () => undefined,
  };
  const account = await organiserWith(access, operator, ADMIN);
  const tokenOf = (of: string) => createAccessToken(access, operator, { account: of, scopes, days: 1 });
  return { access, account, tokenOf, token: await tokenOf(account), webhooks: table('Webhooks') };
}

/** What fills the parameters of a route: things of each kind, in each state that a page is about. */
async function makeThings() {
  const { access, account, tokenOf, token, webhooks } = await prepare();
  const call = async (method: string, path: string, body?: object | Uint8Array<ArrayBuffer>) => {
    const isPicture = body instanceof Uint8Array;
    const answer = await fetch(`${serviceUrl}/api/organise/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token.words}`,
        'content-type': isPicture ? 'image/png' : 'application/json',
        'if-match': '*',
      },
      ...(body && { body: isPicture ? body : JSON.stringify(body) }),
    });
    const said = await answer.text();
    expect(answer.ok, `${method} ${path}: ${said}`).toBe(true);
    return said && JSON.parse(said);
  };
  const states = {
    draft: [],
    scheduled: ['open'],
    open: ['open'],
    paused: ['open', 'pause'],
    won: ['open'],
    closed: ['open', 'close'],
    archived: ['open', 'close', 'archive'],
  };
  const slugOf = (state: string) => `every-page-${state}-${id}`;
  for (const [state, turns] of Object.entries(states)) {
    const opensAt = state === 'scheduled' ? { opensAt: '2099-01-01T00:00:00Z' } : {};
    await call('POST', 'campaigns', { ...smallFile, ...opensAt, slug: slugOf(state), title: `Free them, ${state}` });
    for (const turn of turns) await call('POST', `campaigns/${slugOf(state)}/${turn}`);
  }
  await call('POST', `campaigns/${slugOf('won')}/win`, { on: '2026-10', words: 'Both editors were released.' });
  const campaign = slugOf('open');
  const fields = { name: `Ali Karimov ${id}`, status: 'detained' };
  const made = await call('POST', 'cases', { campaign, ...fields });
  // Nobody speaks for this one, so it can be erased.
  const unspoken = await call('POST', 'cases', { ...fields, name: `Leyla Karimova ${id}` });
  const update = await call('POST', `campaigns/${campaign}/updates`, {
    title: 'He is well',
    text: 'His lawyer saw him.',
  });
  await call('POST', `campaigns/${slugOf('draft')}/previews`);
  const png = new Uint8Array(await (await redAndBlue(1_000, 700)).png().toBuffer());
  const picture = await call('POST', `campaigns/${campaign}/pictures`, png);
  const file = pictureFile(picture.id, picture.width, 'webp');
  for (const path of [`campaigns/${campaign}`, `cases/${made.id}`])
    await call('PATCH', path, { picture: { made: picture, alt: 'Two colours' } });
  const people = [{ name: 'admin', address: ADMIN, account, actor: organiserActor({ isAdmin: true }) }];
  const campaigns = Object.keys(states).map(slugOf);
  for (const role of campaignRoles) {
    const address = `${role}-${id}@example.org`;
    const roles = Object.fromEntries(campaigns.map((slug) => [slug, role]));
    const invited = await inviteOrganiser(access, operator, { address, campaigns: roles });
    people.push({ name: role, address, account: invited, actor: organiserActor({ campaigns: roles }) });
  }
  const withTokens = [];
  for (const one of people) withTokens.push({ ...one, token: (await tokenOf(one.account)).token.id });
  const endpoint = await putDisabled(webhooks);
  return {
    slugOf,
    states: Object.keys(states),
    case: made.id,
    unspoken: unspoken.id,
    update: update.id,
    file,
    endpoint,
    people: withTokens,
  };
}
/** An endpoint that wants no more, and has missed an event of each type. Nothing is sent to it. */
async function putDisabled(webhooks: Db): Promise<string> {
  const [endpoint, at] = [newEndpointId(), systemClock()];
  await putEndpoint(webhooks, {
    ...{ id: endpoint, url: 'https://hooks.example.org/x', types: askableTypes, campaigns: ['free-them'] },
    ...{ description: `Our website ${id}`, createdAt: isoTime(at), secret: { kid: 'k1', generation: 1 } },
    ...{ disabled: 'gone', disabledAt: at },
  });
  for (const type of askableTypes) {
    const noted = { event: `evt_${id}-${type.replace('.', '-')}`, type, outcome: 'disabled', attempt: 1 } as const;
    await putDelivery(webhooks, { ...noted, endpoint, at });
  }
  return endpoint;
}

type Things = Awaited<ReturnType<typeof makeThings>>;
type Person = Things['people'][number];

/** Campaigns in another state than open, by the ends of routes that are about such a one. */
const otherStates: Readonly<Record<string, string>> = {
  open: 'draft',
  preview: 'draft',
  'take-back': 'scheduled',
  archive: 'closed',
  'bring-back': 'archived',
};

/** What a row looks like in the address of a browser. @throws {Error} if nothing fills a parameter: add it to `makeThings`. */
function addressesOf({ path }: Row, things: Things, { token, account }: Person): { address: string; slug: string }[] {
  const end = path.split('/').at(-1) ?? '';
  const slug = things.slugOf(otherStates[end] ?? 'open');
  const ids: Readonly<Record<string, string>> = {
    '/organise/people/': things.people.at(-1)?.account ?? account,
    '/organise/cases/': end === 'erase' ? things.unspoken : things.case,
    '/organise/tokens/': token,
    '/organise/audit/': '000000001',
    '/organise/webhooks/': things.endpoint,
    '/organise/campaigns/:slug/updates/': things.update,
  };
  const known: Readonly<Record<string, readonly string[]>> = {
    slug: [slug],
    id: Object.entries(ids).flatMap(([before, one]) => (path.startsWith(before) ? [one] : [])),
    revision: ['1'],
    section: sections.map(({ name }) => name),
    file: [things.file],
  };
  let addresses = [path];
  for (const [whole, name = ''] of path.matchAll(/:(\w+)/g)) {
    if (!known[name]?.length) throw new Error(`Nothing fills ${whole} of ${path}`);
    addresses = addresses.flatMap((address) => (known[name] ?? []).map((value) => address.replace(whole, value)));
  }
  return addresses.map((address) => ({ address, slug }));
}

const pages = rows.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/'));
const closed = pages.filter(({ right }) => right !== 'anybody');
/** These answer with a file. */
const isFile = ({ path }: Row) => path.endsWith('/pictures/:file') || path.endsWith('/file');

function isAllowed(actor: OrganiserActor, { right, path }: Row, { address, slug }: { address: string; slug: string }) {
  if (right === 'anybody' || !hasRight(actor, right, slug)) return right === 'anybody';
  // It may take more: the right of a section, or of all campaigns for a case that is in none.
  const section = sections.find(({ name }) => address.endsWith(`/edit/${name}`));
  if (section && !hasRight(actor, section.right, slug)) return false;
  // An upload is for the person who sent it, and for admins.
  return (!path.endsWith('/erase') && path !== '/organise/pictures/:file') || actor.isAdmin;
}

const refusals = (['not-allowed', 'case-unknown', 'not-found'] as const).map(
  (kind) => problemWords(english(), kind).title,
);
const h1 = (html: string) => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.trim() ?? '';

/** What people fill in on a page, and where it is sent. */
const fieldsIn = (html: string) =>
  [...html.matchAll(/<form class="console-form" method="post"[^>]* action="([^"]+)".*?<\/form>/gs)].flatMap(
    ([form, action = '']) =>
      [...form.matchAll(/<(?:input|textarea|select)(?![^>]* type="hidden")[^>]* name="([^"]+)"/g)].map(
        ([, name = '']) => [action, name] as const,
      ),
  );

/** Opens every page as an admin, in the browser, and looks at each. */
async function looksAtAll(me: ConsoleVisitor, things: Things, admin: Person): Promise<void> {
  for (const row of closed)
    for (const { address } of addressesOf(row, things, admin)) {
      if (isFile(row)) {
        const answer = await me.page.context().request.get(`${serviceUrl}${address}`);
        expect.soft([address, answer.status()]).toEqual([address, 200]);
        expect.soft(answer.headers()['content-type'], address).toMatch(/^(image\/webp|application\/yaml)/);
        continue;
      }
      expect.soft([address, await me.open(address)]).toEqual([address, 200]);
      expect.soft(await me.page.locator('h1').count(), address).toBe(1);
      for (const [action, name] of fieldsIn(await me.page.content()))
        expect.soft(keptLabel(action, name), `${name}, on ${address}, if its session ends`).toBeDefined();
      await me.looksWell(address);
    }
}

/** Opens every page in the browser of somebody, and says how many were refused. */
async function asksForAll(me: ConsoleVisitor, things: Things, person: Person): Promise<number> {
  const { page } = me;
  const open = async (row: Row, address: string) => {
    if (!isFile(row)) return { status: await me.open(address), title: h1(await page.content()) };
    const answer = await page.context().request.get(`${serviceUrl}${address}`);
    return { status: answer.status(), title: answer.ok() ? 'a file' : h1(await answer.text()) };
  };
  let refused = 0;
  for (const row of closed)
    for (const asked of addressesOf(row, things, person)) {
      const { address } = asked;
      const { status, title } = await open(row, address);
      const as = `${address} as ${person.name}: ${title}`;
      const { width } = phone.viewport ?? { width: 0 };
      expect.soft(await page.evaluate<number>('document.documentElement.scrollWidth'), as).toBeLessThanOrEqual(width);
      if (isAllowed(person.actor, row, asked)) {
        expect.soft([as, status, refusals.includes(title)]).toEqual([as, 200, false]);
        expect.soft(title, as).not.toBe('');
      } else {
        refused++;
        expect.soft([as, [403, 404].includes(status), refusals.includes(title)]).toEqual([as, true, true]);
      }
    }
  return refused;
}

// A service that the tests did not start has people of its own.
describe.runIf(dataDir)('every page of the console, without JavaScript', () => {
  it('looks well for those who may see it, and is refused to all others', async () => {
    const things = await makeThings();
    const [admin, ...others] = things.people;
    if (!admin) throw new Error('There is no admin');
    const signIn = async ({ address }: Person, expected: readonly number[]) => {
      const me = await consoleVisitor(options, [refusedWith(...expected)]);
      await me.open('/organise');
      await me.signIn(address);
      return me;
    };
    const first = await signIn(admin, [401]);
    await looksAtAll(first, things, admin);
    for (const state of things.states) {
      expect.soft(await first.open(`/organise/campaigns/${things.slugOf(state)}`), state).toBe(200);
      await first.looksWell(`a campaign: ${state}`);
    }
    for (const other of others) {
      const me = await signIn(other, [401, 403, 404]);
      expect(await asksForAll(me, things, other), other.name).toBeGreaterThan(5);
      // And as the browser shows it.
      expect(await me.open('/organise/people')).toBe(403);
      if (other.name === 'viewer') await me.looksWell('refused to a viewer');
    }
    const nobody = await consoleVisitor(options, [refusedWith(401)]);
    for (const row of closed)
      for (const { address } of addressesOf(row, things, admin)) {
        const answer = await nobody.page.context().request.get(`${serviceUrl}${address}`);
        expect.soft([address, answer.status(), h1(await answer.text()) === '']).toEqual([address, 401, false]);
      }
    expect(await nobody.open('/organise')).toBe(401);
    await nobody.looksWell('to nobody');
  });

  it('knows how to open each route, and fails for one that nobody has thought of', () => {
    const things = {
      slugOf: (state: string) => state,
      states: [],
      case: 'c',
      unspoken: 'c',
      update: 'u',
      file: 'f',
      endpoint: 'w',
      people: [],
    };
    const [somebody] = [{ token: 't', account: 'a' } as Person];
    for (const row of pages) expect(() => addressesOf(row, things as never, somebody)).not.toThrow();
    for (const path of ['/organise/news/:id', '/organise/campaigns/:slug/:part'])
      expect(() => addressesOf({ method: 'GET', path, right: 'campaign.read' }, things as never, somebody)).toThrow(
        path,
      );
  });
});

describe.runIf(dataDir)('a sign-in that does not go on', () => {
  const chosenAt = ({ page }: ConsoleVisitor, address: string) => page.getByRole('button', { name: address }).click();

  it('looks well when it asks for a fresh proof, before a page and after a form', async () => {
    const { access } = await prepare();
    const me = await consoleVisitor(options, [refusedWith(401, 403)]);
    await me.open('/organise');
    await me.signIn(ADMIN);
    const cookies = await me.page.context().cookies();
    const session = cookies.find(({ name }) => name === SESSION_COOKIE)?.value ?? '';
    const age = () => refreshSession(access, session, { authTime: systemClock() - HOUR, acr: undefined, amr: [] });
    expect(await age()).toBe(true);
    await me.open('/organise/people/invite');
    expect(new URL(me.page.url()).hostname).toBe('127.0.0.1');
    await me.looksWell('step-up');
    await chosenAt(me, ADMIN);
    expect(new URL(me.page.url()).pathname).toBe('/organise/people/invite');
    // The proof becomes old while the form is open.
    await age();
    await me.page.locator('.console-form .button').first().click();
    expect(await me.page.locator('.steps').count()).toBe(1);
    await me.looksWell('a form that needs a fresh proof');
  });

  it('looks well when the invitation has expired, and when the answer comes a second time', async () => {
    const { access } = await prepare();
    const address = `late-${id}@example.org`;
    await inviteOrganiser(access, operator, { address, days: -1 });
    const me = await consoleVisitor(options, [refusedWith(400, 401, 403)]);
    const answers: string[] = [];
    me.page.on('request', (request) => {
      if (request.url().includes('/organise/signed-in?')) answers.push(request.url());
    });
    await me.open('/organise');
    await me.signIn(address);
    expect(new URL(me.page.url()).pathname).toBe('/organise/signed-in');
    await me.looksWell('expired invitation');
    expect((await me.page.goto(answers[0] ?? ''))?.status()).toBe(400);
    await me.looksWell('used again');
  });

  it('looks well when the provider does not answer', async () => {
    const assets = loadAssets(pathToFileURL(`${dataDir}/assets/`));
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const { app } = await startConsole({ publicUrl, assets });
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
    onTestFinished(() => void server.close());
    const me = await consoleVisitor(options, [refusedWith(503)]);
    expect((await me.page.goto(`${publicUrl}/organise/sign-in`))?.status()).toBe(503);
    await me.looksWell('silent provider');
  });
});
