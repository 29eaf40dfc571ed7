import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { changeRoles } from '../../../functions/core/access/people.ts';
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
    [{ ...me, scopes: ['campaigns:read'] as const, freshAt: undefined }, 'not-allowed'],
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
