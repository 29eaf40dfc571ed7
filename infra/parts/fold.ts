import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, outsidePartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';

/**
 * Folds counts every hour, so that a read needs few items. May list campaigns and move counts; sees no signature, no name and
 * nothing that is published.
 */
export class Fold extends Construct {
  readonly function: PetitionFunction<'fold'>;

  constructor(scope: Construct, id: string, { code, stores }: { code: FunctionCode; stores: Stores }) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Fold', {
      name: 'fold',
      code,
      environment: { CAMPAIGNS_TABLE: stores.campaigns.tableName, COUNTS_TABLE: stores.counts.tableName },
    })
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(
        ['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        stores.counts.tableArn,
        outsidePartitionsLike(BESIDE_COUNTS),
      );
    stores.openCounts(this.function, 'read', 'write');
  }
}
