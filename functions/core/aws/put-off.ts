/** A queue message, as Lambda and the queue's own API give it. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  /** Names this delivery of the message to the queue. */
  readonly receiptHandle?: string | undefined;
  readonly attributes?: { readonly ApproximateReceiveCount?: string | undefined } | undefined;
}

/** A message that the queue shall deliver again, after so many seconds. */
export interface PutOff {
  readonly message: QueuedMessage;
  readonly seconds: number;
}

/**
 * Has the queue deliver messages of a batch, at most ten, again at their times. If that fails, it delivers them after its own
 * time. The client is loaded with the first of them: most messages are done at once.
 * @param failed is called if some could not be put off, with the error if there is one.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export function putOffIn(
  queueUrl: string,
  failed: (error?: unknown) => void,
): (puts: readonly PutOff[]) => Promise<void> {
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
      if (Failed.length > 0) failed();
    } catch (error) {
      failed(error);
    }
  };
}
