import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/people.ts';
import { accountForSignIn, type SignIn } from '../../../functions/core/access/sign-in.ts';
import { accessDeps } from '../../support/access.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-11-29T08:00:00Z') };
let deps: ReturnType<typeof accessDeps>;
let ada: string;
beforeEach(async () => {
  deps = accessDeps((await freshTables()).Organisers, time);
  ada = await inviteOrganiser(deps, operator, { address: 'ada@example.org' });
});

const comes = (given: Partial<SignIn> = {}) =>
  accountForSignIn(deps, {
    ...{ issuer: 'https://id.example', subject: '1', address: 'ada@example.org', isAddressVerified: true },
    ...given,
  });

it('knows a person by issuer and subject after their first sign-in, even under another address', async () => {
  expect(await comes()).toBe(ada);
  expect(await comes({ address: 'ada.married@example.org', isAddressVerified: false })).toBe(ada);
  expect(await comes({ address: undefined, isAddressVerified: false })).toBe(ada);
});

it('lets nobody take an account by its address later', async () => {
  expect(await comes()).toBe(ada);
  expect(await comes({ subject: '2' })).toBeUndefined();
  expect(await comes({ issuer: 'https://other.example' })).toBeUndefined();
});

it('takes an address only from a provider that has verified it', async () => {
  expect(await comes({ isAddressVerified: false })).toBeUndefined();
  expect(await comes({ address: undefined })).toBeUndefined();
  expect(await comes({ address: 'no address' })).toBeUndefined();
  expect(await comes()).toBe(ada);
});

it('knows nobody who was not invited, and tells issuers and subjects apart wherever one ends', async () => {
  expect(await comes({ address: 'eve@example.org' })).toBeUndefined();
  expect(await comes({ issuer: 'a', subject: 'b\0c' })).toBe(ada);
  expect(await comes({ issuer: 'a\0b', subject: 'c', address: undefined })).toBeUndefined();
});

it('binds an account once, also if two sign in at the same moment', async () => {
  const found = await Promise.all([comes({ subject: '1' }), comes({ subject: '2' })]);
  expect(found.filter((one) => one === ada)).toHaveLength(1);
  expect(found.filter((one) => one === undefined)).toHaveLength(1);
});
