import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import type { QueuedMessage } from '../../functions/core/aws/put-off.ts';
import { describeError, type Log } from '../../functions/core/running/log.ts';

/** Passes messages from a queue to its function, as Lambda's event source does on AWS. */
export interface QueuePump {
  /** Ends when the queue is empty, or after the time given in milliseconds, whichever comes first. */
  drain(atMost: number): Promise<void>;
}

export interface QueuePumpDeps {
  readonly queueUrl: string;
  /** The most that the function gets at once. */
  readonly batchSize: number;
  readonly send: (messages: readonly QueuedMessage[]) => Promise<SQSBatchResponse>;
  /** Called before messages are deleted from the queue. */
  readonly sent: (messageIds: readonly string[]) => void;
  readonly log: Log;
}

/** Seconds that one request waits at an empty queue. */
const WAIT = 2;

/** Starts the pump. Messages that failed stay in the queue and come again. The others are deleted. */
export function startQueuePump(deps: QueuePumpDeps): QueuePump {
  const client = new SQSClient({});
  let deadline = Number.POSITIVE_INFINITY;
  const running = (async () => {
    let empty = false;
    while (Date.now() < deadline && !(empty && deadline < Number.POSITIVE_INFINITY)) {
      try {
        empty = (await pumpOnce(deps, client, deadline < Number.POSITIVE_INFINITY ? 0 : WAIT)) === 0;
      } catch (error) {
        deps.log.error('queue-pump-failed', describeError(error));
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  })();
  return {
    drain(atMost) {
      deadline = Date.now() + atMost;
      return running;
    },
  };
}

/** @returns how many messages there were. */
async function pumpOnce(
  { queueUrl, batchSize, send, sent }: QueuePumpDeps,
  client: SQSClient,
  wait: number,
): Promise<number> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  if (Messages.length === 0) return 0;
  const { batchItemFailures } = await send(
    Messages.map(({ MessageId = '', Body = '', ReceiptHandle, Attributes }) => ({
      messageId: MessageId,
      body: Body,
      receiptHandle: ReceiptHandle,
      attributes: Attributes,
    })),
  );
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const done = Messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  sent(done.flatMap(({ MessageId }) => MessageId ?? []));
  if (done.length > 0) {
    const Entries = done.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
  return Messages.length;
}
