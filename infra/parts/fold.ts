import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Invoke } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/store.ts';
import type { foldSettings } from '../../functions/fold/settings.ts';
import { inPartitions } from './conditions.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import type { Stores } from './stores.ts';

/** Folds counts, once an hour, so that they stay a handful of items. May list campaigns and move counts; sees no signature. */
export class Fold extends Construct {
  readonly function: PetitionFunction<typeof foldSettings>;

  constructor(scope: Construct, id: string, { code, stores }: { code: FunctionCode; stores: Stores }) {
    super(scope, id);
    this.function = new PetitionFunction<typeof foldSettings>(this, 'Fold', {
      name: 'fold',
      code,
      environment: { CAMPAIGNS_TABLE: stores.campaigns.tableName, COUNTS_TABLE: stores.counts.tableName },
      memoryMb: 512,
      timeout: Duration.minutes(5),
    })
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], stores.counts.tableArn);
    stores.openCounts(this.function, 'read', 'write');
    new Rule(this, 'Hourly', {
      description: 'Amparo: folds counts.',
      // Not on the hour, when everybody's schedules run.
      schedule: Schedule.cron({ minute: '43' }),
      targets: [new Invoke(this.function.lambda)],
    });
  }
}
