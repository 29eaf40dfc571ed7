import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { localClientSettings } from '../../../infra/local/dynamodb.ts';
import { pointSdkHere } from '../../../infra/local/environment.ts';
import { type LocalQueue, startQueue } from '../../../infra/local/queue.ts';
import { startQueuePump } from '../../../infra/local/queue-pump.ts';
import { silentLog } from '../../support/log.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'amparo-queue-'));

const put = ({ endpoint, url }: LocalQueue, MessageBody: string) =>
  new SQSClient(localClientSettings(endpoint)).send(new SendMessageCommand({ QueueUrl: url, MessageBody }));

async function bodiesIn({ endpoint, url }: LocalQueue): Promise<string[]> {
  const client = new SQSClient(localClientSettings(endpoint));
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body }) => Body ?? '').sort();
}

it('delivers unsent messages after a restart, also received ones', async () => {
  const folder = freshFolder();
  const first = await startQueue(folder);
  await put(first, 'received');
  expect(await bodiesIn(first)).toEqual(['received']);
  await put(first, 'waiting');
  const { MessageId = '' } = await put(first, 'sent');
  first.forget([MessageId]);
  await first.stop();
  const second = await startQueue(folder);
  expect(await bodiesIn(second)).toEqual(['received', 'waiting']);
  await second.stop();
});

it('keeps the messages that the mail function hands back, and drops the others', async () => {
  const folder = freshFolder();
  const queue = await startQueue(folder, 2);
  pointSdkHere({ dynamoDb: queue.endpoint, sqs: queue.endpoint, ses: queue.endpoint });
  for (const body of ['good', 'bad', 'fine']) await put(queue, body);
  const tried: string[] = [];
  const pump = startQueuePump({
    batchSize: 10,
    queueUrl: queue.url,
    send: async (messages) => {
      tried.push(...messages.map(({ body }) => body));
      const failed = messages.filter(({ body }) => body === 'bad');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
    sent: queue.forget,
    log: silentLog,
  });
  const triesOf = (body: string) => tried.filter((one) => one === body).length;
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1), { timeout: 120_000 });
  await vi.waitFor(() => expect(triesOf('bad')).toBeGreaterThan(1), { timeout: 120_000 });
  await pump.drain(1_000);
  expect([triesOf('good'), triesOf('fine')]).toEqual([1, 1]);
  await queue.stop();
  const again = await startQueue(folder);
  expect(await bodiesIn(again)).toEqual(['bad']);
  await again.stop();
});
