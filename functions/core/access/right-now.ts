import { getAccount } from './account-store.ts';
import type { Actor } from './actor.ts';
import type { OrganisersDb } from './deps.ts';
import { hasRight, notAllowed, type Right } from './rights.ts';

/**
 * Refuses what an actor has lost the right to since their request began. For what outlives the request, once it is stored: who takes a
 * right away looks for such things after that, so one of the two sees the other. 1 read unit for an organiser.
 * @param deps.organisers left out where none acts: an organiser is refused without it.
 * @throws {Problem} `not-allowed`, also if the person was removed, or invited again.
 */
export async function requireRightNow(
  { organisers }: Partial<Pick<OrganisersDb, 'organisers'>>,
  actor: Actor,
  right: Right,
  campaign?: string,
): Promise<void> {
  if (actor.kind !== 'organiser') return;
  const account = organisers && (await getAccount(organisers, actor.account));
  if (account?.generation === actor.generation) {
    const { isAdmin, campaigns } = account;
    if (hasRight({ ...actor, isAdmin, campaigns }, right, campaign)) return;
  }
  throw notAllowed(actor, right, campaign);
}
