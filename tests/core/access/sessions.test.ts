import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { listOrganisers } from '../../../functions/core/access/people.ts';
import {
  endSession,
  endSessionsOf,
  openSession,
  refreshSession,
  SESSION,
  startSession,
} from '../../../functions/core/access/sessions.ts';
import { DAY, MINUTE } from '../../../functions/core/running/clock.ts';
import type { accessDeps } from '../../support/access.ts';
import { startAccess } from '../../support/started-access.ts';

const start = Date.parse('2026-11-29T08:00:00Z');
const time = { now: start };
let deps: ReturnType<typeof accessDeps>;
let account: string;
beforeEach(async () => {
  time.now = start;
  ({ deps, account } = await startAccess(time, { isAdmin: true }));
});
const begin = () => startSession(deps, { account, authTime: start - MINUTE, acr: 'mfa', amr: ['pwd', 'otp'] });

it('gives an id of 128 bits that opens the session, and a proof for its forms that is not the id', async () => {
  const { id, csrf } = await begin();
  expect(id).toMatch(/^[\w-]{22}$/);
  expect(csrf).not.toContain(id);
  expect(await openSession(deps, id)).toEqual({
    ...{ kind: 'organiser', account, isAdmin: true, campaigns: {}, client: 'console', freshAt: start - MINUTE },
    generation: 1,
    ...{ csrf, session: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

it('opens nothing for an id that it did not give, or that is no id', async () => {
  await begin();
  for (const id of ['', 'a'.repeat(22), 'a'.repeat(10_000), '../../x', 'session#x'])
    expect(await openSession(deps, id)).toBeUndefined();
});

it('ends after half an hour in which nothing happens', async () => {
  const { id } = await begin();
  for (let i = 0; i < 5; i++) {
    time.now += SESSION.idle - MINUTE;
    expect(await openSession(deps, id)).toBeDefined();
  }
  time.now += SESSION.idle;
  expect(await openSession(deps, id)).toBeUndefined();
});

it('ends after twelve hours, whatever happens in it', async () => {
  const { id } = await begin();
  while (time.now < start + SESSION.most - 20 * MINUTE) {
    time.now += 20 * MINUTE;
    if (time.now < start + SESSION.most) expect(await openSession(deps, id)).toBeDefined();
  }
  await refreshSession(deps, id, { authTime: time.now });
  time.now = start + SESSION.most;
  expect(await openSession(deps, id)).toBeUndefined();
});

it('is fresh again once the person has proved again that they are there', async () => {
  const { id } = await begin();
  time.now += 10 * MINUTE;
  expect(await refreshSession(deps, id, { authTime: time.now, acr: 'mfa', amr: ['hwk'] })).toBe(true);
  expect(await openSession(deps, id)).toMatchObject({ freshAt: time.now });
});

it('does not come back once it has ended', async () => {
  const { id } = await begin();
  await endSession(deps, id);
  expect(await refreshSession(deps, id, { authTime: time.now })).toBe(false);
  expect(await openSession(deps, id)).toBeUndefined();
});

it('ends all sessions of one organiser at once, and no other', async () => {
  const other = await inviteOrganiser(deps, operator, { address: 'bob@example.org' });
  const mine = [await begin(), await begin()];
  const theirs = await startSession(deps, { account: other, authTime: start });
  await endSessionsOf(deps, account);
  for (const { id } of mine) expect(await openSession(deps, id)).toBeUndefined();
  expect(await openSession(deps, theirs.id)).toMatchObject({ account: other });
  expect(await openSession(deps, (await begin()).id)).toMatchObject({ account });
});

it('notes the day on which an organiser was last here', async () => {
  const seen = async () => (await listOrganisers(deps, operator))[0]?.lastSeenDay;
  expect(await seen()).toBeUndefined();
  await openSession(deps, (await begin()).id);
  expect(await seen()).toBe('2026-11-29');
  time.now += DAY;
  await openSession(deps, (await begin()).id);
  expect(await seen()).toBe('2026-11-30');
});

it('starts no session for an account that is gone', async () => {
  await expect(startSession(deps, { account: 'org_gone', authTime: start })).rejects.toMatchObject({
    kind: 'organiser-unknown',
  });
});
