import { describe, expect, it } from 'vitest';
import { type Row, rows } from '../../functions/console/routes.ts';
import { hasRight, ruleOf } from '../../functions/core/access/rights.ts';
import { campaignRoles } from '../../functions/core/access/roles.ts';
import { isFor, type Scope, scopes } from '../../functions/core/access/scopes.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { english, problemWords } from '../../functions/ui/messages/messages.ts';
import { organiserActor } from '../support/access.ts';
import { startConsole, type Who } from '../support/console.ts';

const console = await startConsole();
const { app, ask, time } = console;
const SLUG = 'free-them';
type Headers = Record<string, string>;

/** An address of a route, about the campaign in which the actors have their roles. */
const addressOf = ({ path }: Row, slug = SLUG) => path.replace(':slug', slug).replace(/:\w+/g, 'x');
const kindOf = async (answer: Response) =>
  answer.headers.get('content-type') === 'application/problem+json'
    ? ((await answer.json()) as { type: string }).type.replace('urn:amparo:problem:', '')
    : undefined;
const ofGuard = [
  'not-signed-in',
  'not-allowed',
  'session-alone',
  'token-too-narrow',
  'not-fresh',
  'cross-site',
] as const;
const isPage = ({ path }: Row): boolean => !path.startsWith('/api/');
/** A page says it in its title, or leads to the sign-in. */
async function kindOfPage(answer: Response): Promise<string | undefined> {
  if (answer.status === 401) return 'not-signed-in';
  if (answer.headers.get('location')?.includes('/organise/sign-in?')) return 'not-fresh';
  const [, title] = /<h1>(.*?)<\/h1>/.exec(await answer.text()) ?? [];
  return ofGuard.find((kind) => problemWords(english(), kind).title === title);
}
/** What the guard says. Whatever comes after it has got through. */
async function guarded(row: Row, headers: Headers, slug?: string) {
  const answer = await ask(row.method, addressOf(row, slug), headers, row.method === 'GET' ? undefined : {});
  const kind = isPage(row) ? await kindOfPage(answer) : await kindOf(answer);
  return ofGuard.find((one) => one === kind) ?? 'through';
}

const roles: [string, Who][] = [
  ['admin', 'admin'],
  ...campaignRoles.map((role): [string, Who] => [role, { [SLUG]: role }]),
  ['owner of another campaign', { other: 'owner' }],
  ['organiser without a role', {}],
];
const actorOf = (who: Who) => organiserActor(who === 'admin' ? { isAdmin: true } : { campaigns: who });
const isAllowed = (who: Who, { right }: Row) => right === 'anybody' || hasRight(actorOf(who), right, SLUG);

it('has a row for each route of the app, and a route for each row', () => {
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  expect(rows.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...new Set(routes)].sort());
  expect(new Set(rows.map(({ method, path }) => `${method} ${path}`)).size).toBe(rows.length);
});

it('answers no route without a row, whatever the app does there', async () => {
  const other = await startConsole();
  other.app.get('/api/organise/secrets', (c) => c.text('all of them'));
  other.app.delete('/api/organise/campaigns/:slug', (c) => c.text('gone'));
  const admin = await other.token('admin');
  expect((await other.ask('GET', '/api/organise/secrets', admin)).status).toBe(404);
  expect((await other.ask('DELETE', '/api/organise/campaigns/free-them', admin)).status).toBe(404);
});

it('lets nobody in without a session or a token, but to sign in and out, and to the pictures of a preview', () => {
  expect(rows.filter(({ right }) => right === 'anybody').map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /organise/sign-in',
    'GET /organise/signed-in',
    'GET /organise/signed-in-again',
    'POST /organise/sign-out',
    'GET /organise/signed-out',
    // Its own key is in the link (`tests/console/preview-pictures.test.ts`).
    'GET /organise/previews/:slug/:file',
  ]);
});

/** The credentials of all tests below, made once: a row changes none of them. */
const short = await console.token('admin', { days: 1 });
const ended = await console.session('admin');
time.now += DAY;
const admin = await console.session('admin');
const otherAdmin = await console.session('admin');
const [old, fresh] = [await console.session('admin', 6 * HOUR), await console.session('admin', 4 * MINUTE)];
const people: { name: string; who: Who; session: Headers; token: Headers }[] = [];
for (const [name, who] of roles)
  people.push({ name, who, session: await console.session(who), token: await console.token(who) });
const limited = await console.token('admin', { campaigns: [SLUG] });
/** Tokens with every scope but those that are for what needs one. */
const without = new Map<Scope | undefined, Headers>();
for (const scope of [undefined, ...scopes])
  without.set(scope, await console.token('admin', { scopes: scopes.filter((one) => !scope || !isFor([one], scope)) }));

const closed = rows.filter(({ right }) => right !== 'anybody');
describe.each(closed.map((row) => [`${row.method} ${row.path}`, row] as const))('%s', (_, row) => {
  const { scope, roles: allowed, freshWithin } = ruleOf(row.right as never);

  it('is closed to nobody, to a wrong, expired or revoked token, and to a session that has ended', async () => {
    expect(await guarded(row, {})).toBe('not-signed-in');
    for (const authorization of ['Bearer', 'Bearer x', `Bearer amp_${'a'.repeat(43)}`, 'Basic YTpi', 'amp_x', ''])
      expect(await guarded(row, { authorization })).toBe('not-signed-in');
    expect(await guarded(row, { cookie: '__Host-organiser=aaaaaaaaaaaaaaaaaaaaaa' })).toBe('not-signed-in');
    // A token that does not work is told, even beside a session that does.
    expect(await guarded(row, { ...admin, authorization: 'Bearer amp_x' })).toBe('not-signed-in');
    expect(await guarded(row, short)).toBe('not-signed-in');
    expect(await guarded(row, ended)).toBe('not-signed-in');
  });

  /** What a token without the right gets. Some calls are for a session alone, whatever a token may do. */
  const refusal = scope === undefined && !isPage(row) ? 'session-alone' : 'not-allowed';

  it.each(people)('to $name: as the table of rights says', async ({ who, session, token }) => {
    expect(await guarded(row, session)).toBe(isAllowed(who, row) ? 'through' : 'not-allowed');
    // A page is for a person.
    const withToken = isAllowed(who, row) && scope !== undefined && !isPage(row) ? 'through' : refusal;
    expect(await guarded(row, token)).toBe(withToken);
  });

  it('needs its own scope, and one of its campaigns if a token names some', async () => {
    expect(await guarded(row, without.get(scope) ?? {})).toBe(refusal);
    if (!row.path.includes(':slug') || isPage(row)) return;
    // A token for some campaigns makes no other.
    const isForAdmins = allowed.length === 0;
    expect(await guarded(row, limited)).toBe(isForAdmins ? 'token-too-narrow' : 'through');
    expect(await guarded(row, limited, 'other')).toBe('token-too-narrow');
  });

  it('asks for a fresh second factor where the table says so, and nowhere else', async () => {
    expect(await guarded(row, old)).toBe(freshWithin === undefined ? 'through' : 'not-fresh');
    expect(await guarded(row, fresh)).toBe('through');
  });

  it('changes nothing for another site that uses the session of a browser', async () => {
    const { cookie, 'x-csrf-token': csrf } = admin;
    const forged: Headers[] = [
      { cookie },
      { cookie, 'sec-fetch-site': 'same-origin' },
      { cookie, 'x-csrf-token': csrf },
      { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' },
      { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-site' },
      { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'none' },
      { cookie, 'x-csrf-token': csrf, origin: 'https://evil.example' },
      { cookie, 'x-csrf-token': csrf, origin: 'null' },
      { cookie, 'x-csrf-token': otherAdmin['x-csrf-token'], 'sec-fetch-site': 'same-origin' },
      { cookie, 'x-csrf-token': `${csrf}x`, 'sec-fetch-site': 'same-origin' },
    ];
    // A link may open a page, but write no entry in the name of a person who follows it.
    const passes = row.method === 'GET' && !row.leavesEntry;
    for (const headers of forged)
      expect([headers, await guarded(row, headers)]).toEqual([headers, passes ? 'through' : 'cross-site']);
    expect(await guarded(row, { cookie, 'x-csrf-token': csrf, origin: 'https://amparo.example' })).toBe('through');
  });
});

it('takes the proof of a form from its field', async () => {
  const { cookie, 'x-csrf-token': csrf } = await console.session('admin');
  const form = (fields: Record<string, string>) =>
    ask(
      'POST',
      '/api/organise/campaigns/free-them/pause',
      { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams(fields).toString(),
    );
  expect((await form({})).status).toBe(403);
  expect((await form({ csrf: 'x' })).status).toBe(403);
  // The guard lets it through. The step takes no form.
  expect((await form({ csrf })).status).toBe(415);
});

it('says what would help, in words and in headers, and lets nobody keep it', async () => {
  const nobody = await ask('GET', '/api/organise/me');
  expect(nobody.headers.get('www-authenticate')).toBe('Bearer');
  expect(await nobody.json()).toMatchObject({ status: 401, detail: expect.stringContaining('Authorization: Bearer') });
  const viewer = await console.session({ [SLUG]: 'viewer' });
  const refused = await ask('POST', '/api/organise/campaigns/free-them/open', viewer, {});
  expect(await refused.json()).toMatchObject({ status: 403, detail: expect.stringContaining('admin') });
  for (const answer of [nobody, refused, await ask('GET', '/api/organise/me', viewer)])
    expect(answer.headers.get('cache-control')).toBe('no-store');
});

it('names the scope, the roles and the campaign that would help a program', async () => {
  const open = async (headers: Headers, slug = SLUG) => {
    const answer = await ask('POST', `/api/organise/campaigns/${slug}/open`, headers, {});
    const { status, scope, roles: named, campaign } = (await answer.json()) as Record<string, unknown>;
    return { status, scope, roles: named, campaign };
  };
  const lacking = { status: 403, scope: undefined, roles: undefined, campaign: undefined };
  const reading = await console.token({ [SLUG]: 'owner' }, { scopes: ['campaigns:read'] });
  expect(await open(reading)).toEqual({ ...lacking, scope: 'campaigns:publish' });
  const lacksScope = async (headers: Headers) =>
    ((await (await ask('GET', '/api/organise/audit', headers)).json()) as { title: string }).title;
  expect(await lacksScope(await console.token('admin', { scopes: ['campaigns:read'] }))).toBe(
    'Your token does not have this scope',
  );
  expect(await lacksScope(reading)).toBe('Your role does not allow this');
  expect(await lacksScope(limited)).toBe('Your token is for some campaigns alone');
  const editor = await console.token({ [SLUG]: 'editor' });
  expect(await open(editor)).toEqual({ ...lacking, roles: ['admin', 'owner'], campaign: SLUG });
  // Another role would help nobody who is an admin.
  expect(await open(limited, 'other')).toEqual({ ...lacking, campaign: 'other' });
  const narrow = await console.token('admin', { campaigns: [SLUG], scopes: ['campaigns:read'] });
  expect(await open(narrow, 'other')).toEqual({ ...lacking, scope: 'campaigns:publish', campaign: 'other' });
  expect(await open(narrow)).toEqual({ ...lacking, scope: 'campaigns:publish' });
  const all = await ask('GET', '/api/organise/organisers', limited);
  expect(await all.json()).toMatchObject({
    ...{ type: 'urn:amparo:problem:token-too-narrow', detail: expect.stringContaining('Make a token') },
  });
  const ofEditor = await console.token({ [SLUG]: 'editor', other: 'editor' }, { campaigns: [SLUG] });
  expect(await open(ofEditor, 'other')).toEqual({ ...lacking, roles: ['admin', 'owner'], campaign: 'other' });
  const invite = await ask('POST', '/api/organise/organisers', editor, {});
  expect(await invite.json()).toMatchObject({ status: 403, roles: ['admin'] });
  const viewer = await console.token({ [SLUG]: 'viewer' }, { scopes: ['campaigns:read'] });
  expect(await (await ask('POST', '/api/organise/cases', viewer, {})).json()).toMatchObject({
    ...{ scope: 'campaigns:write', roles: ['admin', 'owner', 'editor'] },
  });
});

it('answers 405 with the methods that there are, and 404 for what is nowhere', async () => {
  const admin = await console.token('admin');
  const put = await ask('PUT', '/api/organise/campaigns', admin, {});
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  expect((await ask('GET', '/api/organise/nothing', admin)).status).toBe(404);
  expect((await ask('HEAD', '/api/organise/campaigns', admin)).status).toBe(200);
  expect((await ask('HEAD', '/api/organise/campaigns')).status).toBe(401);
});

it('logs no token, no id of a session and no address', async () => {
  await ask('GET', '/api/organise/me', { authorization: `Bearer amp_${'b'.repeat(43)}` });
  expect(console.logged).toEqual([]);
});

it('answers 404 where the name in an address can be none, and asks the table nothing', async () => {
  const other = await startConsole();
  const owner = await other.session('admin');
  for (const row of rows)
    for (const [, part = ''] of row.path.matchAll(/:(\w+)/g)) {
      const long = row.path.replace(`:${part}`, 'x'.repeat(3_000)).replace(':slug', SLUG).replace(/:\w+/g, 'x');
      const answer = await other.ask(row.method, long, owner, row.method === 'GET' ? undefined : {});
      expect([row.method, row.path, part, answer.status]).toEqual([row.method, row.path, part, 404]);
    }
  expect(other.logged).toEqual([]);
});
