import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { removeOrganiser } from '../../functions/core/access/remove.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.session('admin');
  for (const slug of ['free-them', 'another-one'])
    await putCampaign(site.db.Campaigns, campaignOf({ slug, title: 'Free them' }), 0);
});
const ORGANISERS = '/api/organise/organisers';
const list = async () =>
  (await (await site.ask('GET', ORGANISERS, admin)).json()) as { id: string; address: string; campaigns: object }[];

it('invites, changes and removes an organiser', async () => {
  const sent = { email: 'ada@example.org', name: 'Ada', campaigns: { 'free-them': 'editor' }, days: 2 };
  const invited = await site.ask('POST', ORGANISERS, admin, sent);
  const { id } = (await invited.json()) as { id: string };
  expect([invited.status, invited.headers.get('location')]).toEqual([201, `${ORGANISERS}/${id}`]);
  expect((await list()).find((one) => one.id === id)).toMatchObject({
    ...{ address: 'ada@example.org', name: 'Ada', isAdmin: false, campaigns: { 'free-them': 'editor' } },
    ...{ state: 'invited', invitedUntil: isoTime(site.time.now + 2 * DAY) },
  });
  const path = `${ORGANISERS}/${id}`;
  const seen = { ...admin, 'if-match': '"1"' };
  const changed = await site.ask('PATCH', path, seen, { campaigns: { 'free-them': 'viewer' } });
  expect([changed.status, changed.headers.get('etag')]).toEqual([204, '"2"']);
  expect((await list()).find((one) => one.id === id)?.campaigns).toEqual({ 'free-them': 'viewer' });
  expect((await site.ask('DELETE', path, admin)).status).toBe(204);
  expect((await list()).map((one) => one.id)).not.toContain(id);
  expect((await site.ask('DELETE', path, admin)).status).toBe(404);
});

it('lists organisers page by page, also if the last of a page goes meanwhile', async () => {
  // All but the admin at one moment.
  site.time.now += 1_000;
  for (let n = 0; n < 6; n++) await site.account({ 'free-them': 'viewer' });
  const all = (await list()).map(({ id }) => id);
  expect(all).toHaveLength(7);
  const pages: string[][] = [];
  let next: string | undefined = `${ORGANISERS}?limit=3`;
  while (next) {
    const answer: Response = await site.ask('GET', next, admin);
    const ids = ((await answer.json()) as { id: string }[]).map(({ id }) => id);
    pages.push(ids);
    [, next] = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
    if (pages.length === 1) await removeOrganiser(site.deps, operator, { account: ids.at(-1) ?? '' });
  }
  expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
  expect(pages.flat()).toEqual(all);
  for (const wrong of ['limit=0', 'limit=101', 'cursor=', 'cursor=org_x', 'after=x'])
    expect((await site.ask('GET', `${ORGANISERS}?${wrong}`, admin)).status).toBe(400);
});

it('tells the sign-in of the group who is invited and who is removed, as pages do', async () => {
  const told: string[] = [];
  const other = await startConsole({
    invitations: {
      send: async (address) => void told.push(`send ${address}`),
      withdraw: async (address) => void told.push(`withdraw ${address}`),
    },
  });
  const headers = await other.session('admin');
  const invited = await other.ask('POST', ORGANISERS, headers, { email: ' Ada@example.org ' });
  const { id } = (await invited.json()) as { id: string };
  await other.ask('DELETE', `${ORGANISERS}/${id}`, headers);
  expect(told).toEqual(['send Ada@example.org', 'withdraw Ada@example.org']);
  // Nobody is told of what was refused.
  await other.ask('DELETE', `${ORGANISERS}/${id}`, headers);
  await other.ask('POST', ORGANISERS, headers, { email: 'nobody' });
  expect(told).toHaveLength(2);
});

it('invites nobody who is here already, unless it is told to', async () => {
  const ada = { email: 'ada@example.org', campaigns: { 'free-them': 'editor' } };
  const { id } = (await (await site.ask('POST', ORGANISERS, admin, ada)).json()) as { id: string };
  const refused = await site.ask('POST', ORGANISERS, admin, { email: 'ADA@example.org' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    type: 'urn:amparo:problem:organiser-known',
    detail: expect.stringContaining('again: true'),
  });
  expect((await list()).find((one) => one.id === id)).toMatchObject({ campaigns: { 'free-them': 'editor' } });
  const again = await site.ask('POST', ORGANISERS, admin, { email: 'ADA@example.org', again: true });
  expect([again.status, await again.json()]).toEqual([201, { id }]);
  expect((await list()).find((one) => one.id === id)).toMatchObject({ campaigns: { 'free-them': 'editor' } });
});

it('overwrites no roles that a program has not seen, and shows what is there now', async () => {
  const id = await site.account({ 'free-them': 'viewer' });
  const path = `${ORGANISERS}/${id}`;
  const patch = (tag: string | undefined, campaigns: object) =>
    site.ask('PATCH', path, { ...admin, ...(tag && { 'if-match': tag }) }, { campaigns });
  expect((await patch(undefined, {})).status).toBe(428);
  expect((await patch('"1"', { 'free-them': 'editor' })).status).toBe(204);
  const late = await patch('"1"', {});
  expect(late.status).toBe(412);
  expect(await late.json()).toMatchObject({
    yours: { etag: '"1"' },
    theirs: { etag: '"2"', organiser: { id, campaigns: { 'free-them': 'editor' }, revision: 2 } },
  });
  expect((await patch('*', { 'another-one': 'viewer' })).status).toBe(204);
});

it('lets a token make no admin, and says where it is done', async () => {
  const token = await site.token('admin');
  const refused = await site.ask('POST', ORGANISERS, token, { email: 'eve@example.org', isAdmin: true });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('Do it in the console') });
  const [me] = await list();
  expect((await site.ask('DELETE', `${ORGANISERS}/${me?.id}`, token)).status).toBe(403);
  expect((await list()).filter(({ address }) => address === 'eve@example.org')).toEqual([]);
  const invited = await site.ask('POST', ORGANISERS, token, {
    email: 'eve@example.org',
    campaigns: { 'free-them': 'viewer' },
  });
  expect(invited.status).toBe(201);
});

it('names each wrong field of an invitation', async () => {
  const sent = { email: 7, campaigns: { 'free-them': 'king' }, days: 0, isOwner: true };
  const refused = await site.ask('POST', ORGANISERS, admin, sent);
  const { errors } = (await refused.json()) as { errors: { field: string }[] };
  expect(refused.status).toBe(400);
  expect(errors.map(({ field }) => field).sort()).toEqual(['campaigns.free-them', 'days', 'email', 'isOwner']);
});

it('does not remove the last admin', async () => {
  const [me] = await list();
  const refused = await site.ask('DELETE', `${ORGANISERS}/${me?.id}`, admin);
  expect([refused.status, ((await refused.json()) as { title: string }).title]).toEqual([
    409,
    'The group needs an admin',
  ]);
});

it('makes a token that is shown once, lists it and revokes it', async () => {
  const TOKENS = '/api/organise/tokens';
  const sent = { name: 'Website', scopes: ['campaigns:read'], days: 3 };
  const made = await site.ask('POST', TOKENS, admin, sent);
  expect((await site.ask('POST', TOKENS, admin, { ...sent, name: 'x'.repeat(61) })).status).toBe(400);
  const { id, token } = (await made.json()) as { id: string; token: string };
  expect([made.status, token]).toEqual([201, expect.stringMatching(/^amp_[\w-]{43}$/)]);
  const program = { authorization: `Bearer ${token}` };
  expect((await site.ask('GET', '/api/organise/campaigns', program)).status).toBe(200);
  expect((await site.ask('POST', TOKENS, program, { scopes: ['campaigns:write'] })).status).toBe(403);
  const listed = await (await site.ask('GET', TOKENS, admin)).json();
  expect(listed).toMatchObject([{ id, name: 'Website', scopes: ['campaigns:read'], lastUsedDay: '2026-03-01' }]);
  expect(JSON.stringify(listed)).not.toContain(token);
  expect((await site.ask('DELETE', `${TOKENS}/${id}`, admin)).status).toBe(204);
  expect((await site.ask('GET', '/api/organise/campaigns', program)).status).toBe(401);
});

it('revokes no token of another organiser', async () => {
  const other = await site.session('admin');
  const made = await site.ask('POST', '/api/organise/tokens', other, { scopes: ['campaigns:read'] });
  const { id, token } = (await made.json()) as { id: string; token: string };
  expect((await site.ask('DELETE', `/api/organise/tokens/${id}`, admin)).status).toBe(404);
  expect((await site.ask('GET', '/api/organise/campaigns', { authorization: `Bearer ${token}` })).status).toBe(200);
});

it('says who one is', async () => {
  const me = await site.ask('GET', '/api/organise/me', await site.session({ 'free-them': 'owner' }));
  expect(await me.json()).toEqual({
    account: expect.stringMatching(/^org_/),
    isAdmin: false,
    campaigns: { 'free-them': 'owner' },
  });
});

it('takes no roles away by a name that is no campaign’s, and refuses a name that hides words', async () => {
  const roles = { 'free-them': 'editor' };
  const invited = await site.ask('POST', ORGANISERS, admin, { email: 'ada@example.org', campaigns: roles });
  const { id } = (await invited.json()) as { id: string };
  const headers = { ...admin, 'if-match': '*', 'content-type': 'application/json' };
  for (const name of ['__proto__', 'constructor', 'toString', 'valueOf']) {
    const sent = await site.ask('PATCH', `${ORGANISERS}/${id}`, headers, `{"campaigns":{"${name}":"owner"}}`);
    expect([name, sent.status]).toEqual([name, 400]);
    expect(await sent.json()).toMatchObject({ errors: [{ field: `campaigns.${name}` }] });
    const email = 'eve@example.org';
    const other = await site.ask('POST', ORGANISERS, headers, `{"email":"${email}","campaigns":{"${name}":"owner"}}`);
    expect(other.status).toBe(400);
  }
  expect((await list()).find((one) => one.id === id)?.campaigns).toEqual(roles);
  const odd = await site.ask('POST', ORGANISERS, admin, { email: 'eve@example.org', name: 'Eve\u202egro' });
  expect([odd.status, await odd.json()]).toMatchObject([400, { errors: [{ field: 'name' }] }]);
  const token = await site.ask('POST', '/api/organise/tokens', admin, {
    scopes: ['campaigns:read'],
    name: '\u001b[2KBank',
  });
  expect([token.status, await token.json()]).toMatchObject([400, { errors: [{ field: 'name' }] }]);
});
