import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { accountForSignIn, type SignIn, signInto } from '../../../functions/core/access/sign-in.ts';
import { countSignIn, MOST_SIGN_INS } from '../../../functions/core/access/sign-in-count.ts';
import { HOUR } from '../../../functions/core/running/clock.ts';
import { accessDeps } from '../../support/access.ts';
import { newTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-11-29T08:00:00Z') };
let deps: ReturnType<typeof accessDeps>;
let ada: string;
let trail: ReturnType<typeof newTrail>;
beforeEach(async () => {
  trail = newTrail();
  deps = { ...accessDeps((await freshTables()).Organisers, time), audit: trail.audit };
  ada = await inviteOrganiser(deps, operator, { address: 'ada@example.org' });
});

const signIn = { issuer: 'https://id.example', subject: '1', address: 'ada@example.org', isAddressVerified: true };
const comes = (given: Partial<SignIn> = {}) => accountForSignIn(deps, { ...signIn, ...given });
const goesIn = () => signInto(deps, { account: ada, signIn, authTime: time.now, acr: 'mfa', amr: ['pwd', 'otp'] });

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

it('takes an address only as it is written: what looks alike is the mailbox of another person', async () => {
  const others = [
    'ad\uff41@example.org',
    '\u1d43da@example.org',
    'ada \uff20 example.org',
    'ada\uff20example.org',
    'ada\u200b@example.org',
    '\u200bada@example.org',
    ' ada@example.org',
    'ada@example.org\n',
    'ada@example.org.',
    '"ada"@example.org',
    '<ada@example.org>',
    'mailto:ada@example.org',
    'ada@ex\u00adample.org',
    'ada@e\uff58ample.org',
    'ada@example\u3002org',
  ];
  for (const address of others) expect(await comes({ address }), JSON.stringify(address)).toBeUndefined();
  expect(await comes({ address: 'Ada@EXAMPLE.org' })).toBe(ada);
});

it('takes a domain in its own letters or in ASCII, and not in letters that only look like them', async () => {
  const max = await inviteOrganiser(deps, operator, { address: 'max@bücher.example' });
  for (const domain of ['b\uff55\u0308cher.example', 'bu\u0308cher.example', 'b\u00fccher\u3002example'])
    expect(await comes({ address: `max@${domain}`, subject: 'max' }), domain).toBeUndefined();
  expect(await comes({ address: 'max@bücher.example', subject: 'max' })).toBe(max);
  const eva = await inviteOrganiser(deps, operator, { address: 'eva@bücher.example' });
  expect(await comes({ address: 'eva@xn--bcher-kva.example', subject: 'eva' })).toBe(eva);
});

it('binds an account once, also if two sign in at the same moment', async () => {
  const found = await Promise.all([comes({ subject: '1' }), comes({ subject: '2' })]);
  expect(found.filter((one) => one === ada)).toHaveLength(1);
  expect(found.filter((one) => one === undefined)).toHaveLength(1);
});

const left = async () =>
  (await trail.audit.list()).entries
    .filter(({ act }) => act !== 'organiser.invite')
    .map(({ act, actor, client, subject, outcome }) => ({ act, actor, client, subject, outcome }))
    .reverse();

it('leaves an entry when an invitation is followed, and none when somebody is known or refused', async () => {
  await comes({ address: 'eve@example.org' });
  expect(await left()).toEqual([]);
  await comes();
  const entry = { act: 'organiser.first-sign-in', actor: ada, client: 'console', subject: ada };
  expect(await left()).toEqual([entry]);
  await comes();
  await comes({ subject: '2' });
  expect(await left()).toEqual([entry]);
});

it('says so in the trail if two follow one invitation at the same moment', async () => {
  await Promise.all([comes({ subject: '1' }), comes({ subject: '2' })]);
  const acts = (await left()).map(({ act, outcome }) => `${act} ${outcome ?? ''}`.trim());
  // The slower one may have come so late that it found nothing to follow.
  expect([
    ['organiser.first-sign-in'],
    ['organiser.first-sign-in', 'organiser.first-sign-in', 'organiser.first-sign-in failed'],
  ]).toContainEqual(acts);
});

it('binds nothing, and starts no session, if the trail cannot be written', async () => {
  const works = deps.audit;
  deps = { ...deps, audit: { ...works, append: () => Promise.reject(new Error('no storage')) } };
  await expect(comes()).rejects.toThrow('no storage');
  await expect(goesIn()).rejects.toThrow();
  deps = { ...deps, audit: works };
  expect(await comes({ subject: '2' })).toBe(ada);
});

it('counts sign-ins, also those that come at once: 60 of an account in an hour, each with an entry', async () => {
  await comes();
  const begun = await Promise.all(Array.from({ length: MOST_SIGN_INS + 20 }, goesIn));
  expect(begun.filter((one) => one !== undefined)).toHaveLength(MOST_SIGN_INS);
  const { entries } = await trail.audit.list({ act: 'organiser.sign-in', limit: 200 });
  expect(entries).toHaveLength(MOST_SIGN_INS);
  expect(await goesIn()).toBeUndefined();
  // Others sign in all the same, and so does this one in the next hour.
  expect(await countSignIn(deps.organisers, 'org_other', time.now)).toBe(true);
  time.now += HOUR;
  expect(await goesIn()).toBeDefined();
  // The clock of another process may be late.
  expect(await countSignIn(deps.organisers, ada, time.now - HOUR)).toBe(true);
});

it('leaves an entry for each session: who came and how they proved it, without their address', async () => {
  await comes();
  await goesIn();
  const { entries } = await trail.audit.list({ act: 'organiser.sign-in' });
  expect(entries).toMatchObject([
    { actor: ada, subject: ada, client: 'console', after: { acr: 'mfa', amr: ['pwd', 'otp'] } },
  ]);
  expect(JSON.stringify((await trail.audit.list()).entries)).not.toMatch(/example\.org|id\.example/);
});

it('lets nobody in whose account was invited again between the sign-in and the session', async () => {
  await comes();
  await inviteOrganiser(deps, operator, { address: 'ada@example.org', again: true });
  await expect(goesIn()).rejects.toMatchObject({ kind: 'organiser-unknown' });
});
