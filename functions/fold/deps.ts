import { type Clock, systemClock } from '../core/clock.ts';
import { createDynamoDb, type Db } from '../core/db.ts';
import { jsonLog, type Log } from '../core/log.ts';
import type { FoldSettings } from '../core/settings.ts';

/** What the fold function works with. A test hands in its own. */
export interface FoldDeps {
  readonly campaigns: Db;
  readonly counts: Db;
  readonly clock: Clock;
  readonly log: Log;
}

export function foldDeps(settings: FoldSettings): FoldDeps {
  const client = createDynamoDb();
  return {
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    counts: { client, table: settings.COUNTS_TABLE },
    clock: systemClock,
    log: jsonLog,
  };
}
