import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { getCampaignHead } from '../core/campaigns/store.ts';
import { type Clock, SECOND, systemClock } from '../core/clock.ts';
import { createDynamoDb, type Db } from '../core/db.ts';
import { jsonLog, type Log } from '../core/log.ts';
import { createOutbox, type Outbox } from '../core/outbox/queue.ts';
import { type Keyring, onlyKey, parseKeyring } from '../core/privacy/keyring.ts';
import { remember } from '../core/remember.ts';
import type { SignSettings } from '../core/settings.ts';
import type { Assets } from '../ui/assets.ts';

/** What the sign function works with. A test hands in its own. */
export interface SignDeps {
  readonly campaign: (slug: string) => Promise<CampaignHead | undefined>;
  readonly signatures: Db;
  readonly limits: Db | 'off';
  readonly outbox: Outbox;
  readonly linkKeys: Keyring;
  readonly pepper: Uint8Array;
  readonly limitKey: Uint8Array;
  /** age public keys for campaigns that name none. */
  readonly recipients: readonly string[];
  readonly publicUrl: string;
  readonly assets: Assets;
  /** Milliseconds after which a caller is told that a service does not answer. */
  readonly patience: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** The secrets of the sign function, each a keyring (`core/privacy/keyring`). */
export interface SignSecrets {
  readonly pepper: string;
  readonly linkKeys: string;
  readonly mailKeys: string;
}

/** Less than `createApp` waits, so that a form or a button can be given back. */
const PATIENCE = 8 * SECOND;

/** How long a change to a campaign may take to reach a running function. */
const CAMPAIGN_REMEMBERED = 10 * SECOND;

export function signDeps(settings: SignSettings, secrets: SignSecrets, assets: Assets): SignDeps {
  const client = createDynamoDb();
  const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
  return {
    campaign: remember((slug) => getCampaignHead(campaigns, slug), { clock: systemClock, forMs: CAMPAIGN_REMEMBERED }),
    signatures: { client, table: settings.SIGNATURES_TABLE },
    limits: settings.LIMITS === 'off' ? 'off' : { client, table: settings.LIMITS_TABLE },
    outbox: createOutbox({ queueUrl: settings.MAIL_QUEUE_URL, keys: parseKeyring(secrets.mailKeys, 'queued-mail') }),
    linkKeys: parseKeyring(secrets.linkKeys, 'link-token'),
    pepper: onlyKey(parseKeyring(secrets.pepper, 'signer-hash')),
    limitKey: onlyKey(parseKeyring(secrets.pepper, 'limit')),
    recipients: settings.RECIPIENTS,
    publicUrl: settings.PUBLIC_URL,
    assets,
    patience: PATIENCE,
    clock: systemClock,
    log: jsonLog,
  };
}
