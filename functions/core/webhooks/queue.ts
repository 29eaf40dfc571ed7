import * as z from 'zod/mini';
import type { SqsQueue } from '../aws/sqs.ts';
import type { Past } from '../overview/events.ts';
import { type WebhookEvent, webhookEvent } from './event.ts';

/** The id of an endpoint. */
const to = z.string();
/** Somebody asked at this moment to send it again: a delivery before it does not count. Milliseconds since the epoch. */
const again = z.optional(z.number());

/**
 * What waits in the queue. Only what is announced has texts of a campaign: a delivery may wait for days, and as a dead letter
 * for weeks, so it names a kept event. To erase that one is to erase all.
 */
const message = z.union([
  /** An event for all endpoints that ask for its type, or for one of them. */
  z.object({ event: webhookEvent, to: z.optional(to), again }),
  /** An event of the table for one endpoint. */
  z.object({ kept: z.object({ id: z.string(), type: z.string() }), to, again }),
  /** The slug of a campaign. Those of its kept events are to be erased that say what it no longer says (`Past`). */
  z.object({
    forget: z.string(),
    only: z.optional(z.object({ won: z.boolean(), released: z.array(z.object({ id: z.string(), name: z.string() })) })),
  }),
]);
export type WebhookMessage = z.infer<typeof message>;
export type Delivering = Extract<WebhookMessage, { readonly kept: unknown }>;

/** @returns undefined for a body that is none. */
export function parseMessage(body: string): WebhookMessage | undefined {
  try {
    return message.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** Where webhooks wait. Its promises fail with the SDK's errors. */
export interface WebhookQueue {
  put(message: WebhookMessage): Promise<void>;
}

export const webhookQueue = (queue: Pick<SqsQueue, 'send'>): WebhookQueue => ({
  put: (message) => queue.send(JSON.stringify(message)),
});

/** Announces events to all endpoints that ask for them. To announce one again does no harm. */
export async function announce(queue: WebhookQueue, events: readonly WebhookEvent[]): Promise<void> {
  for (const event of events) await queue.put({ event });
}

/** Has kept events erased that say what their campaigns no longer say. To ask again does no harm. */
export async function forget(queue: WebhookQueue, past: readonly Past[]): Promise<void> {
  for (const { slug, only } of past)
    await queue.put({ forget: slug, only: only && { ...only, released: [...only.released] } });
}
