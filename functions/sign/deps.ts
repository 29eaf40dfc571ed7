import type { Context } from 'hono';
import { createDynamoDb, type Db } from '../core/aws/db.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { getGroup, withGroup } from '../core/campaigns/group-store.ts';
import { getCampaignHead } from '../core/campaigns/head-store.ts';
import type { Translation } from '../core/campaigns/in-language.ts';
import { getSignedTranslation } from '../core/campaigns/translation-store.ts';
import { createLimits, type Limits } from '../core/limits/limits.ts';
import { createOutbox, type Outbox } from '../core/outbox/queue.ts';
import { type Clock, MINUTE, SECOND, systemClock } from '../core/running/clock.ts';
import { keepFresh } from '../core/running/keep-fresh.ts';
import type { LastSeen } from '../core/running/last-seen.ts';
import { jsonLog, type Log } from '../core/running/log.ts';
import { remember } from '../core/running/remember.ts';
import type { AppDeps } from '../http/deps.ts';
import { type Network, networkOf } from '../http/network.ts';
import type { Assets } from '../ui/assets.ts';
import { parseSignKeys, type SignKeys, type SignSecrets } from './keys.ts';
import type { MailDomains } from './mail-domains.ts';
import { watchMailWait } from './mail-wait.ts';
import type { SignSettings } from './settings.ts';
import { type IsStageStrict, watchStrictness } from './strictness.ts';

/** What the sign function works with. Tests pass their own. */
export interface SignDeps extends Pick<AppDeps, 'answersWithin'> {
  readonly campaign: (slug: string) => Promise<CampaignHead | undefined>;
  /** What forms and e-mails show, or have shown, of a campaign in another language. Undefined if it has no such words. */
  readonly translation: (slug: string, language: string) => Promise<Translation | undefined>;
  readonly signatures: Db;
  readonly limits: Limits | 'off';
  /** The network that a request comes from. For undefined there are no limits by network. */
  readonly networkOf: (c: Context) => Network | Promise<Network>;
  /** Whether requests that did not come through the edge are refused. */
  readonly edgeOnly?: boolean;
  readonly outbox: Outbox;
  /** Whether all campaigns are strict for now. Undefined: none but those whose file says so. */
  readonly isStageStrict?: IsStageStrict;
  /** Looks domains up. Undefined: any domain is taken. */
  readonly mailDomains?: MailDomains | undefined;
  /** How long a mail takes that is asked for now, in milliseconds, as far as is known (`mail-wait.ts`). */
  readonly mailWait?: LastSeen<number | undefined>;
  /** The keys as they are now. Cheap to call: they are read again every few minutes. */
  readonly keys: () => Promise<SignKeys>;
  /** age public keys for campaigns that name none. */
  readonly publicKeys: readonly string[];
  /** Further keys that campaigns may name (`core/campaigns/sealed-to`). */
  readonly campaignPublicKeys: 'any' | readonly string[];
  /** For how many months after its closing a campaign's identities are kept, unless the campaign says otherwise. */
  readonly keepMonths: number;
  readonly publicUrl: string;
  readonly assets: Assets;
  /** Milliseconds after which the caller gets the answer that a service does not respond. */
  readonly patience: number;
  /**
   * Milliseconds: what links ask for is answered at the end of such a step, counted from the request, so that its time does
   * not show how many calls it took. 0 answers at once.
   */
  readonly answersEvery: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Less than `createApp` waits, so that there is time to return the form or the button. */
const PATIENCE = 8 * SECOND;

/** Some calls of a table take 20 ms. What takes longer, such as a cold start, is answered at the end of a later step. */
const ANSWERS_EVERY = 100;

/** How long a change to a campaign may take to reach a running function. */
const CAMPAIGN_REMEMBERED = 10 * SECOND;
/** For how long the last known campaign is used while the table does not answer: a form can only be returned with it. */
const CAMPAIGN_GOOD_FOR = 15 * MINUTE;

/** Reads campaigns by their slugs, each with its group. */
export function campaignReads(campaigns: Db, clock: Clock): SignDeps['campaign'] {
  const remembered = { clock, forMs: CAMPAIGN_REMEMBERED, goodFor: CAMPAIGN_GOOD_FOR };
  const group = remember(() => getGroup(campaigns), remembered);
  return remember(async (slug) => {
    const [campaign, ofAll] = await Promise.all([getCampaignHead(campaigns, slug), group('now')]);
    return campaign && withGroup(campaign, ofAll);
  }, remembered);
}

/** Reads translations of campaigns, as `campaignReads` reads campaigns. */
export function translationReads(campaigns: Db, clock: Clock): SignDeps['translation'] {
  const read = remember(
    (key) => {
      const [slug = '', language = ''] = key.split(' ');
      return getSignedTranslation(campaigns, slug, language);
    },
    { clock, forMs: CAMPAIGN_REMEMBERED, goodFor: CAMPAIGN_GOOD_FOR },
  );
  return (slug, language) => read(`${slug} ${language}`);
}

/** @param secrets reads the secrets. It is called at once, and again every few minutes. */
export function signDeps(settings: SignSettings, secrets: () => Promise<SignSecrets>, assets: Assets): SignDeps {
  const read = async () => {
    const readAt = systemClock();
    return parseSignKeys(await secrets(), readAt);
  };
  const keys = keepFresh(read, { clock: systemClock, log: jsonLog });
  const client = createDynamoDb();
  const outbox = createOutbox({
    queueUrl: settings.MAIL_QUEUE_URL,
    keys: async () => (await keys()).mail,
    clock: systemClock,
  });
  const counts = { client, table: settings.COUNTS_TABLE };
  const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
  const common = { clock: systemClock, log: jsonLog };
  return {
    campaign: campaignReads(campaigns, systemClock),
    translation: translationReads(campaigns, systemClock),
    signatures: { client, table: settings.SIGNATURES_TABLE },
    limits: settings.LIMITS === 'off' ? 'off' : createLimits({ client, table: settings.LIMITS_TABLE }, systemClock),
    networkOf: async (c) => networkOf(c, (await keys()).edge),
    edgeOnly: settings.EDGE_ONLY === 'on',
    outbox,
    isStageStrict: watchStrictness({ counts, ...common }),
    mailDomains: settings.MAIL_DOMAINS === 'looked-up' ? lookedUpLater() : undefined,
    mailWait: watchMailWait({ line: outbox, counts, keys, ...common }),
    keys,
    publicKeys: settings.PUBLIC_KEYS,
    campaignPublicKeys: settings.CAMPAIGN_PUBLIC_KEYS,
    keepMonths: settings.KEEP_MONTHS,
    publicUrl: settings.PUBLIC_URL,
    assets,
    patience: PATIENCE,
    answersEvery: ANSWERS_EVERY,
    clock: systemClock,
    log: jsonLog,
  };
}

/** Looks up domains in the DNS. It is loaded with the first attempt: a confirmation needs none. */
function lookedUpLater(): MailDomains {
  const load = async () => (await import('./mail-domains.ts')).createMailDomains({ clock: systemClock });
  let loaded: Promise<MailDomains> | undefined;
  return async (domain) => {
    loaded ??= load();
    return (await loaded)(domain);
  };
}
