import { createDynamoDb } from '../core/aws/db.ts';
import { SECOND, systemClock } from '../core/running/clock.ts';
import type { Task } from '../core/running/task.ts';
import { publishAll } from './publish.ts';
import { publishSettings } from './settings.ts';

export const task: Task<typeof publishSettings> = {
  settings: publishSettings,
  lastStep: 10 * SECOND,
  prepare(settings, log) {
    const client = createDynamoDb();
    const deps = {
      campaigns: { client, table: settings.CAMPAIGNS_TABLE },
      counts: { client, table: settings.COUNTS_TABLE },
      clock: systemClock,
      log,
    };
    return (mayGoOn) => publishAll(deps, mayGoOn);
  },
};
