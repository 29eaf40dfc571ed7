import { GetQueueAttributesCommand, SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { Sha256 } from './sha256.ts';

/** The part of an SQS queue that an outbox needs. Its promises fail with the SDK's errors. */
export interface SqsQueue {
  send(body: string): Promise<void>;
  /** About how many messages it has. This includes those that are being received and those that were put off. */
  length(): Promise<number>;
}

const COUNTED = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** @param place of the queue, if the environment does not say it. */
export function sqsQueue(
  QueueUrl: string,
  place: Pick<SQSClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): SqsQueue {
  const client = new SQSClient({
    ...place,
    maxAttempts: 2,
    sha256: Sha256,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return {
    async send(MessageBody) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    async length() {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTED] });
      const { Attributes = {} } = await client.send(asked);
      return COUNTED.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
  };
}
