import { createDynamoDb } from '../core/aws/db.ts';
import { sqsQueue } from '../core/aws/sqs.ts';
import { overviewReader } from '../core/overview/reader.ts';
import type { OverviewDeps } from '../core/overview/refresh.ts';
import { hiddenIn } from '../core/overview/store.ts';
import { systemClock } from '../core/running/clock.ts';
import { announce, forget, webhookQueue } from '../core/webhooks/queue.ts';
import type { OverviewSettings } from './settings.ts';

/** What the overview function works with. It remembers buckets, so that a run reads those that others have changed. */
export function overviewDeps(settings: OverviewSettings): OverviewDeps {
  const client = createDynamoDb();
  const queue = webhookQueue(sqsQueue(settings.WEBHOOKS_QUEUE_URL));
  const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
  return {
    campaigns,
    counts: { client, table: settings.COUNTS_TABLE },
    reader: overviewReader(campaigns, { consistent: true }),
    hidden: overviewReader(hiddenIn(campaigns), { consistent: true }),
    announce: (events) => announce(queue, events),
    forget: (past) => forget(queue, past),
    clock: systemClock,
  };
}
