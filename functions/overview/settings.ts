import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const overviewSettings = z.object({
  CAMPAIGNS_TABLE: text,
  COUNTS_TABLE: text,
  /** Where events wait for the endpoints that ask for them. */
  WEBHOOKS_QUEUE_URL: z.url(),
});

export type OverviewSettings = z.infer<typeof overviewSettings>;
