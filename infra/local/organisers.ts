import { listAccounts } from '../../functions/core/access/account-store.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import type { PeopleDeps } from '../../functions/core/access/people.ts';

/** The organisers of a computer that is new. They need no password: people who use this computer can read all its data anyway. */
export const localOrganisers = { admin: 'admin@example.org', volunteer: 'volunteer@example.org' } as const;

/**
 * Makes an admin, and a volunteer who may see one campaign, on the first start. Later starts keep what somebody has changed.
 * @param slug the campaign.
 */
export async function putOrganisersOnce(deps: PeopleDeps, slug: string): Promise<void> {
  const { accounts } = await listAccounts(deps.organisers);
  if (accounts.length > 0) return;
  const invite = (address: string, name: string, roles: object) =>
    inviteOrganiser(deps, operator, { address, name, days: 'no-limit', ...roles });
  await invite(localOrganisers.admin, 'Admin', { isAdmin: true });
  await invite(localOrganisers.volunteer, 'Volunteer', { campaigns: { [slug]: 'viewer' } });
}
