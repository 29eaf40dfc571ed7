import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { createCaller } from '../privacy/caller.ts';
import { exceptions } from '../privacy/exceptions.ts';
import { journeys, type Links } from '../privacy/journeys.ts';
import { answerLoot, streamLoot, tableLoot } from '../privacy/loot.ts';
import { marked, marks } from '../privacy/marks.ts';
import { searchLoot, tokenMarks } from '../privacy/thief.ts';
import { campaignOf } from '../support/campaign.ts';
import { client, deployed, functionConfigurations, setEventSources, setVariables } from './account.ts';
import { bucketLoot, logLoot, waitingMessages } from './cloud-loot.ts';
import { approveNames, drawShownNames } from './names.ts';
import { asFunction } from './roles.ts';

const SECOND = 'free-marked-people';
const soon = { timeout: 120_000, interval: 200 };
const patiently = { timeout: 120_000, interval: 10 };

describe('a thief of the whole account, but for its secrets', () => {
  it('finds nothing of a signer in tables, streams, queues, dead letters, logs and buckets', async () => {
    const recipients = await Promise.all([deployed().groupKey, await generateIdentity()].map(identityToRecipient));
    await putCampaign(
      { client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Campaigns') },
      campaignOf({ slug: SECOND, showNames: true, recipients }),
    );
    const caller = createCaller(deployed().siteUrl);
    const tokens = await journeys({
      caller,
      campaigns: [SAMPLE_SLUG, SECOND],
      mailed,
      approve: approveNames,
      draw: drawShownNames,
    });
    await leaveDeadLetter(async () => {
      await caller.json(`/api/campaigns/${SAMPLE_SLUG}/signatures`, marked.burst);
    });

    const waiting = await waitingMessages();
    const logs = await logLoot();
    const buckets = await bucketLoot();
    expect(
      waiting.some(({ queue }) => /dead/i.test(queue)),
      'a dead letter',
    ).toBe(true);
    expect(
      logs.some(({ bytes }) => bytes.includes('mail-failed')),
      'lines of the mail function',
    ).toBe(true);
    expect(buckets.length, 'bundles').toBeGreaterThan(3);
    const { leaks, needless } = searchLoot(
      [
        ...(await tableLoot(client())),
        ...(await streamLoot(client())),
        ...waiting.map((message) => ({ place: 'queue', bytes: Buffer.from(JSON.stringify(message)) })),
        ...logs,
        ...buckets,
        ...answerLoot(caller.answers),
      ],
      { marks: [...marks, ...tokenMarks(tokens)], contexts: [SAMPLE_SLUG, SECOND], exceptions },
    );
    expect(leaks).toEqual([]);
    expect(needless).toEqual([]);
  });
});

async function mailed(address: string): Promise<Links[]> {
  const { emails } = (await (await fetch(`${deployed().mailboxUrl}/store`)).json()) as {
    emails: { destination: { to: string[] }; body: { text: string } }[];
  };
  const link = (text: string, what: string) => new RegExp(`/${what}\\?token=(\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return emails
    .filter(({ destination }) => destination.to.includes(address))
    .map(({ body: { text } }) => ({ confirm: link(text, 'confirm'), withdraw: link(text, 'withdraw') }));
}

/** Lets one mail fail, as with a sender that is not verified, and tries another until it lies among the dead letters. */
async function leaveDeadLetter(ask: () => Promise<void>): Promise<void> {
  const { FunctionName = '', Environment } = (await functionConfigurations()).get('mail') ?? {};
  const variables = Environment?.Variables ?? {};
  onTestFinished(async () => {
    await setVariables(FunctionName, variables);
    await setEventSources(FunctionName, true);
  });
  await setVariables(FunctionName, { ...variables, MAIL_FROM: 'Nobody <nobody@unverified.example>' });
  await ask();
  await vi.waitFor(async () => expect(await hasLogged('mail-failed')).toBe(true), soon);
  await setEventSources(FunctionName, false);
  await ask();
  const waiting = (await waitingMessages()).find(({ queue }) => !isDeadLetters(queue) && !queue.includes('-webhooks'));
  const receive = { QueueUrl: waiting?.queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
  const queues = new SQSClient({ ...(await asFunction('mail')), useQueueUrlAsEndpoint: false });
  // A mail is tried for as long as its link confirms: a thousand times.
  await vi.waitFor(async () => {
    await Promise.all(Array.from({ length: 50 }, () => queues.send(new ReceiveMessageCommand(receive))));
    expect((await waitingMessages()).some(({ queue }) => isDeadLetters(queue))).toBe(true);
  }, patiently);
}

const isDeadLetters = (queue: string): boolean => /dead/i.test(queue);
const hasLogged = async (event: string): Promise<boolean> =>
  (await logLoot()).some(({ bytes }) => bytes.includes(event));
