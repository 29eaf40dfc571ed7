import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/store.ts';
import { PUBLISHED, PUBLISHING } from '../../functions/core/published/store.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';

/** Publishes numbers, each minute. It may list campaigns, read counts and write published numbers. It sees no signature. */
export class Publish extends Construct {
  readonly function: PetitionFunction<'publish'>;

  constructor(scope: Construct, id: string, { code, stores }: { code: FunctionCode; stores: Stores }) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Publish', {
      name: 'publish',
      code,
      environment: { CAMPAIGNS_TABLE: stores.campaigns.tableName, COUNTS_TABLE: stores.counts.tableName },
    })
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:GetItem', 'dynamodb:Query'], stores.counts.tableArn)
      .may(
        ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
        stores.counts.tableArn,
        inPartitionsLike(PUBLISHED, PUBLISHING),
      );
    stores.openCounts(this.function, 'read', 'write');
  }
}
