import { organiserKeys, sealPerson } from '../../functions/core/access/account.ts';
import { changeAccounts, listAccounts } from '../../functions/core/access/account-store.ts';
import type { OrganiserActor } from '../../functions/core/access/actor.ts';
import type { PeopleDeps } from '../../functions/core/access/people.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { anyTrail } from './records.ts';

/** A ring of organisers for tests. */
export const organisersRing = JSON.stringify({ k1: 'a-secret-of-the-organisers-for-tests-alone' });

/** What the use cases of `core/access` need, at a time that a test moves. There are no previews, and each campaign is there. */
export const accessDeps = (organisers: Db, time: { now: number }): PeopleDeps => ({
  organisers,
  audit: anyTrail(),
  clock: () => time.now,
  keys: async () => organiserKeys(organisersRing),
  hasCampaign: async () => true,
  endPreviews: async () => undefined,
});

/** An organiser in a session that has just begun. */
export const organiserActor = (given: Partial<OrganiserActor> = {}): OrganiserActor => ({
  kind: 'organiser',
  account: 'org_aaaaaaaaaaaaaaaa',
  isAdmin: false,
  campaigns: {},
  generation: 1,
  client: 'console',
  freshAt: Date.now(),
  ...given,
});

/** The same, whose account is in the table. Again: with other roles now. */
export async function standingActor(organisers: Db, given: Partial<OrganiserActor> = {}): Promise<OrganiserActor> {
  const actor = organiserActor(given);
  const { account: id, isAdmin, campaigns, generation } = actor;
  const sealed = sealPerson(organiserKeys(organisersRing), { address: `${id}@example.org` }, 0);
  const put = {
    ...{ id, sealed, addressHash: id, isAdmin, campaigns, generation },
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  await changeAccounts(organisers, { put }, (await listAccounts(organisers)).changes);
  return actor;
}
