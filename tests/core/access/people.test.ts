import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeAccounts, listAccounts } from '../../../functions/core/access/account-store.ts';
import { type OrganiserActor, operator } from '../../../functions/core/access/actor.ts';
import {
  changeRoles,
  inviteOrganiser,
  listOrganisers,
  organiserWith,
  removeOrganiser,
} from '../../../functions/core/access/people.ts';
import type { CampaignRole } from '../../../functions/core/access/roles.ts';
import { type Scope, scopes } from '../../../functions/core/access/scopes.ts';
import { openSession, startSession } from '../../../functions/core/access/sessions.ts';
import { accountForSignIn } from '../../../functions/core/access/sign-in.ts';
import { actorOfToken, createAccessToken } from '../../../functions/core/access/tokens.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { accessDeps, organiserActor } from '../../support/access.ts';
import { freshTables } from '../../support/tables.ts';

const start = Date.parse('2026-11-29T08:00:00Z');
const time = { now: start };
let deps: ReturnType<typeof accessDeps>;
beforeEach(async () => {
  time.now = start;
  deps = accessDeps((await freshTables()).Organisers, time);
});

const invite = (address: string, more: object = {}) => inviteOrganiser(deps, operator, { address, ...more });
const signIn = (address: string, subject = address) =>
  accountForSignIn(deps, { issuer: 'https://id.example', subject, address, isAddressVerified: true });
const list = async () => listOrganisers(deps, operator);

it('shows who was invited, who came, and whose invitation has expired', async () => {
  const admin = await invite('Admin@example.org', { isAdmin: true, name: 'Ada' });
  time.now += 1;
  const editor = await invite('editor@example.org', { campaigns: { 'free-them': 'editor' }, days: 2 });
  expect(await signIn('admin@example.org')).toBe(admin);
  const [first, second] = await list();
  expect(first).toEqual({
    ...{ id: admin, address: 'Admin@example.org', name: 'Ada', isAdmin: true, campaigns: {}, revision: 1 },
    ...{ state: 'active', createdAt: '2026-11-29T08:00:00.000Z' },
  });
  expect(second).toMatchObject({ id: editor, state: 'invited', invitedUntil: start + 1 + 2 * DAY });
  time.now += 2 * DAY;
  expect((await list())[1]?.state).toBe('expired');
  expect(await signIn('editor@example.org')).toBeUndefined();
});

it('keeps no address, name, id of a session or word of a token in clear', async () => {
  const account = await invite('ada.lovelace@example.org', { name: 'Ada Lovelace' });
  await signIn('ada.lovelace@example.org', 'subject-of-ada');
  const { id } = await startSession(deps, { account, authTime: start });
  const { words } = await createAccessToken(deps, operator, { account, scopes: ['campaigns:read'] });
  const { client, table } = deps.organisers;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  expect(Items.length).toBe(5);
  // Long enough not to be found in random letters.
  for (const secret of ['lovelace', 'ada.l', 'ada l', 'example.org', 'subject-of', 'id.example', id, words.slice(4)])
    expect(JSON.stringify(Items).toLowerCase()).not.toContain(secret.toLowerCase());
});

it('refuses what is no address, and finds an organiser however their address is written', async () => {
  await expect(invite('ada')).rejects.toMatchObject({ kind: 'invalid-form' });
  const id = await invite('ada@example.org');
  expect(await organiserWith(deps, operator, ' ADA@Example.org ')).toBe(id);
  await expect(organiserWith(deps, operator, 'bob@example.org')).rejects.toMatchObject({ kind: 'organiser-unknown' });
  await expect(organiserWith(deps, operator, 'no address')).rejects.toMatchObject({ kind: 'organiser-unknown' });
});

it('has one account for an address, however many invite it at once', async () => {
  const all = ['ada@example.org', 'ADA@example.org', 'ada@EXAMPLE.org'];
  const first = await Promise.allSettled(all.map((one) => invite(one)));
  expect(first.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  const again = await Promise.all(all.map((one) => invite(one, { again: true })));
  expect(new Set(again).size).toBe(1);
  expect(await list()).toHaveLength(1);
});

it('leaves somebody who is here as they are, unless they are invited again on purpose', async () => {
  const account = await invite('ada@example.org', { name: 'Ada', campaigns: { 'free-them': 'editor' } });
  await signIn('ada@example.org', 'her phone');
  const { id } = await startSession(deps, { account, authTime: start });
  const { words } = await createAccessToken(deps, operator, { account, scopes: ['campaigns:read'] });
  const before = await list();
  await expect(invite('ADA@example.org', { campaigns: {} })).rejects.toMatchObject({ kind: 'organiser-known' });
  expect(await list()).toEqual(before);
  expect(await openSession(deps, id)).toBeDefined();
  expect(await actorOfToken(deps, words)).toBeDefined();
  expect(await signIn('ada@example.org', 'her phone')).toBe(account);
  // Nothing is lost that was not named.
  await invite('ADA@example.org', { again: true });
  expect(await list()).toMatchObject([{ name: 'Ada', campaigns: { 'free-them': 'editor' }, state: 'invited' }]);
});

it('ends all that was open when a person is invited again, and waits for a new sign-in', async () => {
  const account = await invite('ada@example.org', { isAdmin: true });
  await signIn('ada@example.org', 'old phone');
  const { id } = await startSession(deps, { account, authTime: start });
  const { words } = await createAccessToken(deps, operator, { account, scopes: ['campaigns:read'] });
  expect(await invite('ada@example.org', { again: true })).toBe(account);
  expect(await openSession(deps, id)).toBeUndefined();
  expect(await actorOfToken(deps, words)).toBeUndefined();
  expect(await signIn('ada@example.org', 'new phone')).toBe(account);
  expect(await signIn('ada@example.org', 'old phone')).toBeUndefined();
  expect((await list())[0]).toMatchObject({ isAdmin: true, state: 'active' });
});

it('changes roles from the next request on', async () => {
  const account = await invite('ada@example.org', { campaigns: { 'free-them': 'viewer' } });
  const { id } = await startSession(deps, { account, authTime: start });
  expect(await openSession(deps, id)).toMatchObject({ isAdmin: false, campaigns: { 'free-them': 'viewer' } });
  await changeRoles(deps, operator, { account, campaigns: { 'free-them': 'editor' } });
  expect(await openSession(deps, id)).toMatchObject({ isAdmin: false, campaigns: { 'free-them': 'editor' } });
  await changeRoles(deps, operator, { account, isAdmin: true });
  expect(await openSession(deps, id)).toMatchObject({ isAdmin: true, campaigns: { 'free-them': 'editor' } });
});

it('lets nobody overwrite roles that they have not seen', async () => {
  const account = await invite('ada@example.org', { campaigns: { 'free-them': 'viewer' } });
  const [{ revision: seen } = { revision: 0 }] = await list();
  expect(await changeRoles(deps, operator, { account, seen, campaigns: { 'free-them': 'editor' } })).toBe(seen + 1);
  await expect(changeRoles(deps, operator, { account, seen, campaigns: {} })).rejects.toMatchObject({
    ...{ name: 'OtherRoles', seen },
    current: { id: account, campaigns: { 'free-them': 'editor' }, revision: seen + 1 },
  });
  // Of two at the same moment, one learns of the other.
  const both = await Promise.allSettled(
    (['owner', 'viewer'] as const).map((role) =>
      changeRoles(deps, operator, { account, seen: seen + 1, campaigns: { 'free-them': role } }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await invite('ada@example.org', { again: true });
  expect(await list()).toMatchObject([{ revision: seen + 3 }]);
});

it('counts the decisions on an account from the time before they were counted', async () => {
  const account = await invite('ada@example.org');
  const { accounts, changes } = await listAccounts(deps.organisers);
  const { revision, ...old } = accounts[0]!;
  await changeAccounts(deps.organisers, { put: old }, changes);
  expect(await list()).toMatchObject([{ revision: 1 }]);
  expect(await changeRoles(deps, operator, { account, seen: 1, isAdmin: true })).toBe(2);
});

describe('a token', () => {
  const byToken = (given: readonly Scope[] = scopes) =>
    organiserActor({ isAdmin: true, client: 'api', scopes: given, freshAt: undefined });
  const refused = { kind: 'not-by-token' };

  it('makes nobody an admin or an owner, invited or here already', async () => {
    const account = await invite('ada@example.org', { campaigns: { 'free-them': 'viewer' } });
    for (const more of [{ isAdmin: true }, { campaigns: { 'free-them': 'owner' } }] as const) {
      const asEve = inviteOrganiser(deps, byToken(), { address: 'eve@example.org', ...more });
      await expect(asEve).rejects.toMatchObject(refused);
      await expect(changeRoles(deps, byToken(), { account, ...more })).rejects.toMatchObject(refused);
      const again = inviteOrganiser(deps, byToken(), { address: 'ada@example.org', again: true, ...more });
      await expect(again).rejects.toMatchObject(refused);
    }
    expect(await list()).toMatchObject([{ isAdmin: false, campaigns: { 'free-them': 'viewer' } }]);
  });

  it('gives only roles that may do no more than itself', async () => {
    const account = await invite('ada@example.org');
    const readsAlone = byToken(['organisers:write', 'campaigns:read']);
    const give = (actor: OrganiserActor, role: CampaignRole) =>
      changeRoles(deps, actor, { account, campaigns: { 'free-them': role } });
    await give(readsAlone, 'viewer');
    await expect(give(readsAlone, 'editor')).rejects.toMatchObject(refused);
    await expect(give(byToken(['organisers:write']), 'moderator')).rejects.toMatchObject(refused);
    await give(byToken(), 'editor');
    await inviteOrganiser(deps, byToken(), { address: 'bob@example.org', campaigns: { 'free-them': 'editor' } });
    expect(await list()).toMatchObject([1, 2].map(() => ({ campaigns: { 'free-them': 'editor' } })));
  });

  it('neither changes, removes nor invites again an admin, and opens no way into the account of an owner', async () => {
    const ada = await invite('ada@example.org', { isAdmin: true });
    const bob = await invite('bob@example.org', { isAdmin: true });
    await Promise.all([signIn('ada@example.org'), signIn('bob@example.org')]);
    await invite('owner@example.org', { campaigns: { 'free-them': 'owner' } });
    for (const account of [ada, bob]) {
      await expect(changeRoles(deps, byToken(), { account, isAdmin: false })).rejects.toMatchObject(refused);
      await expect(removeOrganiser(deps, byToken(), { account })).rejects.toMatchObject(refused);
    }
    for (const address of ['ada@example.org', 'owner@example.org']) {
      const again = inviteOrganiser(deps, byToken(), { address, again: true });
      await expect(again).rejects.toMatchObject(refused);
    }
  });

  it('takes roles away, keeps those that are there, and removes somebody who is no admin', async () => {
    const account = await invite('ada@example.org', { campaigns: { 'free-them': 'owner', other: 'editor' } });
    await changeRoles(deps, byToken(['organisers:write']), { account, campaigns: { 'free-them': 'owner' } });
    expect(await list()).toMatchObject([{ campaigns: { 'free-them': 'owner' } }]);
    await removeOrganiser(deps, byToken(['organisers:write']), { account });
    expect(await list()).toEqual([]);
  });

  it('of some campaigns changes nobody at all', async () => {
    const account = await invite('ada@example.org', { isAdmin: true });
    const eve = await invite('eve@example.org', { campaigns: { 'free-them': 'viewer' } });
    const { words } = await createAccessToken(deps, operator, { account, scopes, campaigns: ['free-them'] });
    const limited = (await actorOfToken(deps, words))!;
    for (const act of [
      changeRoles(deps, limited, { account: eve, campaigns: {} }),
      removeOrganiser(deps, limited, { account: eve }),
      inviteOrganiser(deps, limited, { address: 'new@example.org' }),
    ])
      await expect(act).rejects.toMatchObject({ kind: 'not-allowed' });
  });
});

it('ends sessions and tokens of an organiser who is removed', async () => {
  const account = await invite('ada@example.org');
  const { id } = await startSession(deps, { account, authTime: start });
  const { words } = await createAccessToken(deps, operator, { account, scopes: ['campaigns:read'] });
  expect(await actorOfToken(deps, words)).toMatchObject({ account });
  await removeOrganiser(deps, operator, { account });
  expect(await openSession(deps, id)).toBeUndefined();
  expect(await actorOfToken(deps, words)).toBeUndefined();
  expect(await signIn('ada@example.org')).toBeUndefined();
  await expect(removeOrganiser(deps, operator, { account })).rejects.toMatchObject({ kind: 'organiser-unknown' });
});

it('keeps the last admin, who is no one who never came', async () => {
  const ada = await invite('ada@example.org', { isAdmin: true });
  await signIn('ada@example.org');
  const bob = await invite('bob@example.org', { isAdmin: true });
  const asAda = organiserActor({ account: ada, isAdmin: true, freshAt: start });
  const refused = { kind: 'last-admin' };
  await expect(removeOrganiser(deps, asAda, { account: ada })).rejects.toMatchObject(refused);
  await expect(changeRoles(deps, asAda, { account: ada, isAdmin: false })).rejects.toMatchObject(refused);
  await expect(inviteOrganiser(deps, asAda, { address: 'ada@example.org', again: true })).rejects.toMatchObject(
    refused,
  );
  await signIn('bob@example.org');
  await changeRoles(deps, asAda, { account: ada, isAdmin: false });
  await expect(removeOrganiser(deps, operator, { account: bob })).rejects.toMatchObject(refused);
});

it('keeps an admin also when two remove each other at the same moment', async () => {
  const ids = [await invite('ada@example.org', { isAdmin: true }), await invite('bob@example.org', { isAdmin: true })];
  await Promise.all([signIn('ada@example.org'), signIn('bob@example.org')]);
  const removals = await Promise.allSettled(ids.map((account) => removeOrganiser(deps, operator, { account })));
  expect(removals.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await list()).toHaveLength(1);
});

it('lets only admins with a fresh second factor manage organisers', async () => {
  const account = await invite('ada@example.org');
  const acts = (actor: ReturnType<typeof organiserActor>) => [
    inviteOrganiser(deps, actor, { address: 'eve@example.org', isAdmin: true }),
    changeRoles(deps, actor, { account, isAdmin: true }),
    removeOrganiser(deps, actor, { account }),
  ];
  const owner = organiserActor({ account, campaigns: { 'free-them': 'owner' }, freshAt: start });
  for (const act of [...acts(owner), listOrganisers(deps, owner)])
    await expect(act).rejects.toMatchObject({ kind: 'not-allowed' });
  for (const act of acts(organiserActor({ isAdmin: true, freshAt: start - DAY })))
    await expect(act).rejects.toMatchObject({ kind: 'not-fresh' });
  expect(await list()).toMatchObject([{ address: 'ada@example.org', isAdmin: false }]);
});
