import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { CAMPAIGN_TEXTS } from '../../functions/core/campaigns/translation-store.ts';
import { SUPPRESSED } from '../../functions/core/limits/suppressed.ts';
import { MAIL_HEALTH, MAIL_HOURS } from '../../functions/core/outbox/health-store.ts';
import { SEND_QUOTA } from '../../functions/core/outbox/send-quota.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike, outsidePartitionsLike } from './iam.ts';
import type { Mail } from './mail.ts';
import type { Stores } from './stores.ts';
import type { GuardedSecret, Vault } from './vault.ts';

/**
 * A write could return the item that it replaces, with its sealed identity: this forbids it. IAM has no condition for
 * `ReturnValuesOnConditionCheckFailure`, which the function does not use.
 */
const ANSWERS_NOTHING = { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } };

/** Accepts, confirms and withdraws signatures. May write them; may not read them. */
export class Sign extends Construct {
  readonly function: PetitionFunction<'sign'>;

  constructor(
    scope: Construct,
    id: string,
    props: {
      stage: Stage;
      code: FunctionCode;
      vault: Vault;
      stores: Stores;
      mail: Mail;
      edge: GuardedSecret | undefined;
      publicUrl: string;
    },
  ) {
    super(scope, id);
    const { stage, vault, stores, mail, edge } = props;
    const pepper = vault.keyring(
      this,
      'pepper',
      'Amparo: the peppers of signer hashes. Change them only with `npm run keys`: otherwise people could sign twice.',
    );
    const token = vault.keyring(this, 'token', 'Amparo: seals the links in e-mails.');
    this.function = new PetitionFunction(this, 'Sign', {
      name: 'sign',
      code: props.code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        SIGNATURES_TABLE: stores.signatures.tableName,
        LIMITS_TABLE: stores.limits.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        MAIL_QUEUE_URL: mail.queue.queueUrl,
        PUBLIC_URL: props.publicUrl,
        LANGUAGES: stage.languages.join(','),
        PEPPER_SECRET: pepper.secretArn,
        TOKEN_SECRET: token.secretArn,
        MAIL_SECRET: mail.ring.secretArn,
        PUBLIC_KEYS: stage.publicKeys,
        CAMPAIGN_PUBLIC_KEYS: stage.campaignPublicKeys || undefined,
        KEEP_MONTHS: String(stage.keepMonths),
        LIMITS: stage.limits,
        // The emulator runs without a network.
        MAIL_DOMAINS: stage.isEmulated ? 'any' : 'looked-up',
        EDGE_SECRET: edge?.secretArn,
        // Without a domain, the API's own address is public.
        EDGE_ONLY: stage.domain ? 'on' : 'off',
      },
    })
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitionsLike(HEADS, CAMPAIGN_TEXTS))
      .may(['dynamodb:PutItem', 'dynamodb:UpdateItem'], stores.signatures.tableArn, ANSWERS_NOTHING)
      .may(
        ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        stores.limits.tableArn,
        // Reports about e-mails are no business of this function.
        outsidePartitionsLike(SUPPRESSED, MAIL_HOURS),
      )
      .may(['dynamodb:GetItem'], stores.counts.tableArn, inPartitions(SEND_QUOTA, MAIL_HEALTH));
    for (const secret of [pepper, token, mail.ring, edge]) secret?.openTo(this.function);
    stores.openSignatures(this.function, 'write');
    stores.openLimits(this.function);
    stores.openCounts(this.function, 'read');
    mail.openQueue(this.function);
    mail.openLength(this.function);
  }
}
