import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { localClientSettings } from './dynamodb.ts';
import { hiddenAddress } from './ports.ts';

/** The queue in which mails wait: SQS by `fauxqs`, in this process. Its messages are also kept on disk. */
export interface LocalQueue {
  readonly endpoint: string;
  readonly url: string;
  /** Removes messages from the disk. Call it when their mails are sent. */
  forget(messageIds: readonly string[]): void;
  stop(): Promise<void>;
}

/**
 * After this number of deliveries, a message goes to the dead letters. After a failed one, it comes again in this
 * number of seconds.
 */
const TRIES = '10';
const AGAIN_AFTER = 10;

/**
 * Starts the queue on a free port of the loopback interface. `fauxqs` keeps messages only in memory. So this writes
 * each to a file before its sender gets an answer: a promised mail is sent even after `kill -9`. A message among the
 * dead letters is tried again after the next start. The content of the files is sealed (`queued-mail`).
 * @param againAfter seconds after which a message that was received and not deleted is delivered again.
 */
export async function startQueue(directory: string, againAfter = AGAIN_AFTER): Promise<LocalQueue> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const app = buildApp({ logger: false });
  // `fauxqs` names queues by host names that not every computer resolves. Our clients use the address instead. This
  // translates it.
  const called = new Map<unknown, string>();
  app.addHook('preHandler', async ({ body }) => {
    const name = called.get((body as { QueueUrl?: string } | undefined)?.QueueUrl);
    if (name) (body as { QueueUrl: string }).QueueUrl = name;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.headers['x-amz-target'] === 'AmazonSQS.SendMessage' && reply.statusCode === 200) {
      const { MessageId } = JSON.parse(String(payload));
      writeFileSync(join(directory, MessageId), (request.body as { MessageBody: string }).MessageBody, { mode: 0o600 });
    }
    return payload;
  });
  const endpoint = await app.listen(await hiddenAddress());
  const call = async (action: string, body: object) => {
    const { payload } = await app.inject({
      method: 'POST',
      url: '/',
      headers: { 'x-amz-target': `AmazonSQS.${action}`, 'content-type': 'application/x-amz-json-1.0' },
      payload: JSON.stringify(body),
    });
    return JSON.parse(payload);
  };
  const deadLetters = await call('CreateQueue', { QueueName: 'dead-letters' });
  const { Attributes } = await call('GetQueueAttributes', {
    QueueUrl: deadLetters.QueueUrl,
    AttributeNames: ['QueueArn'],
  });
  const { QueueUrl } = await call('CreateQueue', {
    QueueName: 'mail',
    Attributes: {
      VisibilityTimeout: String(againAfter),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: TRIES }),
    },
  });
  const url = `${endpoint}${new URL(QueueUrl).pathname}`;
  called.set(url, QueueUrl);
  const forget = (messageIds: readonly string[]) => {
    for (const id of messageIds) rmSync(join(directory, id), { force: true });
  };
  await sendAgain(directory, new SQSClient(localClientSettings(endpoint)), url);
  return { endpoint, url, forget, stop: () => app.close() };
}

async function sendAgain(directory: string, client: SQSClient, url: string): Promise<void> {
  for (const left of readdirSync(directory)) {
    const MessageBody = readFileSync(join(directory, left), 'utf8');
    if (MessageBody) await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    rmSync(join(directory, left));
  }
}
