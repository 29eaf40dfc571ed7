import { Construct } from 'constructs';
import { ACCOUNTS } from '../../functions/core/access/account-store.ts';
import { POOL_TAG } from '../../functions/core/access/invitations.ts';
import { REMOVED } from '../../functions/core/access/removed-store.ts';
import { SESSIONS } from '../../functions/core/access/session-store.ts';
import { TOKENS } from '../../functions/core/access/token-store.ts';
import { CASES } from '../../functions/core/campaigns/case-index.ts';
import { CASE_VERSIONS } from '../../functions/core/campaigns/case-store.ts';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { PREVIEWS } from '../../functions/core/campaigns/preview-store.ts';
import { CAMPAIGN_PARTS } from '../../functions/core/campaigns/store.ts';
import { CAMPAIGN_TEXTS } from '../../functions/core/campaigns/translation-store.ts';
import { UPLOADS } from '../../functions/core/campaigns/upload-store.ts';
import { VERSIONS } from '../../functions/core/campaigns/version-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { WAITING } from '../../functions/core/counts/waiting.ts';
import { HIDDEN, OVERVIEW } from '../../functions/core/overview/store.ts';
import { PUBLISHED } from '../../functions/core/published/store.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { type Actor, inPartitions, inPartitionsLike, outsidePartitionsLike } from './iam.ts';
import type { Pictures } from './pictures.ts';
import type { Records } from './records.ts';
import type { SignIn } from './sign-in.ts';
import type { Stores } from './stores.ts';
import type { GuardedSecret, Vault } from './vault.ts';
import type { Webhooks } from './webhooks.ts';

/**
 * What organisers use. May read and write campaigns and organisers, read counts, and have webhooks sent. It can reach no signature, no
 * name of a signer, and no mail, and of the keys only the one that opens organisers' addresses.
 */
export class Console extends Construct {
  readonly function: PetitionFunction<'console'>;

  constructor(
    scope: Construct,
    id: string,
    props: {
      stage: Stage;
      code: FunctionCode;
      vault: Vault;
      stores: Stores;
      records: Records;
      signIn: SignIn;
      edge: GuardedSecret | undefined;
      pictures: Pictures;
      webhooks: Webhooks;
      publicUrl: string;
    },
  ) {
    super(scope, id);
    const { stage, vault, stores, records, signIn, pictures, webhooks } = props;
    // Only to know whose address it sees.
    const edge = stage.organisersNetworks === undefined ? undefined : props.edge;
    const pool = signIn.settings.ORGANISERS_POOL;
    const ring = vault.keyring(
      ...([this, 'organisers', 'Amparo: seals the addresses of organisers.'] as const),
      pool === undefined ? {} : { [POOL_TAG]: pool },
    );
    const campaigns = stores.campaigns.tableArn;
    const organisers = stores.organisers.tableArn;
    this.function = new PetitionFunction(this, 'Console', {
      name: 'console',
      code: props.code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        ORGANISERS_TABLE: stores.organisers.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        ORGANISERS_SECRET: ring.secretArn,
        RECORDS_BUCKET: records.bucketName,
        ...signIn.settings,
        ORGANISERS_NETWORKS: stage.organisersNetworks,
        EDGE_SECRET: edge?.secretArn,
        ...pictures.settings,
        ...webhooks.settings,
        PUBLIC_URL: props.publicUrl,
        LANGUAGES: stage.languages.join(','),
        PUBLIC_KEYS: stage.publicKeys,
        CAMPAIGN_PUBLIC_KEYS: stage.campaignPublicKeys || undefined,
      },
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:GetItem'], campaigns, inPartitions(HEADS, OVERVIEW, HIDDEN, CASES))
      .may(['dynamodb:GetItem'], campaigns, inPartitionsLike(CASE_VERSIONS))
      // Whether a case is erased while it is brought into a campaign.
      .may(['dynamodb:ConditionCheckItem'], campaigns, inPartitionsLike(HEADS, CASES, CASE_VERSIONS))
      .may(
        ['dynamodb:Query'],
        campaigns,
        inPartitionsLike(HEADS, CAMPAIGN_PARTS, CAMPAIGN_TEXTS, CASES, CASE_VERSIONS, VERSIONS, PREVIEWS),
      )
      .may(
        ['dynamodb:PutItem'],
        campaigns,
        inPartitionsLike(
          ...[HEADS, OVERVIEW, HIDDEN, CAMPAIGN_PARTS, CAMPAIGN_TEXTS],
          ...[CASES, CASE_VERSIONS, VERSIONS, PREVIEWS],
        ),
      )
      .may(
        ['dynamodb:DeleteItem'],
        campaigns,
        inPartitionsLike(CAMPAIGN_PARTS, CAMPAIGN_TEXTS, CASES, CASE_VERSIONS, VERSIONS, PREVIEWS),
      )
      // What waits in all campaigns, in numbers.
      .may(['dynamodb:GetItem'], stores.counts.tableArn, inPartitions(WAITING))
      // Exact counts, and published numbers for lists: no name is among them.
      .may(['dynamodb:Query'], stores.counts.tableArn, outsidePartitionsLike(BESIDE_COUNTS))
      .may(['dynamodb:Query'], stores.counts.tableArn, {
        ...inPartitionsLike(PUBLISHED),
        ...outsidePartitionsLike(SHOWN_NAMES),
      })
      .may(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        organisers,
        inPartitionsLike(ACCOUNTS, TOKENS, SESSIONS),
      )
      .may(['dynamodb:Query'], organisers, inPartitionsLike(ACCOUNTS, TOKENS))
      // Who was removed, so that the trail can name them: nobody changes that.
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], organisers, inPartitions(REMOVED))
      // Who has uploaded a picture: such notes expire.
      .may(['dynamodb:GetItem', 'dynamodb:PutItem'], organisers, inPartitionsLike(UPLOADS));
    ring.openTo(this.function);
    edge?.openTo(this.function);
    signIn.openTo(this.function);
    stores.openCampaigns(this.function);
    stores.openCounts(this.function, 'read');
    stores.openOrganisers(this.function);
    // Each act is in the audit trail before it is answered.
    records.openTo(this.function);
    pictures.openToConsole(this.function);
    webhooks.openToConsole(this.function, stores);
    this.#openTo(vault.keeper, stores, signIn);
  }

  /** The keeper of keys manages organisers from a shell, such as the first admin of a stage: no other person can make themselves one. */
  #openTo(keeper: Actor, stores: Stores, signIn: SignIn): void {
    const organisers = stores.organisers.tableArn;
    keeper
      .may(['dynamodb:GetItem', 'dynamodb:UpdateItem'], organisers, inPartitions(ACCOUNTS))
      .may(
        ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
        organisers,
        inPartitionsLike(ACCOUNTS, TOKENS),
      )
      // It erases the name of somebody who left and asks for it.
      .may(['dynamodb:PutItem', 'dynamodb:DeleteItem'], organisers, inPartitions(REMOVED))
      // A role is for a campaign that is there.
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS))
      // Before a person is removed, it shows which of their updates will still appear. Then their links to drafts end.
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitionsLike(CAMPAIGN_PARTS))
      .may(['dynamodb:Query', 'dynamodb:DeleteItem'], stores.campaigns.tableArn, inPartitionsLike(PREVIEWS));
    stores.openOrganisers(keeper);
    stores.openCampaigns(keeper);
    signIn.openToKeeper(keeper);
  }
}
