import type { SQSBatchResponse } from 'aws-lambda';
import type { QueuedMessage } from '../core/aws/put-off.ts';
import { SECOND } from '../core/running/clock.ts';
import { describeError } from '../core/running/log.ts';
import { wants } from '../core/webhooks/endpoint.ts';
import { parseMessage, type WebhookMessage } from '../core/webhooks/queue.ts';
import { pauseAfter } from '../core/webhooks/schedule.ts';
import { listEndpoints, putEvent } from '../core/webhooks/store.ts';
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
    if (message.to === undefined) {
      await fanOut(deps, message);
      return [];
    }
    return (await deliver(deps, { ...message, to: message.to }, attempt)) ? [] : again();
  } catch (error) {
    deps.log.error('webhook-failed', { messageId: queued.messageId, ...describeError(error) });
    return again();
  }
}

/** A crash in between puts some messages into the queue twice: what was delivered is not sent again. */
async function fanOut(deps: WebhooksDeps, { event }: WebhookMessage): Promise<void> {
  await putEvent(deps.webhooks, event, deps.clock());
  const all = await listEndpoints(deps.webhooks);
  // Also those that are disabled: a note says then what they missed.
  const wanting = all.filter((endpoint) => wants(endpoint, event));
  await Promise.all(wanting.map(({ id }) => deps.queue.put({ event, to: id })));
}
