import { createDynamoDb } from '../core/aws/db.ts';
import { overviewReader } from '../core/overview/reader.ts';
import type { OverviewDeps } from '../core/overview/refresh.ts';
import { systemClock } from '../core/running/clock.ts';
import type { OverviewSettings } from './settings.ts';

/** What the overview function works with. It remembers buckets, so that a run reads those that others have changed. */
export function overviewDeps(settings: OverviewSettings): OverviewDeps {
  const client = createDynamoDb();
  const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
  return {
    campaigns,
    counts: { client, table: settings.COUNTS_TABLE },
    reader: overviewReader(campaigns, { consistent: true }),
    // Nobody asks for events yet.
    announce: async () => undefined,
    clock: systemClock,
  };
}
