import { openPerson } from '../../core/access/account.ts';
import { getAccount } from '../../core/access/account-store.ts';
import type { OrganiserActor } from '../../core/access/actor.ts';
import type { AccessDeps } from '../../core/access/deps.ts';

/** The address of the person themselves, so that they see with which account they work. 1 read unit. */
export async function ownAddress(deps: AccessDeps, { account }: OrganiserActor): Promise<string> {
  const [found, keys] = await Promise.all([getAccount(deps.organisers, account), deps.keys()]);
  return found ? openPerson(keys, found).address : '';
}
