import { type OrganiserActor, operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { accessDeps } from './access.ts';
import { freshTables } from './tables.ts';

/** Fresh tables with one account, before each test. @param invited what the person may do. */
export async function startAccess(
  time: { now: number },
  invited: { isAdmin?: boolean; campaigns?: OrganiserActor['campaigns'] },
) {
  const deps = accessDeps((await freshTables()).Organisers, time);
  const person = { address: 'ada@example.org', days: 'no-limit', ...invited } as const;
  return { deps, account: await inviteOrganiser(deps, operator, person) };
}
