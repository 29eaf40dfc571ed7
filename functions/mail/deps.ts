import { setTimeout as sleep } from 'node:timers/promises';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createDynamoDb } from '../core/aws/db.ts';
import { type PutOff, putOffIn } from '../core/aws/put-off.ts';
import { type Keyring, parseKeyring } from '../core/keys/keyring.ts';
import { type NotedQuota, putSendQuota } from '../core/outbox/send-quota.ts';
import { type Clock, SECOND, systemClock } from '../core/running/clock.ts';
import { keepFresh } from '../core/running/keep-fresh.ts';
import { describeError, jsonLog, type Log } from '../core/running/log.ts';
import { type Account, readQuota, watchAccount } from './account.ts';
import { anyDomainPace, createDomainPace, type DomainPace } from './domain-pace.ts';
import { type Health, watchHealth } from './health.ts';
import { createPace, type Pace, paceOf, paceOfPlace } from './pace.ts';
import type { MailSettings } from './settings.ts';

/** What the mail function works with. Tests pass their own. */
export interface MailDeps {
  readonly ses: SESv2Client;
  readonly from: string;
  readonly configurationSet?: string | undefined;
  readonly replyTo?: string | undefined;
  /** Opens the mails in the queue. */
  readonly keys: () => Promise<Keyring>;
  /** Makes the tags of mailboxes. */
  readonly tagKeys: () => Promise<Keyring>;
  readonly publicUrl: string;
  readonly account: Account;
  readonly pace: Pace;
  readonly domainPace: DomainPace;
  readonly health: Health;
  /** For how many milliseconds the mails of a batch wait for their turns. */
  readonly patience: number;
  readonly putOff: (puts: readonly PutOff[]) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

/** The time that the function may run, less the time that SES may take to answer the last mail. */
const PATIENCE = 45 * SECOND;

/**
 * @param secrets reads the key ring that opens the mails in the queue. It is called at once, and again every few minutes.
 * @param patience as `MailDeps`.
 */
export function mailDeps(
  settings: MailSettings,
  secrets: () => Promise<{ mail: string }>,
  patience = PATIENCE,
): MailDeps {
  const ses = new SESv2Client({
    // The queue delivers the mail again, later. A retry at once would send a mail twice whose answer was lost.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  const common = { clock: systemClock, log: jsonLog };
  const shared = { most: settings.MAIL_RATE, places: settings.MAIL_PLACES };
  const client = createDynamoDb();
  const counts = { client, table: settings.COUNTS_TABLE };
  const health = watchHealth({ limits: { client, table: settings.LIMITS_TABLE }, counts, ...common });
  const note = ({ quota, at }: NotedQuota) =>
    putSendQuota(counts, { quota: { ...quota, perSecond: paceOf(quota.perSecond, shared.most) }, at });
  const account = watchAccount({ read: () => readQuota(ses), note, random: Math.random, ...common });
  const rings = keepFresh(async () => {
    const { mail } = await secrets();
    return { queue: parseKeyring(mail, 'queued-mail'), tag: parseKeyring(mail, 'mailbox-tag') };
  }, common);
  return {
    ses,
    from: settings.MAIL_FROM,
    replyTo: settings.MAIL_REPLY_TO,
    configurationSet: settings.MAIL_CONFIGURATION_SET,
    keys: async () => (await rings()).queue,
    tagKeys: async () => (await rings()).tag,
    publicUrl: settings.PUBLIC_URL,
    account,
    pace: createPace({
      perSecond: () => {
        const slow = health.slowRate();
        return slow === undefined ? paceOfPlace(account.perSecond(), shared) : slow / shared.places;
      },
      clock: systemClock,
      sleep,
    }),
    domainPace: settings.MAIL_DOMAIN_RATE
      ? createDomainPace({ perMinute: settings.MAIL_DOMAIN_RATE / shared.places, clock: systemClock })
      : anyDomainPace,
    health,
    patience,
    putOff: putOffIn(settings.MAIL_QUEUE_URL, (error) =>
      jsonLog.error('mail-not-put-off', error === undefined ? {} : describeError(error)),
    ),
    random: Math.random,
    ...common,
  };
}
