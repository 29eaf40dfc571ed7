import { Problem } from '../problem.ts';
import { type Clock, MINUTE } from '../running/clock.ts';
import type { Actor, OrganiserActor } from './actor.ts';
import { type CampaignRole, campaignRoles } from './roles.ts';
import { isFor, type Scope } from './scopes.ts';

/** Who has a right. */
interface Rule {
  /** Roles in the campaign. Admins of the group need none. Empty: admins alone. `everybody`: each organiser, for their own things. */
  readonly roles: readonly CampaignRole[] | 'everybody';
  /** Such a role in any campaign is enough: the right is about more than one, and its use case asks each. */
  readonly inAny?: true;
  /** What a token must be for (`isFor`): to change implies to read. Without one, no token has this right. */
  readonly scope?: Scope;
  /** How long ago a session may have proved its second factor, in milliseconds. Left out: any time. Tokens have none. */
  readonly freshWithin?: number;
}

/** How long a second factor counts as fresh. */
export const FRESH = 5 * MINUTE;

/**
 * The one table of what organisers may do. The routes of the console, its guard, its menus and the tests are made from it. What is
 * not here, nobody may do.
 */
export const rights = {
  /** List the campaigns that one may see. */
  'campaign.list': { roles: 'everybody', scope: 'campaigns:read' },
  /** See a campaign, drafts too, and its counts. */
  'campaign.read': { roles: campaignRoles, scope: 'campaigns:read' },
  /** Change texts, cases and pictures. */
  'campaign.write': { roles: ['owner', 'editor'], scope: 'campaigns:write' },
  /** Change who sees a campaign, when it can be signed, and who can open its signatures: open, pause and close it. Remove a language that people may have signed. */
  'campaign.publish': { roles: ['owner'], scope: 'campaigns:publish', freshWithin: FRESH },
  /** Make a campaign. It is nobody's but the admins' at first. */
  'campaign.create': { roles: [], scope: 'campaigns:write' },
  /** See the cases of one's campaigns; an admin sees all. */
  'case.read': { roles: 'everybody', scope: 'campaigns:read' },
  /** Change a case. It takes `campaign.write` in every campaign that speaks for it. */
  'case.write': { roles: ['owner', 'editor'], inAny: true, scope: 'campaigns:write' },
  /** Erase a case that no campaign has, with all its versions. Nobody can bring it back (docs/decisions/063). */
  'case.erase': { roles: [], scope: 'cases:erase', freshWithin: FRESH },
  /** See who is an organiser. */
  'organiser.read': { roles: [], scope: 'organisers:read' },
  /** Invite and remove organisers, and change their roles. */
  'organiser.write': { roles: [], scope: 'organisers:write', freshWithin: FRESH },
  /** See and revoke one's own tokens. */
  'token.read': { roles: 'everybody' },
  /** Make a token for oneself. A token makes no other. */
  'token.create': { roles: 'everybody', freshWithin: FRESH },
  /** See one's own account, and sign out. */
  'account.own': { roles: 'everybody' },
  /** Read the trail of what organisers did. */
  'audit.read': { roles: [], scope: 'audit:read' },
  /** See where webhooks go, and what became of them. Never a secret, and no path of an address. */
  'webhook.read': { roles: [], scope: 'webhooks:read' },
  /** Send an endpoint a test, or again what it was sent before. */
  'webhook.send': { roles: [], scope: 'webhooks:write' },
  /** Let an endpoint have webhooks again, although somebody at a shell, or its own answers, ended that. */
  'webhook.enable': { roles: [], scope: 'webhooks:write', freshWithin: FRESH },
} as const satisfies Record<string, Rule>;

export type Right = keyof typeof rights;
export const rightNames = Object.keys(rights) as Right[];

export const isRight = (word: string): word is Right => Object.hasOwn(rights, word);

export const ruleOf = (right: Right): Rule => rights[right];

/** Whether an actor has a right, however long ago they signed in. @param campaign the slug, if the right is about one. */
export function hasRight(actor: Actor, right: Right, campaign?: string): boolean {
  if (actor.kind !== 'organiser') return true;
  const { roles, scope, inAny } = ruleOf(right);
  if (actor.scopes !== undefined && (scope === undefined || !isFor(actor.scopes, scope))) return false;
  if (roles === 'everybody' || actor.isAdmin) return true;
  if (inAny) return Object.values(actor.campaigns).some((role) => roles.includes(role));
  const role = campaign === undefined ? undefined : roleIn(actor, campaign);
  return role !== undefined && roles.includes(role);
}

/** Whether a token for some campaigns can use a scope. The rights of all others are about the whole group. */
export const isOfCampaigns = (scope: Scope): boolean =>
  rightNames.map(ruleOf).some((rule) => rule.scope === scope && rule.roles.length > 0);

/**
 * Whether an actor may make somebody an admin, or give a role. A token gives nothing that it does not have itself, and nothing for which
 * a person must have proved a second factor: a stolen one would make a colleague who stays when it is revoked.
 */
export function mayGive(actor: Actor, role: CampaignRole | 'admin'): boolean {
  if (actor.kind !== 'organiser' || actor.scopes === undefined) return true;
  const { scopes } = actor;
  if (role === 'admin') return false;
  return rightNames.map(ruleOf).every(({ roles, scope, freshWithin }) => {
    if (roles === 'everybody' || !roles.includes(role)) return true;
    return freshWithin === undefined && scope !== undefined && scopes.includes(scope);
  });
}

/** The role that an organiser was given in a campaign. Undefined without one; an admin needs none. */
export const roleIn = ({ campaigns }: OrganiserActor, campaign: string): CampaignRole | undefined =>
  Object.hasOwn(campaigns, campaign) ? campaigns[campaign] : undefined;

/** The refusal of an actor who has no such right, with what would help. @param campaign the slug, if the right is about one. */
export function notAllowed(actor: Actor, right: Right, campaign?: string): Problem {
  if (actor.kind !== 'organiser') return new Problem('not-allowed', { right });
  const { roles, scope, inAny } = ruleOf(right);
  // No scope and no role would help a token.
  if (actor.scopes !== undefined && scope === undefined) return new Problem('session-alone', { right });
  const lacksScope = actor.scopes !== undefined && scope !== undefined && !isFor(actor.scopes, scope);
  // Somebody who may write some cases, and not this one, needs such a role in each of its campaigns.
  const lacksRole =
    roles !== 'everybody' &&
    (hasRight(actor, right, campaign) || !hasRight({ ...actor, scopes: undefined }, right, campaign));
  // Of an admin, who has every role already.
  if (lacksRole && actor.isNarrowed) {
    const needs = { ...(lacksScope && { scope }), ...(campaign !== undefined && { campaign }) };
    return new Problem('token-too-narrow', { right, needs });
  }
  const where = campaign !== undefined && roles.length > 0 && !inAny ? { campaign } : {};
  const needs = { ...(lacksScope && { scope }), ...(lacksRole && { roles: ['admin', ...roles], ...where }) };
  return new Problem('not-allowed', { right, needs });
}

/**
 * Refuses what an actor may not do. Comes before anything is read, so that the answer does not reveal whether a campaign exists.
 * @throws {Problem} `not-allowed`; `session-alone` or `token-too-narrow` for a token; or `not-fresh` if the second factor was proved too long ago.
 */
export function requireRight(
  actor: Actor,
  right: Right,
  { campaign, clock }: { readonly campaign?: string | undefined; readonly clock: Clock },
): void {
  if (!hasRight(actor, right, campaign)) throw notAllowed(actor, right, campaign);
  const { freshWithin } = ruleOf(right);
  if (actor.kind !== 'organiser' || actor.scopes !== undefined || freshWithin === undefined) return;
  if (actor.freshAt === undefined || clock() - actor.freshAt > freshWithin) throw new Problem('not-fresh');
}
