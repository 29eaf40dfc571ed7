import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { siteSettings } from '../../functions/site/settings.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import type { Stores } from './stores.ts';

/** Shows pages and open data. May read campaigns and counts, and nothing else. */
export class Site extends Construct {
  readonly function: PetitionFunction<typeof siteSettings>;

  constructor(
    scope: Construct,
    id: string,
    { stage, code, stores, publicUrl }: { stage: Stage; code: FunctionCode; stores: Stores; publicUrl: string },
  ) {
    super(scope, id);
    this.function = new PetitionFunction<typeof siteSettings>(this, 'Site', {
      name: 'site',
      code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        KEEP_MONTHS: String(stage.keepMonths),
        PUBLIC_URL: publicUrl,
      },
      memoryMb: 1024,
      timeout: Duration.seconds(10),
    })
      .may(['dynamodb:GetItem', 'dynamodb:Query'], stores.campaigns.tableArn)
      .may(['dynamodb:Query'], stores.counts.tableArn);
    stores.openCounts(this.function, 'read');
  }
}
