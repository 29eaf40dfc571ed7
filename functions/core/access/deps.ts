import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import type { OrganiserKeys } from './account.ts';

/** What it takes to know who acts. */
export interface OrganisersDb {
  readonly organisers: Db;
  readonly clock: Clock;
}

/** What it takes to find people by their addresses, and to show these. */
export interface AccessDeps extends OrganisersDb {
  /** The keys of the table, from the ring `organisers`. */
  readonly keys: () => Promise<OrganiserKeys>;
}
