import type { Db } from '../aws/db.ts';
import { Problem } from '../problem.ts';
import type { Account } from './account.ts';
import { getAccount } from './account-store.ts';
import type { Actor, OrganiserActor } from './actor.ts';
import { hasRight, notAllowed, type Right } from './rights.ts';
import { getSession } from './session-store.ts';
import { getToken } from './token-store.ts';

/**
 * Refuses what an actor has lost the right to since their request began. For what outlives the request, once it is stored: who takes a
 * right away looks for such things after that, so one of the two sees the other. And for what may have waited, just before it is written.
 * 2 read units for an organiser.
 * @param deps.organisers left out where none acts: an organiser is refused without it.
 * @throws {Problem} `not-allowed`, also if the person was removed, or invited again, has signed out, or has revoked the token.
 */
export async function requireRightNow(
  deps: { readonly organisers?: Db | undefined },
  actor: Actor,
  right: Right,
  campaign?: string,
): Promise<void> {
  requireRole(actor, await actorNow(deps, actor), right, campaign);
}

/**
 * Refuses the same of accounts that were just read, for a write that happens only if no account has changed since. The session or the
 * token is not among them: `requireStillIn` asks for it. Costs nothing.
 * @throws {Problem} `not-allowed`
 */
export function requireRightAmong(accounts: readonly Account[], actor: Actor, right: Right): void {
  if (actor.kind !== 'organiser') return;
  const account = accounts.find(({ id }) => id === actor.account);
  requireRole(actor, withRolesOf(actor, account), right);
}

function requireRole(actor: Actor, now: Actor | undefined, right: Right, campaign?: string): void {
  // What a token is for was asked at the beginning, of the right for the step, and never changes.
  const byRole = now?.kind === 'organiser' ? { ...now, scopes: undefined } : now;
  if (!byRole || !hasRight(byRole, right, campaign)) throw notAllowed(actor, right, campaign);
}

/**
 * An actor with the roles of this moment. 2 read units for an organiser.
 * @returns undefined if they are none any more, were invited again, have signed out, or have revoked the token.
 */
export async function actorNow(
  { organisers }: { readonly organisers?: Db | undefined },
  actor: Actor,
): Promise<Actor | undefined> {
  if (actor.kind !== 'organiser') return actor;
  if (!organisers) return undefined;
  const [account, isIn] = await Promise.all([getAccount(organisers, actor.account), isStillIn(organisers, actor)]);
  return isIn ? withRolesOf(actor, account) : undefined;
}

/** Refuses an actor whose session or token has ended since their request began. 1 read unit for an organiser. @throws {Problem} `not-allowed` */
export async function requireStillIn({ organisers }: { readonly organisers: Db }, actor: Actor): Promise<void> {
  if (actor.kind === 'organiser' && !(await isStillIn(organisers, actor))) throw new Problem('not-allowed');
}

/** Who signs out, or revokes a token, removes it from the table. */
async function isStillIn(organisers: Db, { session, token }: OrganiserActor): Promise<boolean> {
  if (session !== undefined && !(await getSession(organisers, session))) return false;
  return token === undefined || (await getToken(organisers, token)) !== undefined;
}

const withRolesOf = (actor: OrganiserActor, account: Account | undefined): OrganiserActor | undefined =>
  account?.generation === actor.generation
    ? { ...actor, isAdmin: account.isAdmin, campaigns: account.campaigns }
    : undefined;
