import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../clock.ts';
import type { Keyring } from '../privacy/keyring.ts';
import { type QueuedMail, sealMail } from './queued-mail.ts';

/** Where mails wait. The queue keeps them until the mail function has sent them. */
export interface Outbox {
  put(mail: QueuedMail): Promise<void>;
}

/** How long the queue is. */
export interface Line {
  /** About how many mails wait, those that are being sent or were put off among them, as SQS counts them. */
  waiting(): Promise<number>;
}

const COUNTED = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** An outbox on SQS. @param keys seal each message: see `queued-mail`. */
export function createOutbox({
  queueUrl,
  keys,
  clock,
}: {
  queueUrl: string;
  keys: () => Promise<Keyring>;
  clock: Clock;
}): Outbox & Line {
  const client = new SQSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return {
    async put(mail) {
      const MessageBody = sealMail(await keys(), mail, clock());
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
    async waiting() {
      const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...COUNTED] });
      const { Attributes = {} } = await client.send(asked);
      return COUNTED.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
  };
}
