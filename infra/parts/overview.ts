import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { CAMPAIGN_PARTS } from '../../functions/core/campaigns/store.ts';
import { CAMPAIGN_TEXTS } from '../../functions/core/campaigns/translation-store.ts';
import { SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { HIDDEN, OVERVIEW } from '../../functions/core/overview/store.ts';
import { PUBLISHED } from '../../functions/core/published/store.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike, outsidePartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';
import type { Webhooks } from './webhooks.ts';

/** Published numbers, without the names beside them. */
const ONLY_NUMBERS = { ...inPartitionsLike(PUBLISHED), ...outsidePartitionsLike(SHOWN_NAMES) };

/**
 * Keeps the overview of all campaigns, each minute. May read campaigns and published numbers, write the overview, and announce events; sees no
 * exact count, no name and no signature.
 */
export class Overview extends Construct {
  readonly function: PetitionFunction<'overview'>;

  constructor(
    scope: Construct,
    id: string,
    { code, stores, webhooks }: { code: FunctionCode; stores: Stores; webhooks: Webhooks },
  ) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Overview', {
      name: 'overview',
      code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        WEBHOOKS_QUEUE_URL: webhooks.queue.queueUrl,
      },
    })
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitionsLike(HEADS, CAMPAIGN_PARTS, CAMPAIGN_TEXTS))
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS, OVERVIEW, HIDDEN))
      .may(['dynamodb:BatchGetItem', 'dynamodb:PutItem'], stores.campaigns.tableArn, inPartitions(OVERVIEW, HIDDEN))
      .may(['dynamodb:BatchGetItem', 'dynamodb:Query'], stores.counts.tableArn, ONLY_NUMBERS);
    stores.openCampaigns(this.function);
    stores.openCounts(this.function, 'read');
    webhooks.openQueue(this.function);
  }
}
