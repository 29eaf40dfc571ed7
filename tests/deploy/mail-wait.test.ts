import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { getSendQuota, putSendQuota } from '../../functions/core/outbox/send-quota.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { client, functionConfigurations } from './account.ts';
import { asFunction } from './roles.ts';
import { ask, newSigner } from './signer.ts';

const table = physicalTableName(STAGE, 'Counts');

it('stores the rate of SES with the right of mail, and lets sign read it and the length of the queue', async () => {
  const signer = newSigner();
  await ask(signer);
  await mailboxOf(signer.email).next();
  const counts = { client: new DynamoDBClient(client()), table };
  await expect
    .poll(() => getSendQuota(counts))
    .toMatchObject({
      // Nine tenths of the emulator's quota.
      quota: { perSecond: 12.6, day: { most: 50_000, left: expect.any(Number) } },
    });

  const sign = await asFunction('sign');
  const reader = { client: new DynamoDBClient(sign), table };
  const told = await getSendQuota(reader);
  expect(told?.quota.perSecond).toBe(12.6);
  await expect(putSendQuota(reader, told!)).rejects.toThrow(/not authorized|AccessDenied/i);
  const { MAIL_QUEUE_URL: QueueUrl = '' } = (await functionConfigurations()).get('sign')?.Environment?.Variables ?? {};
  const queue = new SQSClient({ ...sign, useQueueUrlAsEndpoint: false });
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  expect((await queue.send(asked)).Attributes).toEqual({ ApproximateNumberOfMessages: expect.stringMatching(/^\d+$/) });
  await expect(queue.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow();
});
