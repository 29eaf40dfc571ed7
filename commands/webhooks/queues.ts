import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import { sqsQueue } from '../../functions/core/aws/sqs.ts';
import { webhooksQueueName } from '../../functions/core/webhooks/names.ts';
import { type WebhookQueue, webhookQueue } from '../../functions/core/webhooks/queue.ts';
import type { DeadLetters } from '../../functions/core/webhooks/resend.ts';
import { localClientSettings } from '../../infra/local/dynamodb.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';

/** The queue of webhooks of this machine, or of a stage. @throws {CommandError} */
export async function queueOf(target: Target): Promise<WebhookQueue> {
  const { url, place } = await find(target, 'queue');
  return webhookQueue(sqsQueue(url, place));
}

/** How many seconds a dead letter is hidden while it is put back. */
const HIDDEN = 30;

/** The webhooks that were set aside. @throws {CommandError} */
export async function deadLettersOf(target: Target): Promise<DeadLetters> {
  const { url: QueueUrl, place } = await find(target, 'dead-letters');
  const client = new SQSClient(place);
  return {
    async take() {
      const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked));
      return Messages.map(({ Body = '', ReceiptHandle }) => ({
        body: Body,
        remove: async () => void (await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
      }));
    },
  };
}

type Place = Pick<SQSClientConfig, 'endpoint' | 'region' | 'credentials'>;

async function find(
  { stage, webhooks }: Target,
  queue: 'queue' | 'dead-letters',
): Promise<{ url: string; place: Place }> {
  if (stage === undefined) {
    if (!webhooks) throw new CommandError('The Amparo on this machine is of an earlier version. Start it again.');
    const url = queue === 'queue' ? webhooks.queueUrl : webhooks.deadLettersUrl;
    return { url, place: localClientSettings(webhooks.sqsEndpoint) };
  }
  const QueueName = webhooksQueueName(stage, queue);
  try {
    const { QueueUrl = '' } = await new SQSClient({}).send(new GetQueueUrlCommand({ QueueName }));
    return { url: QueueUrl, place: {} };
  } catch (error) {
    if (error instanceof Error && /QueueDoesNotExist|NonExistentQueue|AccessDenied/.test(error.name))
      throw new CommandError(`There is no queue ${QueueName}, or these AWS credentials may not use it.`);
    throw error;
  }
}
