import { createHash } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { changeRoles } from '../../../functions/core/access/people.ts';
import { endSessionsOf } from '../../../functions/core/access/sessions.ts';
import {
  actorOfToken,
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
} from '../../../functions/core/access/tokens.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { type accessDeps, organiserActor } from '../../support/access.ts';
import { startAccess } from '../../support/started-access.ts';

const start = Date.parse('2026-11-29T08:00:00Z');
const time = { now: start };
let deps: ReturnType<typeof accessDeps>;
let account: string;
beforeEach(async () => {
  time.now = start;
  ({ deps, account } = await startAccess(time, { campaigns: { 'free-them': 'editor', other: 'viewer' } }));
});
const make = (more: object = {}) =>
  createAccessToken(deps, operator, { account, scopes: ['campaigns:read', 'campaigns:write'], ...more });

it('acts as its account, within its scopes', async () => {
  const { words } = await make();
  expect(words).toMatch(/^amp_[\w-]{43}$/);
  expect(await actorOfToken(deps, words)).toEqual({
    ...{ kind: 'organiser', account, isAdmin: false, client: 'api', scopes: ['campaigns:read', 'campaigns:write'] },
    generation: 1,
    token: createHash('sha256').update(words).digest('hex'),
    campaigns: { 'free-them': 'editor', other: 'viewer' },
  });
});

it('is for some campaigns alone, if it names them: also that of an admin, which then makes none', async () => {
  const { words } = await make({ campaigns: ['free-them', 'not-mine'] });
  expect(await actorOfToken(deps, words)).toMatchObject({ isAdmin: false, campaigns: { 'free-them': 'editor' } });
  await changeRoles(deps, operator, { account, isAdmin: true });
  expect(await actorOfToken(deps, words)).toMatchObject({
    isAdmin: false,
    campaigns: { 'free-them': 'owner', 'not-mine': 'owner' },
  });
});

it('does what the role of its account is at this moment', async () => {
  const { words } = await make();
  await changeRoles(deps, operator, { account, campaigns: {} });
  expect(await actorOfToken(deps, words)).toMatchObject({ campaigns: {} });
});

it('works until it expires or is revoked', async () => {
  const [short, long] = [await make({ days: 1 }), await make()];
  time.now += DAY - 1;
  expect(await actorOfToken(deps, short.words)).toBeDefined();
  time.now += 1;
  expect(await actorOfToken(deps, short.words)).toBeUndefined();
  expect((await listAccessTokens(deps, operator, { account })).map(({ id }) => id)).toEqual([long.token.id]);
  await revokeAccessToken(deps, operator, { account, id: long.token.id });
  expect(await actorOfToken(deps, long.words)).toBeUndefined();
  await expect(revokeAccessToken(deps, operator, { account, id: long.token.id })).rejects.toMatchObject({
    kind: 'access-token-unknown',
  });
});

it('opens nothing for words that it did not give', async () => {
  const { words } = await make();
  for (const other of ['', 'amp_', `${words}x`, words.slice(0, -1), `amp_${'a'.repeat(43)}`, words.toUpperCase()])
    expect(await actorOfToken(deps, other)).toBeUndefined();
});

it('notes the day of its last use', async () => {
  const { words } = await make();
  const used = async () => (await listAccessTokens(deps, operator, { account }))[0]?.lastUsedDay;
  expect(await used()).toBeUndefined();
  await actorOfToken(deps, words);
  expect(await used()).toBe('2026-11-29');
});

it('is made by an organiser for themselves, with a fresh second factor and not with a token', async () => {
  const me = organiserActor({ account, freshAt: start });
  const input = { account, scopes: ['campaigns:read'] as const };
  expect((await createAccessToken(deps, me, input)).token).toMatchObject({ account, until: start + 90 * DAY });
  for (const [actor, kind] of [
    [organiserActor({ account: 'org_other', isAdmin: true, freshAt: start }), 'not-allowed'],
    [{ ...me, freshAt: start - DAY }, 'not-fresh'],
    [{ ...me, scopes: ['campaigns:read'] as const, freshAt: undefined }, 'session-alone'],
  ] as const)
    await expect(createAccessToken(deps, actor, input)).rejects.toMatchObject({ kind });
  const other = organiserActor({ account: 'org_other', isAdmin: true, freshAt: start });
  await expect(listAccessTokens(deps, other, { account })).rejects.toMatchObject({ kind: 'not-allowed' });
  await expect(revokeAccessToken(deps, other, { account, id: 'tok_x' })).rejects.toMatchObject({ kind: 'not-allowed' });
});

it('is one of twenty at most', async () => {
  for (let i = 0; i < 20; i++) await make();
  await expect(make()).rejects.toMatchObject({ kind: 'too-many-tokens' });
});

it('is made also beside many that have expired, which the database has not removed yet', async () => {
  for (let i = 0; i < 20; i++) await make({ days: 1 });
  time.now += DAY;
  expect((await make()).words).toMatch(/^amp_/);
  expect(await listAccessTokens(deps, operator, { account })).toHaveLength(1);
});

it('is one of twenty at most, however many are made at once', async () => {
  for (let i = 0; i < 17; i++) await make();
  const made = await Promise.allSettled(Array.from({ length: 12 }, () => make()));
  expect((await listAccessTokens(deps, operator, { account })).length).toBeLessThanOrEqual(20);
  expect(made.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  for (const one of made)
    if (one.status === 'rejected') expect(one.reason.kind).toMatch(/^(too-many-tokens|organisers-changed)$/);
});

it('is one of twenty that an organiser makes in a day, and the next one leaves no entry', async () => {
  const me = organiserActor({ account, freshAt: start });
  const makeOwn = () => createAccessToken(deps, { ...me, freshAt: time.now }, { account, scopes: ['campaigns:read'] });
  const count = async () => (await deps.audit.list({ limit: 200 })).entries.length;
  const makeAndRevoke = async () => revokeAccessToken(deps, me, { account, id: (await makeOwn()).token.id });
  for (let i = 0; i < 20; i++) await makeAndRevoke();
  const before = await count();
  for (let i = 0; i < 5; i++) await expect(makeOwn()).rejects.toMatchObject({ kind: 'too-many-tokens-today' });
  expect(await count()).toBe(before);
  // An operator has a shell, and may make more.
  await make();
  await expect(makeOwn()).rejects.toMatchObject({ kind: 'too-many-tokens-today' });
  time.now = Date.parse('2026-11-30T00:00:00Z') - 1;
  await expect(makeOwn()).rejects.toMatchObject({ kind: 'too-many-tokens-today' });
  time.now += 1;
  for (let i = 0; i < 20; i++) await makeAndRevoke();
  await expect(makeOwn()).rejects.toMatchObject({ kind: 'too-many-tokens-today' });
});

it('is one of twenty in a day, however many are made at once', async () => {
  const me = organiserActor({ account, freshAt: start });
  const makeOwn = () => createAccessToken(deps, me, { account, scopes: ['campaigns:read'] });
  for (let i = 0; i < 15; i++) await revokeAccessToken(deps, me, { account, id: (await makeOwn()).token.id });
  const all = await Promise.allSettled(Array.from({ length: 16 }, makeOwn));
  expect(all.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(5);
});

it('opens nothing if it is made while its organiser is invited again', async () => {
  const again = () => inviteOrganiser(deps, operator, { address: 'ada@example.org', days: 'no-limit', again: true });
  let meanwhile: (() => Promise<unknown>) | undefined = again;
  const { append } = deps.audit;
  deps.audit.append = async (...entry) => {
    // After the account was read, and before the token is stored.
    const first = meanwhile;
    meanwhile = undefined;
    await first?.();
    return append(...entry);
  };
  const { words } = await make();
  expect(await actorOfToken(deps, words)).toBeUndefined();
  expect(await listAccessTokens(deps, operator, { account })).toEqual([]);
  expect(await actorOfToken(deps, (await make()).words)).toMatchObject({ account, generation: 2 });
});

it('is made by nobody who was let in before they were invited again', async () => {
  const me = organiserActor({ account, freshAt: start });
  await inviteOrganiser(deps, operator, { address: 'ada@example.org', days: 'no-limit', again: true });
  const input = { account, scopes: ['campaigns:read'] as const };
  await expect(createAccessToken(deps, me, input)).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(await createAccessToken(deps, { ...me, generation: 2 }, input)).toBeDefined();
});

it('works without a generation, as older ones have none, until its organiser is invited again', async () => {
  const { words } = await make();
  const { client, table } = deps.organisers;
  const sk = createHash('sha256').update(words).digest('hex');
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: 'tokens' }, sk: { S: sk } },
      UpdateExpression: 'REMOVE generation',
    }),
  );
  expect(await actorOfToken(deps, words)).toMatchObject({ account });
  await endSessionsOf(deps, account);
  expect(await actorOfToken(deps, words)).toBeUndefined();
});

it('leaves no entry for a token that is not there, whatever somebody sends as its id', async () => {
  const viewer = organiserActor({ account, campaigns: { 'free-them': 'viewer' } });
  await make();
  const before = (await deps.audit.list()).entries.length;
  for (const id of ['Maria is a traitor', 'x'.repeat(8_000), 'free-them', 'tok_aaaaaaaaaa'])
    await expect(revokeAccessToken(deps, viewer, { account, id })).rejects.toMatchObject({
      kind: 'access-token-unknown',
    });
  expect((await deps.audit.list()).entries).toHaveLength(before);
});

it('has a name that its owner gave it, in the list and not in the trail', async () => {
  const { token } = await make({ name: '  Our\nwebsite ' });
  await make({ name: ' ' });
  const listed = await listAccessTokens(deps, operator, { account });
  expect(listed.find(({ id }) => id === token.id)?.name).toBe('Our website');
  expect(listed.filter((one) => 'name' in one)).toHaveLength(1);
  const { entries } = await deps.audit.list({ limit: 10 });
  expect(JSON.stringify(entries)).toContain(token.id);
  expect(JSON.stringify(entries)).not.toContain('website');
});

it.each([
  ['commands a terminal', 'a\u001b[2K'],
  ['takes something to the clipboard', '\u001b]52;c;aGk=\u0007'],
  ['turns the words around it', 'a\u202eb'],
  ['is no text', 'a\u0000b'],
  ['is half of a character', 'a\ud800'],
])('makes no token with a name that %s, and leaves no entry', async (_what, name) => {
  const before = (await deps.audit.list()).entries.length;
  await expect(make({ name })).rejects.toMatchObject({
    kind: 'invalid-form',
    faults: [{ field: 'name', fault: 'control-characters' }],
  });
  expect((await deps.audit.list()).entries).toHaveLength(before);
});

it('keeps the name of a token in one line', async () => {
  expect((await make({ name: ' A\n\tB\u2028C ' })).token.name).toBe('A B C');
});
