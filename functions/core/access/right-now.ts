import type { Db } from '../aws/db.ts';
import { getAccount } from './account-store.ts';
import type { Actor } from './actor.ts';
import { hasRight, notAllowed, type Right } from './rights.ts';

/**
 * Refuses what an actor has lost the right to since their request began. For what outlives the request, once it is stored: who takes a
 * right away looks for such things after that, so one of the two sees the other. And for what may have waited, just before it is written.
 * 1 read unit for an organiser.
 * @param deps.organisers left out where none acts: an organiser is refused without it.
 * @throws {Problem} `not-allowed`, also if the person was removed, or invited again.
 */
export async function requireRightNow(
  deps: { readonly organisers?: Db | undefined },
  actor: Actor,
  right: Right,
  campaign?: string,
): Promise<void> {
  const now = await actorNow(deps, actor);
  // What a token is for was asked at the beginning, of the right for the step, and never changes.
  const byRole = now?.kind === 'organiser' ? { ...now, scopes: undefined } : now;
  if (!byRole || !hasRight(byRole, right, campaign)) throw notAllowed(actor, right, campaign);
}

/** An actor with the roles of this moment. 1 read unit for an organiser. @returns undefined if they are none any more, or were invited again. */
export async function actorNow(
  { organisers }: { readonly organisers?: Db | undefined },
  actor: Actor,
): Promise<Actor | undefined> {
  if (actor.kind !== 'organiser') return actor;
  const account = organisers && (await getAccount(organisers, actor.account));
  if (account?.generation !== actor.generation) return undefined;
  return { ...actor, isAdmin: account.isAdmin, campaigns: account.campaigns };
}
