import { createDynamoDb, type Db } from '../core/aws/db.ts';
import { type PutOff, putOffIn } from '../core/aws/put-off.ts';
import { sqsQueue } from '../core/aws/sqs.ts';
import { type Keyring, parseKeyring } from '../core/keys/keyring.ts';
import { type Clock, systemClock } from '../core/running/clock.ts';
import { keepFresh } from '../core/running/keep-fresh.ts';
import { describeError, jsonLog, type Log } from '../core/running/log.ts';
import type { AddressRules } from '../core/webhooks/address.ts';
import { type WebhookQueue, webhookQueue } from '../core/webhooks/queue.ts';
import { createPost, type Post } from './post.ts';
import type { WebhooksSettings } from './settings.ts';

/** What the function works with. Tests pass their own. */
export interface WebhooksDeps {
  readonly webhooks: Db;
  /** Says whether a campaign is still listed. */
  readonly campaigns: Db;
  readonly queue: WebhookQueue;
  readonly putOff: (puts: readonly PutOff[]) => Promise<void>;
  /** The ring from which secrets are made. */
  readonly ring: () => Promise<Keyring>;
  readonly post: Post;
  readonly rules: AddressRules;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * @param secrets reads the key ring. It is called at once, and again every few minutes.
 * @param rules where webhooks may go. Only one machine gives any: no setting of AWS opens more.
 */
export function webhooksDeps(
  settings: WebhooksSettings,
  secrets: () => Promise<{ webhooks: string }>,
  rules: AddressRules = {},
): WebhooksDeps {
  const common = { clock: systemClock, log: jsonLog };
  const client = createDynamoDb();
  return {
    webhooks: { client, table: settings.WEBHOOKS_TABLE },
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    queue: webhookQueue(sqsQueue(settings.WEBHOOKS_QUEUE_URL)),
    putOff: putOffIn(settings.WEBHOOKS_QUEUE_URL, (error) =>
      jsonLog.error('webhook-not-put-off', error === undefined ? {} : describeError(error)),
    ),
    ring: keepFresh(async () => parseKeyring((await secrets()).webhooks, 'webhook'), common),
    post: createPost(),
    rules,
    random: Math.random,
    ...common,
  };
}
