import type { SQSBatchResponse } from 'aws-lambda';
import type { QueuedMessage } from '../core/aws/put-off.ts';
import { isListedNow } from '../core/campaigns/head-store.ts';
import type { Past } from '../core/overview/events.ts';
import { SECOND } from '../core/running/clock.ts';
import { describeError } from '../core/running/log.ts';
import { wants } from '../core/webhooks/endpoint.ts';
import type { WebhookEvent } from '../core/webhooks/event.ts';
import { type Delivering, parseMessage, type WebhookMessage } from '../core/webhooks/queue.ts';
import { pauseAfter } from '../core/webhooks/schedule.ts';
import {
  eraseEvents,
  getDelivery,
  getEndpoint,
  getEvent,
  isFor,
  listEndpoints,
  putDelivery,
  putEvent,
} from '../core/webhooks/store.ts';
import { deliver } from './deliver.ts';
import type { WebhooksDeps } from './deps.ts';

/**
 * Takes messages of the queue, all at once: a slow endpoint delays no other. An event becomes a message for each endpoint
 * that wants it, so that each has attempts of its own. The queue counts the attempts, and hides a message until the next one.
 * @returns the messages that the queue keeps. After the last attempt, SQS moves a message to the dead letters.
 */
export async function takeBatch(deps: WebhooksDeps, messages: readonly QueuedMessage[]): Promise<SQSBatchResponse> {
  const kept = (await Promise.all(messages.map((message) => take(deps, message)))).flat();
  await deps.putOff(kept);
  return { batchItemFailures: kept.map(({ message }) => ({ itemIdentifier: message.messageId })) };
}

/** @returns the message with its pause in seconds, if it must come again. */
async function take(deps: WebhooksDeps, queued: QueuedMessage) {
  const attempt = Number(queued.attributes?.ApproximateReceiveCount ?? 1);
  const again = () => {
    // After the last attempt it is visible at once, so that SQS moves it to the dead letters.
    const pause = pauseAfter(attempt, deps.random()) ?? 0;
    return [{ message: queued, seconds: pause / SECOND }];
  };
  try {
    const message = parseMessage(queued.body);
    if (!message) {
      deps.log.error('webhook-not-readable', { messageId: queued.messageId });
      return again();
    }
    return (await work(deps, message, attempt)) ? [] : again();
  } catch (error) {
    deps.log.error('webhook-failed', { messageId: queued.messageId, ...describeError(error) });
    return again();
  }
}

/** @returns whether a message is done. If not, it has another attempt, or goes to the dead letters. */
async function work(deps: WebhooksDeps, message: WebhookMessage, attempt: number): Promise<boolean> {
  if ('forget' in message) await forget(deps, { slug: message.forget, only: message.only });
  else if ('kept' in message) return deliverKept(deps, message, attempt);
  else if (message.to !== undefined) return deliver(deps, { ...message, to: message.to }, attempt);
  else await fanOut(deps, message.event);
  return true;
}

/** A campaign may be listed again by now: then its events stay. */
async function forget({ webhooks, campaigns }: WebhooksDeps, past: Past): Promise<void> {
  if (past.only || !(await isListedNow(campaigns, past.slug))) await eraseEvents(webhooks, past);
}

/** An event that was erased is named to nobody: its campaign was deleted or hidden, or no longer says it. */
async function deliverKept(deps: WebhooksDeps, { kept, to, again }: Delivering, attempt: number): Promise<boolean> {
  const [event, endpoint] = await Promise.all([getEvent(deps.webhooks, kept.id), getEndpoint(deps.webhooks, to)]);
  // It was removed, or never asked for this: the queue may have what somebody else has put there.
  if (!endpoint || (event && !(await isFor(deps.webhooks, endpoint, event)))) return true;
  if (event) return deliver(deps, { event, to, again }, attempt);
  const note = { endpoint: to, event: kept.id, type: kept.type, outcome: 'withdrawn', attempt } as const;
  const before = await getDelivery(deps.webhooks, to, kept.id);
  if (before?.outcome !== 'delivered') await putDelivery(deps.webhooks, { ...note, at: deps.clock() });
  return true;
}

/** A crash in between puts some messages into the queue twice: what was delivered is not sent again. */
async function fanOut(deps: WebhooksDeps, event: WebhookEvent): Promise<void> {
  // After its campaign was deleted or hidden, nothing would erase it.
  if ('slug' in event.data && !(await isListedNow(deps.campaigns, event.data.slug))) return;
  await putEvent(deps.webhooks, event, deps.clock());
  const all = await listEndpoints(deps.webhooks);
  // Also those that are disabled: a note says then what they missed.
  const wanting = all.filter((endpoint) => wants(endpoint, event));
  await Promise.all(wanting.map(({ id }) => deps.queue.put({ kept: { id: event.id, type: event.type }, to: id })));
}
