import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { PREVIEWS } from '../../functions/core/campaigns/preview-store.ts';
import { CAMPAIGN_PARTS } from '../../functions/core/campaigns/store.ts';
import { CAMPAIGN_TEXTS } from '../../functions/core/campaigns/translation-store.ts';
import { OVERVIEW } from '../../functions/core/overview/store.ts';
import { PUBLISHED } from '../../functions/core/published/store.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';

/** Shows pages and open data. It may read campaigns and published numbers and names, and nothing else of Counts. */
export class Site extends Construct {
  readonly function: PetitionFunction<'site'>;

  constructor(
    scope: Construct,
    id: string,
    { stage, code, stores, publicUrl }: { stage: Stage; code: FunctionCode; stores: Stores; publicUrl: string },
  ) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Site', {
      name: 'site',
      code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        KEEP_MONTHS: String(stage.keepMonths),
        PUBLIC_URL: publicUrl,
        LANGUAGES: stage.languages.join(','),
      },
    })
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS, OVERVIEW))
      .may(['dynamodb:BatchGetItem'], stores.campaigns.tableArn, inPartitions(OVERVIEW))
      .may(
        ['dynamodb:Query'],
        stores.campaigns.tableArn,
        inPartitionsLike(HEADS, CAMPAIGN_PARTS, CAMPAIGN_TEXTS, PREVIEWS),
      )
      .may(['dynamodb:Query'], stores.counts.tableArn, inPartitionsLike(PUBLISHED));
    stores.openCounts(this.function, 'read');
  }
}
