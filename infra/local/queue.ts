import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { ATTEMPTS } from '../../functions/core/webhooks/schedule.ts';
import { localClientSettings } from './dynamodb.ts';
import { hiddenAddress } from './ports.ts';

/** A queue on this machine. */
interface OneQueue {
  readonly url: string;
  readonly deadLettersUrl: string;
  /** Removes messages from the disk. Call it when their work is done. */
  forget(messageIds: readonly string[]): void;
}

/** The queue in which mails wait: SQS by `fauxqs`, in this process. Its messages are also kept on disk. */
export interface LocalQueue extends OneQueue {
  readonly endpoint: string;
  /** Where webhooks wait. */
  readonly webhooks: OneQueue;
  stop(): Promise<void>;
}

/**
 * After this number of deliveries, a message goes to the dead letters. After a failed one, it comes again in this
 * number of seconds.
 */
const TRIES = 10;
const AGAIN_AFTER = 10;
/** An endpoint may take 15 seconds to answer. */
const WEBHOOK_AGAIN_AFTER = 40;

/**
 * Starts the queues on a free port of the loopback interface. `fauxqs` keeps messages only in memory. So this writes
 * each to a file before its sender gets an answer: a promised mail is sent even after `kill -9`. A message among the
 * dead letters is tried again after the next start. The content of the files of mails is sealed (`queued-mail`).
 * @param againAfter seconds after which a mail that was received and not deleted is delivered again.
 */
export async function startQueue(directory: string, againAfter = AGAIN_AFTER): Promise<LocalQueue> {
  const app = buildApp({ logger: false });
  // `fauxqs` names queues by host names that not every computer resolves. Our clients use the address instead. This
  // translates it.
  const called = new Map<unknown, string>();
  const folders = new Map<unknown, string>();
  app.addHook('preHandler', async ({ body }) => {
    const name = called.get((body as { QueueUrl?: string } | undefined)?.QueueUrl);
    if (name) (body as { QueueUrl: string }).QueueUrl = name;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.headers['x-amz-target'] === 'AmazonSQS.SendMessage' && reply.statusCode === 200) {
      const { QueueUrl, MessageBody } = request.body as { QueueUrl: string; MessageBody: string };
      const { MessageId } = JSON.parse(String(payload));
      const folder = folders.get(QueueUrl);
      if (folder !== undefined) writeFileSync(join(folder, MessageId), MessageBody, { mode: 0o600 });
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
  const created = async (QueueName: string, Attributes = {}) => {
    const { QueueUrl } = await call('CreateQueue', { QueueName, Attributes });
    const url = `${endpoint}${new URL(QueueUrl).pathname}`;
    called.set(url, QueueUrl);
    return { QueueUrl, url };
  };
  const client = new SQSClient(localClientSettings(endpoint));
  async function queue(QueueName: string, folder: string, of: { again: number; tries: number }): Promise<OneQueue> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const deadLetters = await created(`${QueueName}-dead-letters`);
    const { Attributes } = await call('GetQueueAttributes', {
      QueueUrl: deadLetters.QueueUrl,
      AttributeNames: ['QueueArn'],
    });
    const { QueueUrl, url } = await created(QueueName, {
      VisibilityTimeout: String(of.again),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: Attributes.QueueArn,
        maxReceiveCount: String(of.tries),
      }),
    });
    folders.set(QueueUrl, folder);
    await sendAgain(folder, client, url);
    const forget = (messageIds: readonly string[]) => {
      for (const id of messageIds) rmSync(join(folder, id), { force: true });
    };
    return { url, deadLettersUrl: deadLetters.url, forget };
  }
  const mail = await queue('mail', directory, { again: againAfter, tries: TRIES });
  const webhooks = await queue('webhooks', `${directory}-webhooks`, {
    again: WEBHOOK_AGAIN_AFTER,
    tries: ATTEMPTS,
  });
  return { endpoint, ...mail, webhooks, stop: () => app.close() };
}

async function sendAgain(directory: string, client: SQSClient, url: string): Promise<void> {
  const left = readdirSync(directory, { withFileTypes: true }).filter((one) => one.isFile());
  for (const { name } of left) {
    const MessageBody = readFileSync(join(directory, name), 'utf8');
    if (MessageBody) await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    rmSync(join(directory, name));
  }
}
