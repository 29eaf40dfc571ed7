import { isoTime } from '../running/clock.ts';
import { openPerson } from './account.ts';
import { getAccount } from './account-store.ts';
import type { OrganiserActor } from './actor.ts';
import type { AccessDeps } from './deps.ts';
import { getRemoved } from './removed-store.ts';
import { hasRight } from './rights.ts';

/** How an organiser may be called before another one. `gone`: the account was removed, and nobody may say whose it was. */
export type CalledBy =
  | {
      readonly name: string;
      /** ISO 8601. Undefined: they are still here. */
      readonly removedAt?: string | undefined;
    }
  | 'you'
  | 'colleague'
  | 'gone';

/**
 * How organisers are called before one of them: by the names that admins gave them. Only an admin sees an address. 1 read unit for each,
 * and 1 more for one who was removed.
 * @param accounts ids, in any number of times.
 */
export async function namesFor(
  deps: AccessDeps,
  actor: OrganiserActor,
  accounts: Iterable<string>,
): Promise<Map<string, CalledBy>> {
  const [seesAddresses, keys] = [hasRight(actor, 'organiser.read'), await deps.keys()];
  const called = async (id: string): Promise<CalledBy> => {
    if (id === actor.account) return 'you';
    const account = await getAccount(deps.organisers, id);
    const removed = account ? undefined : await getRemoved(deps.organisers, id, deps.clock());
    const person = account ?? removed;
    const { name, address } = person ? openPerson(keys, person) : {};
    const shown = name || (seesAddresses ? address : undefined);
    if (shown === undefined) return account ? 'colleague' : 'gone';
    return removed ? { name: shown, removedAt: isoTime(removed.removedAt) } : { name: shown };
  };
  const ids = [...new Set(accounts)].filter((id) => id.startsWith('org_'));
  return new Map(await Promise.all(ids.map(async (id) => [id, await called(id)] as const)));
}
