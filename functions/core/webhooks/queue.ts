import * as z from 'zod/mini';
import type { SqsQueue } from '../aws/sqs.ts';
import { type WebhookEvent, webhookEvent } from './event.ts';

/** What waits in the queue: an event for all endpoints that ask for its type, or an event for one of them. */
const message = z.object({
  event: webhookEvent,
  /** The id of an endpoint. */
  to: z.optional(z.string()),
  /** Somebody asked at this moment to send it again: a delivery before it does not count. Milliseconds since the epoch. */
  again: z.optional(z.number()),
});
export type WebhookMessage = z.infer<typeof message>;

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
