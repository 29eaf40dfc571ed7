import { organiserKeys } from '../../functions/core/access/account.ts';
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
