import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { sealPerson } from '../../../functions/core/access/account.ts';
import { changeAccounts, listAccounts } from '../../../functions/core/access/account-store.ts';
import { type OrganiserActor, operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { namesFor } from '../../../functions/core/access/names.ts';
import { changeRoles, listOrganisers, type Organiser, organiserWith } from '../../../functions/core/access/people.ts';
import { removedOrganisers, removeOrganiser } from '../../../functions/core/access/remove.ts';
import type { CampaignRole } from '../../../functions/core/access/roles.ts';
import { type Scope, scopes } from '../../../functions/core/access/scopes.ts';
import { openSession, startSession } from '../../../functions/core/access/sessions.ts';
import { accountForSignIn } from '../../../functions/core/access/sign-in.ts';
import { actorOfToken, createAccessToken } from '../../../functions/core/access/tokens.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { accessDeps, organiserActor, standingActor } from '../../support/access.ts';
import { newTrail } from '../../support/records.ts';
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
  let list: () => Promise<readonly Organiser[]>;
  beforeEach(async () => {
    const { account } = await standingActor(deps.organisers, { isAdmin: true });
    list = async () => (await listOrganisers(deps, operator)).filter(({ id }) => id !== account);
  });

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
      await expect(act).rejects.toMatchObject({ kind: 'token-too-narrow' });
  });
});

it('remembers that somebody came, also after they are invited again, and keeps their account until it is removed', async () => {
  const account = await invite('ada@example.org', { name: 'Ada' });
  await signIn('ada@example.org');
  const { id } = await startSession(deps, { account, authTime: time.now });
  await openSession(deps, id);
  await invite('ada@example.org', { again: true });
  expect((await list())[0]).toMatchObject({ state: 'invited', lastSeenDay: '2026-11-29' });
  const { client, table } = deps.organisers;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  expect(Items.find(({ sk }) => sk?.S === account)).not.toHaveProperty('expiresAt');
  await removeOrganiser(deps, operator, { account });
  time.now += 2 * 365 * DAY;
  expect(await removedOrganisers(deps, operator, [account])).toMatchObject([{ name: 'Ada' }]);
});

describe('roles', () => {
  const there = new Set(['free-them', ...Array.from({ length: 300 }, (_, i) => `campaign-${i}`)]);
  const rolesIn = (slugs: readonly string[]) => Object.fromEntries(slugs.map((slug) => [slug, 'viewer' as const]));
  const some = (many: number) => rolesIn(Array.from({ length: many }, (_, i) => `campaign-${i}`));
  let trail: ReturnType<typeof newTrail>;
  beforeEach(() => {
    trail = newTrail();
    deps = { ...deps, audit: trail.audit, hasCampaign: async (slug) => there.has(slug) };
  });
  const change = (account: string, campaigns: ReturnType<typeof rolesIn>) =>
    changeRoles(deps, operator, { account, campaigns });

  it('in campaigns that do not exist are refused, without a word in the trail', async () => {
    const faults = [{ field: 'campaigns.no-such-one', fault: 'unknown' }];
    const refused = { kind: 'invalid-form', faults };
    const wanted = rolesIn(['free-them', 'no-such-one']);
    await expect(invite('ada@example.org', { campaigns: wanted })).rejects.toMatchObject(refused);
    const account = await invite('ada@example.org');
    await expect(change(account, wanted)).rejects.toMatchObject(refused);
    expect((await trail.audit.list()).entries.map(({ act }) => act)).toEqual(['organiser.invite']);
    expect((await list())[0]?.campaigns).toEqual({});
  });

  it('are at most 200', async () => {
    const refused = { kind: 'invalid-form', faults: [{ field: 'campaigns', fault: 'too-long' }] };
    await expect(invite('ada@example.org', { campaigns: some(201) })).rejects.toMatchObject(refused);
    const account = await invite('ada@example.org', { campaigns: some(200) });
    await expect(change(account, some(201))).rejects.toMatchObject(refused);
    await change(account, some(199));
  });

  it('that somebody has already stay, also of a campaign that is gone', async () => {
    const account = await invite('ada@example.org', { campaigns: rolesIn(['free-them']) });
    there.delete('free-them');
    await change(account, { ...rolesIn(['free-them']), ...some(1) });
    await invite('ada@example.org', { again: true, campaigns: rolesIn(['free-them']) });
    expect((await list())[0]?.campaigns).toEqual({ 'free-them': 'viewer' });
    there.add('free-them');
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

describe('a lost phone, where the sign-in of the group forgets people', () => {
  /** A pool that knows people by the writing of their address, and has another subject for each invitation. */
  function pool() {
    const known = new Map<string, string>();
    let made = 0;
    const broken = { send: false, withdraw: false };
    const meanwhile: (() => Promise<unknown>)[] = [];
    return {
      known,
      broken,
      /** What somebody else does while the pool forgets a person. */
      meanwhile,
      async withdraw(address: string) {
        if (broken.withdraw) throw new Error('no answer');
        known.delete(address.toLowerCase());
        await meanwhile.shift()?.();
      },
      async send(address: string) {
        if (broken.send) throw new Error('no answer');
        known.set(address.toLowerCase(), `phone ${++made}`);
      },
    };
  }
  let sign: ReturnType<typeof pool>;
  let account: string;
  const writings = ['ana@xn--bcher-kva.example', '"ana"@bücher.example', 'ａｎａ@bücher.example', 'ANA@BÜCHER.example'];
  beforeEach(async () => {
    sign = pool();
    deps = { ...deps, invitations: sign };
    account = await invite('ana@bücher.example', { isAdmin: true });
    expect(await signIn('ana@xn--bcher-kva.example', 'phone 1')).toBe(account);
  });

  it('gets nothing back if the sign-in does not answer, before the account is opened or after', async () => {
    sign.broken.withdraw = true;
    await expect(invite('ana@bücher.example', { again: true })).rejects.toThrow('no answer');
    // Nobody can follow anything until somebody tries again.
    expect(await list()).toMatchObject([{ isAdmin: true, state: 'expired' }]);
    for (const phone of ['phone 1', 'phone 2']) expect(await signIn('ana@bücher.example', phone)).toBeUndefined();
    Object.assign(sign.broken, { withdraw: false, send: true });
    await expect(invite('ana@bücher.example', { again: true })).rejects.toThrow('no answer');
    expect([...sign.known]).toEqual([]);
    expect(await signIn('ana@bücher.example', 'phone 1')).toBeUndefined();
    sign.broken.send = false;
    await invite('ana@bücher.example', { again: true });
    expect(await signIn('ana@bücher.example', 'phone 1')).toBeUndefined();
    expect(await signIn('ana@bücher.example', 'phone 2')).toBe(account);
    expect((await list())[0]).toMatchObject({ isAdmin: true, state: 'active' });
  });

  it('gets nothing back however late its sign-in comes, after any number of invitations', async () => {
    for (let i = 2; i <= 4; i++) {
      await invite('ana@bücher.example', { again: true });
      for (let before = 1; before < i; before++)
        expect(await signIn('ana@bücher.example', `phone ${before}`)).toBeUndefined();
      expect(await signIn('ana@bücher.example', `phone ${i}`)).toBe(account);
    }
  });

  it('stays known if the invitation is refused, since somebody else was faster', async () => {
    const bob = await invite('bob@example.org', { isAdmin: true });
    await signIn('bob@example.org', 'phone 2');
    const { append } = deps.audit;
    deps.audit.append = async (...entry) => {
      // After it was decided, and before anything is done.
      deps.audit.append = append;
      await changeRoles(deps, operator, { account: bob, isAdmin: false });
      return append(...entry);
    };
    const asBob = organiserActor({ account: bob, isAdmin: true, freshAt: start });
    const invited = inviteOrganiser(deps, asBob, { address: 'ana@bücher.example', again: true });
    await expect(invited).rejects.toMatchObject({ kind: 'not-allowed' });
    expect([...sign.known.values()]).toEqual(['phone 1', 'phone 2']);
    expect(await signIn('ana@bücher.example', 'phone 1')).toBe(account);
  });

  it('is forgotten, and what others decide about the person meanwhile stays', async () => {
    const again = () => invite('ana@bücher.example', { again: true });
    sign.meanwhile.push(() => changeRoles(deps, operator, { account, campaigns: { 'free-them': 'viewer' } }));
    await again();
    expect(await list()).toMatchObject([{ state: 'invited', campaigns: { 'free-them': 'viewer' } }]);
    // The later of two invitations is the one that counts.
    sign.meanwhile.push(again);
    await expect(again()).rejects.toMatchObject({ kind: 'organisers-changed' });
    expect(await signIn('ana@bücher.example', [...sign.known.values()][0])).toBe(account);
    const bob = await invite('bob@example.org', { isAdmin: true });
    expect(await signIn('bob@example.org', 'phone of bob')).toBe(bob);
    sign.meanwhile.push(() => removeOrganiser(deps, operator, { account }));
    await expect(again()).rejects.toMatchObject({ kind: 'organisers-changed' });
    expect(await list()).toMatchObject([{ id: bob }]);
  });

  it.each(writings)('is forgotten also if the admin writes the address as %s', async (writing) => {
    await invite(writing, { again: true });
    expect([...sign.known]).toEqual([['ana@xn--bcher-kva.example', 'phone 2']]);
    expect(await list()).toMatchObject([{ id: account, state: 'invited' }]);
  });

  it('is forgotten under the writing that an earlier release has stored', async () => {
    const { accounts, changes } = await listAccounts(deps.organisers);
    const sealed = sealPerson(await deps.keys(), { address: 'Ana@Bücher.example' }, start);
    await changeAccounts(deps.organisers, { put: { ...accounts[0]!, sealed } }, changes);
    sign.known.set('ana@bücher.example', 'phone 1');
    sign.broken.withdraw = true;
    await expect(invite('ana@xn--bcher-kva.example', { again: true })).rejects.toThrow('no answer');
    sign.broken.withdraw = false;
    await invite('ana@xn--bcher-kva.example', { again: true });
    expect([...sign.known.values()]).toEqual(['phone 2']);
  });

  it('still signs in at a provider that keeps its people, where the phone is replaced there', async () => {
    deps = { ...deps, invitations: undefined };
    await invite('ana@bücher.example', { again: true });
    expect(await signIn('ana@bücher.example', 'phone 1')).toBe(account);
  });
});

describe('the trail', () => {
  const acts = async (account: string) =>
    (await deps.audit.list({ subject: account, limit: 100 })).entries.filter(
      ({ act }) => act !== 'organiser.first-sign-in',
    );
  /** What became of the acts on an account: each `after` that was written, the oldest first. */
  const written = async (account: string) => {
    const entries = await acts(account);
    const failed = new Set(entries.flatMap(({ of, outcome }) => (outcome === 'failed' ? [of] : [])));
    return entries
      .filter(({ id, of }) => of === undefined && !failed.has(id))
      .map(({ after }) => after)
      .reverse();
  };

  it('says just what was written, also if two admins change one person at once', async () => {
    const account = await invite('ada@example.org', { campaigns: { one: 'viewer' } });
    await Promise.all([
      changeRoles(deps, operator, { account, isAdmin: true }),
      changeRoles(deps, operator, { account, campaigns: { one: 'owner', two: 'editor' } }),
    ]);
    const [first, , last] = await written(account);
    const [now] = await list();
    expect(first).toEqual({ isAdmin: false, campaigns: { one: 'viewer' } });
    expect(last).toEqual({ isAdmin: now!.isAdmin, campaigns: now!.campaigns });
    expect(last).toEqual({ isAdmin: true, campaigns: { one: 'owner', two: 'editor' } });
  });

  it('says what an invitation has overtaken, and that a removal was of the roles of that moment', async () => {
    const account = await invite('ada@example.org', { campaigns: { one: 'viewer' } });
    const { append } = deps.audit;
    let meanwhile: (() => Promise<unknown>) | undefined = () =>
      changeRoles(deps, operator, { account, campaigns: { one: 'owner' } });
    deps.audit.append = async (...entry) => {
      // After it was decided, and before it is written.
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
      return append(...entry);
    };
    await invite('ada@example.org', { again: true });
    expect((await written(account)).at(-1)).toEqual({ isAdmin: false, campaigns: { one: 'owner' } });
    expect((await acts(account)).filter(({ outcome }) => outcome)).toMatchObject([{ after: { error: 'Overtaken' } }]);
    meanwhile = () => changeRoles(deps, operator, { account, campaigns: {} });
    await removeOrganiser(deps, operator, { account });
    expect((await acts(account))[0]).toMatchObject({ act: 'organiser.remove', before: { campaigns: {} } });
  });

  it('can name who was removed for three years, and nobody enters by that', async () => {
    const admin = organiserActor({ isAdmin: true, freshAt: start });
    const account = await invite('ada@example.org', { name: 'Ada', campaigns: { one: 'editor' } });
    await signIn('ada@example.org', 'her phone');
    const { id } = await startSession(deps, { account, authTime: start });
    await openSession(deps, id);
    const invited = await invite('never@example.org', { name: 'Never' });
    for (const one of [account, invited]) await removeOrganiser(deps, operator, { account: one });
    const removedAt = '2026-11-29T08:00:00.000Z';
    expect(await removedOrganisers(deps, admin, [account, 'org_unknown'])).toEqual([
      { id: account, address: 'ada@example.org', name: 'Ada', removedAt },
    ]);
    const editor = organiserActor({ campaigns: { one: 'editor' } });
    await expect(removedOrganisers(deps, editor, [account])).rejects.toMatchObject({ kind: 'not-allowed' });
    // A colleague sees the name that admins gave, and no address.
    expect(await namesFor(deps, editor, [account])).toEqual(new Map([[account, { name: 'Ada', removedAt }]]));
    expect(await signIn('ada@example.org', 'her phone')).toBeUndefined();
    const again = await invite('ada@example.org');
    expect(again).not.toBe(account);
    expect(await signIn('ada@example.org', 'her phone')).toBe(again);
    // Who never came did nothing.
    time.now += 31 * DAY;
    expect((await removedOrganisers(deps, { ...admin }, [account, invited])).map(({ name }) => name)).toEqual(['Ada']);
    time.now += 3 * 365 * DAY;
    expect(await removedOrganisers(deps, operator, [account])).toEqual([]);
    expect(await namesFor(deps, editor, [account])).toEqual(new Map([[account, 'gone']]));
  });
});

it('refuses a name that would turn the words around it, or is not to be seen', async () => {
  for (const name of ['Ana\u202egro.live', 'A\u0000na', 'A\nna', '\u2066Ana', 'A\ufffdna'])
    await expect(invite('ana@example.org', { name })).rejects.toMatchObject({ kind: 'invalid-form' });
  expect(await list()).toEqual([]);
  await invite('ana@example.org', { name: 'Zoë مريم Ó Dálaigh' });
});

it('keeps a role in a campaign whatever its name, also that of a property of every object', async () => {
  const campaigns = JSON.parse('{"constructor": "viewer", "to-string": "editor"}');
  await invite('ana@example.org', { campaigns });
  expect((await list())[0]?.campaigns).toEqual(campaigns);
});

it('ends links to drafts with what gave the right to them, and leaves the others', async () => {
  const ended: string[] = [];
  deps = {
    ...deps,
    async endPreviews(_actor, { account, keeps }) {
      ended.push(`${account === ada ? 'ada' : account}: ${['one', 'two'].filter((slug) => !keeps(slug)).join(' ')}`);
    },
  };
  const ada = await invite('ada@example.org', { campaigns: { one: 'editor', two: 'owner' } });
  expect(ended).toEqual([]);
  const after = async (act: Promise<unknown>) => {
    await act;
    return [...new Set(ended.splice(0))];
  };
  expect(
    await after(changeRoles(deps, operator, { account: ada, campaigns: { one: 'viewer', two: 'editor' } })),
  ).toEqual(['ada: one']);
  expect(await after(changeRoles(deps, operator, { account: ada, isAdmin: true }))).toEqual(['ada: ']);
  expect(await after(invite('ada@example.org', { again: true }))).toEqual(['ada: one two']);
  expect(await after(removeOrganiser(deps, operator, { account: ada }))).toEqual(['ada: one two']);
});
