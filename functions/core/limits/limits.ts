import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import { createDomains, type Domains } from './domains.ts';
import { createLoads, type Loads } from './loads.ts';
import { createNetworks, type Networks } from './networks.ts';
import { createSpentProofs, type SpentProofs } from './spent-proofs.ts';

/** The limits that protect mailboxes from a flood: their table, and the memory of a running function. */
export interface Limits {
  readonly table: Db;
  readonly networks: Networks;
  readonly loads: Loads;
  readonly domains: Domains;
  readonly spentProofs: SpentProofs;
}

export const createLimits = (table: Db, clock: Clock): Limits => ({
  table,
  networks: createNetworks(table, clock),
  loads: createLoads(table, clock),
  domains: createDomains(table, clock),
  spentProofs: createSpentProofs(clock),
});
