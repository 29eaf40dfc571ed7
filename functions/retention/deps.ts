import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoDb, type Db } from '../core/aws/db.ts';
import { type Clock, systemClock } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';
import type { RetentionSettings } from './settings.ts';

/** What the retention function needs. Tests pass their own. */
export interface RetentionDeps {
  readonly campaigns: Db;
  readonly signatures: Db;
  /** Months for which identities are kept, for campaigns that set none. */
  readonly keepMonths: number;
  /** Waits this number of milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

export function retentionDeps(settings: RetentionSettings, log: Log): RetentionDeps {
  const client = createDynamoDb();
  return {
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    signatures: { client, table: settings.SIGNATURES_TABLE },
    keepMonths: settings.KEEP_MONTHS,
    pause: sleep,
    clock: systemClock,
    log,
  };
}
