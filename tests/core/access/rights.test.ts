import { expect, it } from 'vitest';
import { operator, schedule } from '../../../functions/core/access/actor.ts';
import {
  FRESH,
  hasRight,
  type Right,
  requireRight,
  rightNames,
  ruleOf,
} from '../../../functions/core/access/rights.ts';
import { campaignRoles } from '../../../functions/core/access/roles.ts';
import { isFor, scopes } from '../../../functions/core/access/scopes.ts';
import { organiserActor } from '../../support/access.ts';

const now = Date.parse('2026-11-29T08:00:00Z');
const clock = () => now;
const rightsOf = (actor: Parameters<typeof hasRight>[0], campaign = 'free-them') =>
  rightNames.filter((right) => hasRight(actor, right, campaign));
const inCampaign = (role: (typeof campaignRoles)[number]) => organiserActor({ campaigns: { 'free-them': role } });

/** Whose campaigns a case is in, its use cases ask themselves. Those who write none of them write no case. */
const writesCases = (role: (typeof campaignRoles)[number]): Right[] =>
  role === 'owner' || role === 'editor' ? ['case.read', 'case.write'] : ['case.read'];
const OWN: Right[] = ['token.read', 'token.create', 'account.own'];

it('gives each role in a campaign these rights, and no other', () => {
  expect(Object.fromEntries(campaignRoles.map((role) => [role, rightsOf(inCampaign(role))]))).toEqual({
    owner: ['campaign.list', 'campaign.read', 'campaign.write', 'campaign.publish', ...writesCases('owner'), ...OWN],
    editor: ['campaign.list', 'campaign.read', 'campaign.write', ...writesCases('editor'), ...OWN],
    moderator: ['campaign.list', 'campaign.read', ...writesCases('moderator'), ...OWN],
    exporter: ['campaign.list', 'campaign.read', ...writesCases('exporter'), ...OWN],
    viewer: ['campaign.list', 'campaign.read', ...writesCases('viewer'), ...OWN],
  });
});

it('gives an admin all rights, and somebody without a role only what concerns themselves', () => {
  expect(rightsOf(organiserActor({ isAdmin: true }))).toEqual(rightNames);
  expect(rightsOf(organiserActor())).toEqual(['campaign.list', 'case.read', ...OWN]);
  expect(rightsOf(operator)).toEqual(rightNames);
  expect(rightsOf(schedule)).toEqual(rightNames);
});

it.each(campaignRoles)('lets the %s of a campaign do nothing in another one', (role) => {
  const elsewhere: Right[] = ['campaign.list', ...writesCases(role), ...OWN];
  for (const other of ['other', '__proto__', 'constructor', 'toString', ''])
    expect(rightsOf(inCampaign(role), other)).toEqual(elsewhere);
  expect(rightNames.filter((right) => hasRight(inCampaign(role), right))).toEqual(elsewhere);
});

it('lets a token do what its scopes say, within the role of its account', () => {
  for (const scope of scopes) {
    const allowed = rightNames.filter((right) => {
      const { scope: needed } = ruleOf(right);
      return needed !== undefined && isFor([scope], needed);
    });
    expect(rightsOf(organiserActor({ isAdmin: true, scopes: [scope] }))).toEqual(allowed);
    expect(rightsOf({ ...inCampaign('viewer'), scopes: [scope] })).toEqual(
      allowed.filter((right) => ['campaign.list', 'campaign.read', 'case.read'].includes(right)),
    );
  }
  expect(rightsOf(organiserActor({ isAdmin: true, scopes: [] }))).toEqual([]);
});

it('lets a token that is for changing things read them, and nothing more', () => {
  const adminWith = (scope: (typeof scopes)[number]) => rightsOf(organiserActor({ isAdmin: true, scopes: [scope] }));
  const reading: Right[] = ['campaign.list', 'campaign.read', 'case.read'];
  expect(adminWith('campaigns:read')).toEqual(reading);
  const writing: Right[] = ['campaign.write', 'campaign.create', 'case.write'];
  expect(adminWith('campaigns:write').sort()).toEqual([...reading, ...writing].sort());
  expect(adminWith('campaigns:publish').sort()).toEqual([...reading, 'campaign.publish'].sort());
  expect(adminWith('cases:erase').sort()).toEqual([...reading, 'case.erase'].sort());
  expect(adminWith('organisers:read')).toEqual(['organiser.read']);
  expect(adminWith('organisers:write')).toEqual(['organiser.read', 'organiser.write']);
  expect(adminWith('audit:read')).toEqual(['audit.read']);
  expect(adminWith('webhooks:read')).toEqual(['webhook.read']);
  expect(adminWith('webhooks:write')).toEqual(['webhook.read', 'webhook.send', 'webhook.enable']);
});

it('asks for a fresh second factor where the table says so, but not of a token, which has none', () => {
  for (const right of rightNames) {
    const at = (freshAt: number | undefined) => () =>
      requireRight(organiserActor({ isAdmin: true, freshAt }), right, { campaign: 'free-them', clock });
    expect(at(now - FRESH)).not.toThrow();
    const isStrict = ruleOf(right).freshWithin !== undefined;
    for (const old of [now - FRESH - 1, undefined])
      if (isStrict) expect(at(old)).toThrow(expect.objectContaining({ kind: 'not-fresh' }));
      else expect(at(old)).not.toThrow();
  }
  for (const right of ['campaign.publish', 'case.erase', 'organiser.write', 'token.create', 'webhook.enable'] as const)
    expect(ruleOf(right).freshWithin).toBe(FRESH);
  const token = organiserActor({ isAdmin: true, freshAt: undefined, scopes });
  expect(() => requireRight(token, 'campaign.publish', { campaign: 'free-them', clock })).not.toThrow();
  expect(() => requireRight(token, 'token.create', { clock })).toThrow(
    expect.objectContaining({ kind: 'session-alone' }),
  );
});

it('says that a role is not enough before it asks for a second factor', () => {
  const viewer = { ...inCampaign('viewer'), freshAt: 0 };
  expect(() => requireRight(viewer, 'campaign.publish', { campaign: 'free-them', clock })).toThrow(
    expect.objectContaining({ kind: 'not-allowed' }),
  );
});
