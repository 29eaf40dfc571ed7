import { Problem } from '../problem.ts';
import type { Account } from './account.ts';
import type { Actor } from './actor.ts';
import { mayGive } from './rights.ts';

/**
 * What a token may not do to people. A session has proved a fresh second factor for this, and an operator needs none.
 */

type Given = Pick<Account, 'isAdmin' | 'campaigns'>;

/**
 * @param given what a person may do from now on.
 * @param had the roles that they have already, and keep. An invitation gives each role anew: to the one who follows it.
 * @throws {Problem} `not-by-token` if a token would make an admin, or give a role that may do more than the token.
 */
export function requireGiving(actor: Actor, given: Given, had: Given['campaigns'] = {}): void {
  const roles = Object.entries(given.campaigns).filter(
    ([slug, role]) => !Object.hasOwn(had, slug) || had[slug] !== role,
  );
  const all = [...roles.map(([, role]) => role), ...(given.isAdmin ? (['admin'] as const) : [])];
  if (!all.every((role) => mayGive(actor, role))) throw new Problem('not-by-token');
}

/** @throws {Problem} `not-by-token` if a token would change an admin, invite them again, or remove them. */
export function requireOver(actor: Actor, person: Given | undefined): void {
  if (person?.isAdmin && !mayGive(actor, 'admin')) throw new Problem('not-by-token');
}
