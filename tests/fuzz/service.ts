import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { createConsoleApp } from '../../functions/console/app.ts';
import { consoleDeps } from '../../functions/console/deps.ts';
import { createDynamoDb, type Db } from '../../functions/core/aws/db.ts';
import type { TableName } from '../../functions/core/aws/tables.ts';
import { putPreview } from '../../functions/core/campaigns/preview-store.ts';
import { previewId } from '../../functions/core/campaigns/preview-token.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { openMail } from '../../functions/core/outbox/queued-mail.ts';
import { DAY, dayName, isoTime } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { signDeps } from '../../functions/sign/deps.ts';
import { parseSignKeys } from '../../functions/sign/keys.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteDeps } from '../../functions/site/deps.ts';
import { createTables } from '../../infra/local/dynamodb.ts';
import { functionSettings, pointSdkHere } from '../../infra/local/environment.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { readOrMakeGroupKey, readOrMakeSecrets } from '../../infra/local/secrets.ts';
import { buildTestAssets } from '../support/assets.ts';
import { campaignOf } from '../support/campaign.ts';
import { madeInWorker, picturesInMemory } from '../support/pictures.ts';
import { publishNumbers } from '../support/published.ts';
import { anyTrail } from '../support/records.ts';

export const PUBLIC_URL = 'https://amparo.example';
/** The campaign that takes signatures, and all that there are. */
export const OPEN = 'free-them';
export const SLUGS = [OPEN, 'closed', 'upcoming', 'draft'] as const;
/** The token of links that show a draft, and lead to any other campaign. */
export const PREVIEW = 'x'.repeat(22);
/** The page of somebody for whom campaigns speak. */
export const CASE = 'ada-lovelace';

export type FuzzedService = Awaited<ReturnType<typeof startService>>;

/** Both apps with the dependencies that they have when they are deployed, on real tables and a real queue. */
export async function startService() {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-fuzz-'));
  const queue = await startQueue(join(directory, 'queue'));
  pointSdkHere({ dynamoDb: inject('dynamoDbEndpoint'), sqs: queue.endpoint, ses: queue.endpoint });
  const client = createDynamoDb();
  const tables = await createTables(client, `fuzz-${randomUUID()}`);
  await putCampaigns({ client, table: tables.Campaigns });
  // Enough for its charts.
  const lately = dayName(Date.now() - 2 * DAY);
  const byDay = { '2026-03-06': 10, '2026-03-07': 20, [lately]: 30 };
  await publishNumbers({ client, table: tables.Counts }, OPEN, { total: 60, byDay });
  const { assets, remove } = await buildTestAssets();
  const secrets = readOrMakeSecrets(directory);
  const recipient = await readOrMakeGroupKey(directory);
  const settings = functionSettings(
    { publicUrl: PUBLIC_URL, languages: ['en'], limits: 'on', mailRate: 1_000 },
    {
      tables,
      streamArn: 'the-stream',
      queueUrl: queue.url,
      webhooksUrl: queue.webhooks.url,
      recipient,
      signIn: { issuer: 'http://127.0.0.1:9', clientId: 'console' },
    },
  );
  // Answers at once: thousands of them would wait for their steps.
  const sign = { ...signDeps(settings.sign, async () => secrets, assets), answersEvery: 0 };
  const site = siteDeps(settings.site, assets);
  const uploads = { pictures: picturesInMemory(), makePicture: madeInWorker };
  const organise = consoleDeps(settings.console, { secrets: async () => secrets, assets, audit: anyTrail(), uploads });
  const apps = { sign: createSignApp(sign), site: createSiteApp(site) };
  const sqs = new SQSClient({});

  /** Empties the queue. @returns the bodies, as a reader of the queue sees them. */
  async function takeMessages(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return bodies;
      for (const { Body = '', ReceiptHandle, MessageId = '' } of Messages) {
        bodies.push(Body);
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
        queue.forget([MessageId]);
      }
    }
  }
  return {
    deps: { sign, site, console: organise },
    apps,
    /** Also the one of organisers, which answers nobody without a token. */
    all: { ...apps, console: createConsoleApp(organise) },
    assets,
    table: (name: TableName): Db => ({ client, table: tables[name] }),
    takeMessages,
    /** The tokens of the mails that wait, of both purposes. */
    async takeTokens(): Promise<string[]> {
      const { mail: ring } = parseSignKeys(secrets, Date.now());
      const mails = await Promise.all((await takeMessages()).map((body) => openMail(ring, body)));
      return mails.flatMap((mail) =>
        mail ? ['confirmToken' in mail ? mail.confirmToken : [], mail.withdrawToken].flat() : [],
      );
    },
    async stop() {
      client.destroy();
      await queue.stop();
      await remove();
      await rm(directory, { recursive: true });
    },
  };
}

async function putCampaigns(db: Db): Promise<void> {
  const file = { title: 'Free them & theirs', showNames: true, sources: ['newsletter'] };
  const [open, closed, upcoming, draft] = SLUGS;
  const campaigns = [
    { ...file, slug: open },
    { ...file, slug: closed, closesAt: '2026-02-01T00:00:00Z' },
    { ...file, slug: upcoming, opensAt: '2096-01-01T00:00:00Z' },
    { ...file, slug: draft, visibility: 'draft' as const },
  ];
  for (const each of campaigns)
    await putCampaign(db, campaignOf({ ...each, cases: [{ id: CASE, name: 'Ada', status: 'detained' }] }));
  const link = { createdAt: isoTime(Date.now()), by: 'operator', until: Date.now() + DAY };
  for (const slug of SLUGS) await putPreview(db, slug, { ...link, id: previewId(PREVIEW) }, 0);
}
