import type { Actor } from '../access/actor.ts';
import { actorNow } from '../access/right-now.ts';
import { notAllowed } from '../access/rights.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';
import { mayWrite } from './case.ts';

/**
 * Refuses who has lost the right to write a case since their request began: the entry of the trail may have waited for others. 2 read units
 * for an organiser. @param slugs of the campaigns that speak for it. @throws {Problem} `not-allowed`.
 */
export async function requireWriteNow(
  deps: Pick<OrganiseDeps, 'organisers'>,
  actor: Actor,
  slugs: readonly string[],
): Promise<void> {
  const now = deps.organisers ? await actorNow(deps, actor) : actor;
  if (!now || !mayWrite(now, slugs)) throw notAllowed(actor, 'case.write');
}
