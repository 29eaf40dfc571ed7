import type { SQSRecord } from 'aws-lambda';
import { describeError, type Log } from '../core/running/log.ts';

/** A queue message, as Lambda and the queue's own API tell it. */
export interface QueuedMessage extends Pick<SQSRecord, 'messageId' | 'body'> {
  /** By which the queue is told when it shall come again. */
  readonly receiptHandle?: string | undefined;
  readonly attributes?: { readonly ApproximateReceiveCount?: string | undefined } | undefined;
}

/** A message that comes again, in so many seconds, once the queue is told so. */
export interface PutOff {
  readonly message: QueuedMessage;
  readonly seconds: number;
}

/**
 * Tells the queue when messages of a batch, at most ten, shall come again. If that fails they come when the queue's own time
 * is over. The client is loaded when it is needed first: most mails go at once.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export function putOffIn(queueUrl: string, log: Log): (puts: readonly PutOff[]) => Promise<void> {
  const loaded = async () => {
    const { ChangeMessageVisibilityBatchCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    const patience = { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true };
    const client = new SQSClient({ maxAttempts: 2, requestHandler: patience });
    return (Entries: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[]) =>
      client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  };
  let change: ReturnType<typeof loaded> | undefined;
  return async (puts) => {
    const entries = puts.flatMap(({ message: { receiptHandle }, seconds }, i) =>
      receiptHandle ? [{ Id: String(i), ReceiptHandle: receiptHandle, VisibilityTimeout: Math.ceil(seconds) }] : [],
    );
    if (entries.length === 0) return;
    try {
      change ??= loaded();
      const { Failed = [] } = await (await change)(entries);
      if (Failed.length > 0) log.error('mail-not-put-off');
    } catch (error) {
      log.error('mail-not-put-off', describeError(error));
    }
  };
}
