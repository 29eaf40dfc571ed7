import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, inject } from 'vitest';
import type { Keyring } from '../../functions/core/keys/keyring.ts';
import { type ConfirmationMail, openMail, type QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { startQueue } from '../../infra/local/queue.ts';

/** A queue of a test file's own, to which the AWS SDK is pointed as in production. @param keys of its messages. */
export async function freshQueue(keys: Keyring) {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-queue-'));
  const { url, endpoint, stop } = await startQueue(directory);
  afterAll(async () => {
    await stop();
    await rm(directory, { recursive: true });
  });
  pointSdkHere({ dynamoDb: inject('dynamoDbEndpoint'), sqs: endpoint, ses: endpoint });
  const client = new SQSClient({});

  /** Bodies of the messages that wait, as anybody who reads the queue sees them; each is given once. */
  async function messages(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
      if (!Messages?.length) return bodies;
      // Else they would be given again after some seconds, to whichever test is slow.
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      bodies.push(...Messages.map(({ Body }) => Body ?? ''));
    }
  }
  const queued = async (): Promise<QueuedMail[]> =>
    (await messages()).map((body) => openMail(keys, body)).filter((mail) => mail !== undefined);
  /** The mails that answer attempts. */
  const mails = async (): Promise<ConfirmationMail[]> =>
    (await queued()).filter((mail): mail is ConfirmationMail => mail.kind === 'confirmation');
  /** The one mail that waits. */
  async function mail(): Promise<ConfirmationMail> {
    const [mail] = await mails();
    if (!mail) throw new Error('No mail waits in the queue: the attempt before has put none in.');
    return mail;
  }
  return { queueUrl: url, messages, queued, mails, mail };
}
