import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, inject, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { readOverviewOf } from '../../functions/core/overview/reader.ts';
import { readSettings } from '../../functions/core/running/settings.ts';
import { parseMessage } from '../../functions/core/webhooks/queue.ts';
import { overviewSettings } from '../../functions/overview/settings.ts';
import { task } from '../../functions/overview/task.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { campaignOf } from '../support/campaign.ts';
import { silentLog } from '../support/log.ts';
import { publishNumbers } from '../support/published.ts';
import { freshTables } from '../support/tables.ts';

// The overview function as its settings make it, with tables and a time that are real.
const { Campaigns: campaigns, Counts: counts } = await freshTables();
const dynamoDb = inject('dynamoDbEndpoint');
const queue = await startQueue(mkdtempSync(join(tmpdir(), 'amparo-queue-')));
afterAll(queue.stop);
pointSdkHere({ dynamoDb, sqs: queue.endpoint, ses: dynamoDb });
const settings = {
  ...{ CAMPAIGNS_TABLE: campaigns.table, COUNTS_TABLE: counts.table, WEBHOOKS_QUEUE_URL: queue.webhooks.url },
};
const work = task.prepare(readSettings(overviewSettings, settings), silentLog);

it('lists the campaigns of its tables, run after run', async () => {
  await putCampaign(campaigns, campaignOf({ slug: 'first-one', publish: 'live' }));
  await work(() => true);
  await putCampaign(campaigns, campaignOf({ slug: 'second-one' }));
  await publishNumbers(counts, 'first-one', { total: 13, asOf: Date.now() });
  await work(() => true);
  const entries = (await readOverviewOf(campaigns)())?.entries ?? [];
  expect(entries.map(({ slug, numbers }) => `${slug} ${numbers.total}`).sort()).toEqual([
    'first-one 13',
    'second-one 0',
  ]);
});

it('does nothing of a run whose time has ended', async () => {
  await putCampaign(campaigns, campaignOf({ slug: 'third-one' }));
  await work(() => false);
  expect((await readOverviewOf(campaigns)())?.entries).toHaveLength(2);
});

it('puts what happened into the queue of webhooks, as the function there reads it', async () => {
  await putCampaign(
    campaigns,
    campaignOf({ slug: 'first-one', publish: 'live', won: { on: '2026-11-28', words: 'Free.' } }),
  );
  await work(() => true);
  const asked = { QueueUrl: queue.webhooks.url, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await new SQSClient({}).send(new ReceiveMessageCommand(asked));
  const events = Messages.map(({ Body = '' }) => parseMessage(Body)).flatMap((message) =>
    message && 'event' in message ? [message.event] : [],
  );
  expect(events).toContainEqual(expect.objectContaining({ type: 'campaign.won' }));
  expect(events.map((event) => ('slug' in event.data ? event.data.slug : undefined))).toContain('second-one');
});
