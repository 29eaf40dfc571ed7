import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const webhooksSettings = z.object({
  CAMPAIGNS_TABLE: text,
  /** The table with endpoints, events and notes of deliveries. */
  WEBHOOKS_TABLE: text,
  /** The ring from which the secrets of endpoints are made. */
  WEBHOOKS_SECRET: text,
  /** The queue that the function empties. A delivery that failed waits in it for its next attempt. */
  WEBHOOKS_QUEUE_URL: z.url(),
});
export type WebhooksSettings = z.infer<typeof webhooksSettings>;
