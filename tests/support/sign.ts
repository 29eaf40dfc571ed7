import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import type { Hono } from 'hono';
import { afterAll } from 'vitest';
import { type Campaign, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { getCampaignHead, putCampaign } from '../../functions/core/campaigns/store.ts';
import type { Identity } from '../../functions/core/keys/seal.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import { type ConfirmationMail, openMail, type QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import type { LogFields } from '../../functions/core/running/log.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { parseSignKeys } from '../../functions/sign/keys.ts';
import { networkOf } from '../../functions/sign/network.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { freshTables } from './tables.ts';

const organiserKey = await generateIdentity();
const recipient = await identityToRecipient(organiserKey);
/** Far from now: the table keeps real time, and would remove what has expired by it. */
export const NOW = Date.parse('2096-03-01T12:00:00Z');

const secret = JSON.stringify({ k1: 'x'.repeat(64) });
const keys = parseSignKeys({ pepper: secret, token: secret, mail: secret }, NOW);

export const campaign = (more: Partial<Campaign> = {}): Campaign => ({
  ...campaignFile.parse({
    slug: 'free-them',
    title: 'Free them & theirs',
    demand: 'The government releases them.',
    summary: 'They are held for what they said.',
    why: 'Because.',
    goal: 100,
    opensAt: '2096-01-01T00:00:00Z',
    closesAt: '2096-06-01T00:00:00Z',
    showNames: true,
    targets: [{ name: 'The government' }],
    recipients: [recipient],
    sources: ['newsletter'],
  }),
  createdAt: '2096-01-01T00:00:00.000Z',
  ...more,
});

/** The sign function on real tables and a real queue, and what it wrote into its log. */
export async function startSign(faults: Partial<SignDeps> = {}) {
  const db = await freshTables();
  await putCampaign(db.Campaigns, campaign());
  await putCampaign(db.Campaigns, campaign({ slug: 'closed', closesAt: '2096-02-01T00:00:00Z' }));
  await putCampaign(db.Campaigns, campaign({ slug: 'upcoming', opensAt: '2096-04-01T00:00:00Z' }));
  await putCampaign(db.Campaigns, campaign({ slug: 'keyless', recipients: [] }));
  const queue = await freshQueue();
  const time = { now: NOW };
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const write = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const deps: SignDeps = {
    campaign: (slug) => getCampaignHead(db.Campaigns, slug),
    signatures: db.Signatures,
    limits: createLimits(db.Limits, () => time.now),
    networkOf: (c) => networkOf(c, []),
    outbox: createOutbox({ queueUrl: queue.queueUrl, keys: async () => keys.mail, clock: () => time.now }),
    keys: async () => keys,
    publicKeys: [],
    campaignPublicKeys: 'any',
    keepMonths: 6,
    publicUrl: 'https://amparo.example',
    patience: 20_000,
    assets: { href: (name) => `/assets/${name}`, file: () => undefined, openApi: '{}' },
    clock: () => time.now,
    log: { info: write, error: write },
    ...faults,
  };
  /** What an organiser reads, with the key that the service does not have. */
  async function identityIn({ confirmToken }: ConfirmationMail): Promise<Identity> {
    const { sealedIdentity } = await openConfirmation(keys.token, confirmToken, time.now);
    const decrypter = new Decrypter();
    decrypter.addIdentity(organiserKey);
    return JSON.parse(await decrypter.decrypt(sealedIdentity, 'text'));
  }
  return { app: createSignApp(deps), deps, db, time, logged, identityIn, ...queue };
}

async function freshQueue() {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-queue-'));
  const { url, endpoint, stop } = await startQueue(directory);
  afterAll(async () => {
    await stop();
    await rm(directory, { recursive: true });
  });
  // Read by the SDK itself, as in production.
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: endpoint,
  });
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
  async function mails(): Promise<QueuedMail[]> {
    const opened = await Promise.all((await messages()).map((body) => openMail(keys.mail, body)));
    return opened.filter((mail) => mail !== undefined);
  }
  /** The one mail that waits. */
  async function mail(): Promise<ConfirmationMail> {
    const [mail] = await mails();
    if (mail?.kind !== 'confirmation') throw new Error('no mail');
    return mail;
  }
  return { queueUrl: url, messages, mails, mail };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

export const attemptOf = (email: string, more: object = {}) => ({
  name: 'Ada Lovelace',
  email,
  country: 'AZ',
  ...more,
});

/** A program's call. */
export const postJson = (app: Hono, path: string, body: unknown): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: JSON_TYPE,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

/** A browser's form. */
export const postForm = (app: Hono, path: string, fields: Record<string, string>): Promise<Response> =>
  Promise.resolve(
    app.request(path, { method: 'POST', headers: FORM_TYPE, body: new URLSearchParams(fields).toString() }),
  );

export const open = (app: Hono, path: string, method = 'GET'): Promise<Response> =>
  Promise.resolve(app.request(path, { method, headers: { accept: 'text/html' } }));

export const SIGN = '/api/campaigns/free-them/signatures';
