import { createDynamoDb, type Db } from '../core/aws/db.ts';
import { type Clock, systemClock } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';
import type { FoldSettings } from './settings.ts';

/** What the fold function needs. Tests pass their own. */
export interface FoldDeps {
  readonly campaigns: Db;
  readonly counts: Db;
  readonly clock: Clock;
  readonly log: Log;
}

export function foldDeps(settings: FoldSettings, log: Log): FoldDeps {
  const client = createDynamoDb();
  return {
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    counts: { client, table: settings.COUNTS_TABLE },
    clock: systemClock,
    log,
  };
}
