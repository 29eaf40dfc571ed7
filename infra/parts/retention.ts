import { Construct } from 'constructs';
import { ERASURES } from '../../functions/core/campaigns/erasure-progress.ts';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { askedByRetention, writtenByRetention } from '../../functions/core/signatures/anonymise.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions } from './iam.ts';
import type { Stores } from './stores.ts';

/**
 * A query must name its attributes (`Select`): without names, `ForAllValues` is true, and allows all of them. A write must
 * not return the item.
 */
const ONLY_ASKED = {
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...askedByRetention] },
  StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
};
const ONLY_ERASED = {
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...writtenByRetention] },
  StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
};

/**
 * Erases identities of campaigns that closed long ago, once a day. May read keys and times of signatures, and erase identities;
 * may read no identity, and change no status, country or source.
 */
export class Retention extends Construct {
  readonly function: PetitionFunction<'retention'>;

  constructor(
    scope: Construct,
    id: string,
    { stage, code, stores }: { stage: Stage; code: FunctionCode; stores: Stores },
  ) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Retention', {
      name: 'retention',
      code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        SIGNATURES_TABLE: stores.signatures.tableName,
        KEEP_MONTHS: String(stage.keepMonths),
      },
    })
      .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS, ERASURES))
      .may(['dynamodb:PutItem'], stores.campaigns.tableArn, inPartitions(ERASURES))
      .may(['dynamodb:Query'], stores.signatures.tableArn, ONLY_ASKED)
      .may(['dynamodb:UpdateItem'], stores.signatures.tableArn, ONLY_ERASED);
    stores.openCampaigns(this.function);
    stores.openSignatures(this.function, 'read', 'write');
  }
}
