import { audited } from '../audit/audited.ts';
import { isoTime } from '../running/clock.ts';
import { type Account, openPerson, type Person } from './account.ts';
import type { Actor } from './actor.ts';
import { accountAmong, changeAccount, keepsAnAdmin } from './change.ts';
import type { AccessDeps } from './deps.ts';
import { requireOver } from './giving.ts';
import { endingPreviews, type PeopleDeps, requireSeen, rightsOf } from './people.ts';
import { getRemoved, removedFrom } from './removed-store.ts';
import { requireRight } from './rights.ts';
import { deleteTokensOf } from './token-store.ts';

/**
 * Removes an organiser. Their sessions, tokens and preview links end with it, whatever the sign-in of the group answers then. Their name
 * and address stay sealed for a while, so that the trail can name them (docs/decisions/061).
 * @param input.seen as in `changeRoles`.
 * @throws {OtherRoles} as there.
 * @throws {Problem} `organiser-unknown`, `last-admin` or `not-by-token`.
 */
export async function removeOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  { account, seen }: { readonly account: string; readonly seen?: number | undefined },
): Promise<void> {
  requireRight(actor, 'organiser.write', deps);
  const keys = await deps.keys();
  const decide = (accounts: readonly Account[]) => {
    const before = accountAmong(accounts, account);
    requireSeen(keys, before, seen, deps.clock());
    requireOver(actor, before);
    keepsAnAdmin(accounts, before, undefined);
    return { remove: account, kept: removedFrom(before, deps.clock()), result: before, before };
  };
  const removed = await changeAccount(deps, actor, decide, ({ before }, write) =>
    audited(deps, actor, 'organiser.remove', account, { before: rightsOf(before) }, async () => {
      await endingPreviews(deps, actor, account, () => false, write);
      await deleteTokensOf(deps.organisers, account);
    }),
  );
  await deps.invitations?.withdraw(openPerson(keys, removed).address);
}

/** Somebody who was an organiser. */
export interface RemovedOrganiser extends Person {
  readonly id: string;
  /** ISO 8601. */
  readonly removedAt: string;
}

/**
 * Those among some ids who were removed, as long as their names are kept. 1 read unit for each id.
 * @throws {Problem} `not-allowed`
 */
export async function removedOrganisers(
  deps: AccessDeps,
  actor: Actor,
  ids: Iterable<string>,
): Promise<RemovedOrganiser[]> {
  requireRight(actor, 'organiser.read', deps);
  const keys = await deps.keys();
  const found = [...new Set(ids)].map(async (id): Promise<RemovedOrganiser[]> => {
    const removed = await getRemoved(deps.organisers, id, deps.clock());
    return removed ? [{ id, removedAt: isoTime(removed.removedAt), ...openPerson(keys, removed) }] : [];
  });
  return (await Promise.all(found)).flat();
}
