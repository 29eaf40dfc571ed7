import { Construct } from 'constructs';
import { CASES } from '../../functions/core/campaigns/case-index.ts';
import { CASE_VERSIONS } from '../../functions/core/campaigns/case-store.ts';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { PREVIEWS } from '../../functions/core/campaigns/preview-store.ts';
import { CAMPAIGN_PARTS } from '../../functions/core/campaigns/store.ts';
import { CAMPAIGN_TEXTS } from '../../functions/core/campaigns/translation-store.ts';
import { VERSIONS } from '../../functions/core/campaigns/version-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { decidedOfNames, NAME_LISTS, SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { WAITING } from '../../functions/core/counts/waiting.ts';
import { MAIL_HEALTH } from '../../functions/core/outbox/health-store.ts';
import { HIDDEN, OVERVIEW } from '../../functions/core/overview/store.ts';
import { DECISIONS } from '../../functions/core/signatures/decisions.ts';
import type { Stage } from '../stage.ts';
import { inPartitions, inPartitionsLike, outsidePartitionsLike, Person } from './iam.ts';
import type { Mail } from './mail.ts';
import type { Pictures } from './pictures.ts';
import type { Records } from './records.ts';
import type { Stores } from './stores.ts';
import type { Webhooks } from './webhooks.ts';

/**
 * The attributes that a decision on a signature uses (`core/signatures/review`). It writes the status, and only reads the
 * others: IAM cannot distinguish the two. Identity, country and source are not in this list.
 */
const DECIDED = ['pk', 'sk', 'status', 'confirmedAt', 'signals'];

/**
 * People who run campaigns. They write campaigns, export and review signatures, decide on names, and read counts. They can
 * read no key.
 */
export class Organisers extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { stage: Stage; stores: Stores; mail: Mail; pictures: Pictures; records: Records; webhooks: Webhooks },
  ) {
    super(scope, id);
    const { stage, stores, mail, pictures, records, webhooks } = props;
    const organisers = new Person(this, 'Person', {
      stage,
      name: 'organisers',
      description: 'Amparo: runs campaigns, exports and reviews signatures',
    })
      .may(
        ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
        stores.campaigns.tableArn,
        inPartitions(HEADS, OVERVIEW, HIDDEN),
      )
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitionsLike(CASES, CASE_VERSIONS))
      // Whether a case is erased while it is brought into a campaign.
      .may(['dynamodb:ConditionCheckItem'], stores.campaigns.tableArn, inPartitionsLike(HEADS, CASES, CASE_VERSIONS))
      // Lists show at once what they change.
      .may(['dynamodb:PutItem'], stores.campaigns.tableArn, inPartitions(OVERVIEW, HIDDEN))
      .may(
        ['dynamodb:PutItem', 'dynamodb:Query'],
        stores.campaigns.tableArn,
        inPartitionsLike(HEADS, CAMPAIGN_PARTS, CAMPAIGN_TEXTS, CASES, CASE_VERSIONS, VERSIONS, PREVIEWS, DECISIONS),
      )
      // A deleted campaign loses its history and its previews, too.
      .may(
        ['dynamodb:DeleteItem'],
        stores.campaigns.tableArn,
        inPartitionsLike(CAMPAIGN_PARTS, CAMPAIGN_TEXTS, CASES, CASE_VERSIONS, VERSIONS, PREVIEWS),
      )
      .may(['dynamodb:Query'], stores.counts.tableArn, outsidePartitionsLike(BESIDE_COUNTS))
      .may(['dynamodb:Query'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS))
      .may(['dynamodb:UpdateItem'], stores.counts.tableArn, {
        ...inPartitionsLike(NAME_LISTS),
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...decidedOfNames] },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
      })
      // A name that is hidden disappears at once.
      .may(['dynamodb:DeleteItem'], stores.counts.tableArn, inPartitionsLike(SHOWN_NAMES))
      .may(['dynamodb:GetItem'], stores.counts.tableArn, inPartitions(MAIL_HEALTH, WAITING))
      .may(['dynamodb:Query'], stores.signatures.tableArn)
      .may(['dynamodb:UpdateItem'], stores.signatures.tableArn, {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': DECIDED },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
      });
    stores.openCampaigns(organisers);
    stores.openSignatures(organisers, 'read', 'write');
    stores.openCounts(organisers, 'read', 'write');
    mail.openRedrive(organisers);
    pictures.openTo(organisers);
    records.openToPerson(organisers);
    // An export that is ready is announced.
    webhooks.openToPerson(organisers);
  }
}
