import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { BESIDE_COUNTS } from '../../functions/core/counts/items.ts';
import { NAME_LISTS, SHOWN_NAMES } from '../../functions/core/counts/names.ts';
import { askedToMendNames, checkedToMendNames } from '../../functions/core/counts/recount/mend-names.ts';
import { askedByReconcile, numberedByReconcile } from '../../functions/core/counts/recount/partition.ts';
import { RECOUNTS } from '../../functions/core/counts/recount/recounts.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { type Actor, inPartitions, inPartitionsLike, outsidePartitionsLike, Person } from './iam.ts';
import type { Records } from './records.ts';
import type { Stores } from './stores.ts';

/** A query must name its attributes (`Select`): without names, `ForAllValues` is true, and allows all of them. */
const asking = (select: 'SPECIFIC_ATTRIBUTES' | 'COUNT', attributes: readonly string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] },
  StringEquals: { 'dynamodb:Select': select },
});

/**
 * Recounts signatures every hour, and reports differences. May read the counted attributes of signatures, and how many show a
 * name; may read no identity and no name; may write only its progress. The bookkeeper, a person, may also correct counts and
 * public names, and so read these names.
 */
export class Reconcile extends Construct {
  readonly function: PetitionFunction<'reconcile'>;

  constructor(
    scope: Construct,
    id: string,
    props: { stage: Stage; code: FunctionCode; stores: Stores; records: Records },
  ) {
    super(scope, id);
    const { stage, code, stores, records } = props;
    this.function = new PetitionFunction(this, 'Reconcile', {
      name: 'reconcile',
      code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        SIGNATURES_TABLE: stores.signatures.tableName,
        COUNTS_TABLE: stores.counts.tableName,
      },
    });
    const bookkeeper = new Person(this, 'Bookkeeper', {
      stage,
      name: 'bookkeeper',
      description: 'Amparo: recounts signatures and corrects counts',
    })
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:UpdateItem'], stores.counts.tableArn, outsidePartitionsLike(BESIDE_COUNTS))
      .may(['dynamodb:Query'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS, SHOWN_NAMES))
      .may(['dynamodb:PutItem'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS))
      .may(['dynamodb:DeleteItem'], stores.counts.tableArn, inPartitionsLike(NAME_LISTS, SHOWN_NAMES))
      .may(['dynamodb:Query'], stores.signatures.tableArn, asking('SPECIFIC_ATTRIBUTES', askedToMendNames))
      .may(['dynamodb:ConditionCheckItem'], stores.signatures.tableArn, {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...checkedToMendNames] },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
      });
    for (const actor of [this.function, bookkeeper]) mayRecount(actor, stores);
    records.openToPerson(bookkeeper);
  }
}

function mayRecount(actor: Actor, stores: Stores): void {
  actor
    .may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS))
    .may(['dynamodb:Query'], stores.signatures.tableArn, asking('SPECIFIC_ATTRIBUTES', askedByReconcile))
    .may(['dynamodb:Query'], stores.signatures.tableArn, asking('COUNT', numberedByReconcile))
    .may(['dynamodb:Query'], stores.counts.tableArn, outsidePartitionsLike(BESIDE_COUNTS))
    .may(['dynamodb:Query'], stores.counts.tableArn, {
      ...inPartitionsLike(NAME_LISTS),
      StringEquals: { 'dynamodb:Select': 'COUNT' },
    })
    .may(
      ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      stores.counts.tableArn,
      inPartitionsLike(RECOUNTS),
    );
  stores.openSignatures(actor, 'read');
  stores.openCounts(actor, 'read', 'write');
}
