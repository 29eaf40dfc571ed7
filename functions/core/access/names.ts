import { openPerson } from './account.ts';
import { getAccount } from './account-store.ts';
import type { OrganiserActor } from './actor.ts';
import type { AccessDeps } from './deps.ts';
import { hasRight } from './rights.ts';

/** How an organiser may be called before another one. `gone`: the account was removed. */
export type CalledBy = { readonly name: string } | 'you' | 'colleague' | 'gone';

/**
 * How organisers are called before one of them: by the names that admins gave them. Only an admin sees an address. 1 read unit for each.
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
    if (!account) return 'gone';
    const { name, address } = openPerson(keys, account);
    return name ? { name } : seesAddresses ? { name: address } : 'colleague';
  };
  const ids = [...new Set(accounts)].filter((id) => id.startsWith('org_'));
  return new Map(await Promise.all(ids.map(async (id) => [id, await called(id)] as const)));
}
