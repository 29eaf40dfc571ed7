import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoDb, type Db } from '../core/aws/db.ts';
import type { RecountDeps } from '../core/counts/recount/recount.ts';
import { systemClock } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';
import type { ReconcileSettings } from './settings.ts';

/** What the reconcile function needs. Tests pass their own. */
export interface ReconcileDeps extends RecountDeps {
  readonly campaigns: Db;
  readonly log: Log;
}

export function reconcileDeps(settings: ReconcileSettings, log: Log): ReconcileDeps {
  const client = createDynamoDb();
  return {
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    signatures: { client, table: settings.SIGNATURES_TABLE },
    counts: { client, table: settings.COUNTS_TABLE },
    pause: sleep,
    clock: systemClock,
    log,
  };
}
