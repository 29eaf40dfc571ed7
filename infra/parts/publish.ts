import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { NAME_LISTS, SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { WAITING } from '../../functions/core/counts/waiting.ts';
import { RUNS } from '../../functions/core/published/run.ts';
import { PUBLISHED, PUBLISHING, shownLive } from '../../functions/core/published/store.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike, outsidePartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';

/** The totals of live campaigns, without the series beside them. */
export const ONLY_LIVE_TOTALS = {
  ...inPartitionsLike(PUBLISHED),
  ...outsidePartitionsLike(SHOWN_NAMES),
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...shownLive] },
  StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
};

/**
 * Publishes numbers, each minute, and approved names, once a day. It may list campaigns, read counts and names, and write
 * what is published. It sees no signature, and can approve no name.
 */
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
      .may(['dynamodb:GetItem'], stores.counts.tableArn, inPartitions(RUNS, WAITING))
      .may(['dynamodb:Query'], stores.counts.tableArn, outsidePartitionsLike(BESIDE_COUNTS))
      .may(['dynamodb:Query'], stores.counts.tableArn, inPartitionsLike(PUBLISHED, PUBLISHING, NAME_LISTS))
      .may(['dynamodb:PutItem'], stores.counts.tableArn, inPartitionsLike(PUBLISHED, PUBLISHING, WAITING))
      .may(['dynamodb:UpdateItem'], stores.counts.tableArn, ONLY_LIVE_TOTALS)
      .may(['dynamodb:DeleteItem'], stores.counts.tableArn, inPartitionsLike(SHOWN_NAMES))
      .may(['dynamodb:ConditionCheckItem'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS));
    stores.openCounts(this.function, 'read', 'write');
  }
}
