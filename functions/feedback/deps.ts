import type * as z from 'zod/mini';
import { createDynamoDb } from '../core/aws/db.ts';
import { systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import type { feedbackSettings } from './settings.ts';
import type { FeedbackDeps } from './take.ts';

export function feedbackDeps(settings: z.infer<typeof feedbackSettings>): FeedbackDeps {
  const client = createDynamoDb();
  return {
    limits: { client, table: settings.LIMITS_TABLE },
    counts: { client, table: settings.COUNTS_TABLE },
    clock: systemClock,
    log: jsonLog,
  };
}
