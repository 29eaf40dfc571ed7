import { Duration } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { NAME_LISTS, SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { functions } from '../functions.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { accept, inPartitions, inPartitionsLike, outsidePartitionsLike } from './iam.ts';
import { ONLY_LIVE_TOTALS } from './publish.ts';
import type { Stores } from './stores.ts';

/**
 * Turns the stream of Signatures into Counts. May read the stream; may write counts, names that wait, and the totals of live
 * campaigns. It sees nothing else that is published.
 */
export class Tally extends Construct {
  readonly function: PetitionFunction<'tally'>;

  constructor(scope: Construct, id: string, props: { stage: Stage; code: FunctionCode; stores: Stores }) {
    super(scope, id);
    const { stage, stores } = props;
    const { batch } = functions.tally;
    this.function = new PetitionFunction(this, 'Tally', {
      name: 'tally',
      code: props.code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        COUNTS_TABLE: stores.counts.tableName,
        SIGNATURES_STREAM: stores.signatureStreamArn,
        SINGLE_LANE: stage.isEmulated ? 'emulator' : undefined,
      },
    })
      .may(
        // A lane is only updated. The total of a live campaign is a sum of lanes.
        ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        stores.counts.tableArn,
        outsidePartitionsLike(BESIDE_COUNTS),
      )
      .may(['dynamodb:UpdateItem'], stores.counts.tableArn, ONLY_LIVE_TOTALS)
      .may(['dynamodb:PutItem'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS))
      // A name whose signer withdraws goes with the copy that is shown.
      .may(['dynamodb:DeleteItem'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS, SHOWN_NAMES))
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], stores.signatureStreamArn)
      .may(['dynamodb:ListStreams'], '*');
    accept(this.function, 'IAM5[Resource::*]', 'Lambda needs dynamodb:ListStreams, which has no narrower resource.');
    stores.openSignatures(this.function, 'stream');
    stores.openCounts(this.function, 'read', 'write');
    this.function.lambda.addEventSourceMapping('Stream', {
      eventSourceArn: stores.signatureStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      maxBatchingWindow: Duration.seconds(batch.windowSeconds),
      batchSize: batch.size,
      // With a window, an event names its shard, which is the lane. The length delays no batch: it only sets how often Lambda
      // makes one more call, to close a window.
      tumblingWindow: Duration.minutes(1),
      // The batches of a shard come in order. Each is tried again until it is counted.
      parallelizationFactor: 1,
      bisectBatchOnError: false,
      retryAttempts: -1,
    });
  }
}
