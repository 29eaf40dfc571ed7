import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { DAY, HOUR } from '../running/clock.ts';
import { addition } from './addition.ts';
import { isCount } from './delta.ts';
import { BASE, baseOf, isLane } from './items.ts';
import { MAX_ATTRIBUTES } from './store.ts';

/**
 * Folding moves the numbers of a lane into the campaign's base. So a campaign's counts stay a handful of items, however
 * many stream shards it has had. The lane stays, and still shows how far it was counted. Records that arrive later, for
 * the first time or again, go on from there. So folding is safe at any moment, while tally or another folding runs.
 */

/**
 * A stream keeps its records for 24 hours, and a shard accepts new ones for about four. So a lane is at rest after this
 * time.
 */
const RESTS_AFTER = 48 * HOUR;
/** A lane with more counts is folded even while it is written, before its updates cost more than four write units. */
const FOLDED_ABOVE = 120;
/** An empty lane may go after this time, long after its last record could come again. */
const GONE_AFTER = 14 * DAY;

/** How many lanes of a campaign were folded, and how many were removed. */
export interface Folded {
  readonly folded: number;
  readonly removed: number;
}

/**
 * Folds the lanes of a campaign that are at rest or have grown large. Removes those that have long been empty. It can
 * be cut off anywhere, and run again. 1 read unit per 4 KB of counts. For each lane, 2 write units per KB of it and of
 * the base items that it adds to.
 * @param now milliseconds since the epoch.
 */
export async function foldCampaign(db: Db, campaign: string, now: number): Promise<Folded> {
  let folded = 0;
  let removed = 0;
  for (const lane of (await queryPartition(db, campaign, { consistent: true })).filter(isLane)) {
    const movedAt = Date.parse(lane.movedAt?.S ?? '');
    const counts = countsOf(lane);
    if (counts.length === 0) {
      if (movedAt < now - GONE_AFTER && (await removeLane(db, lane))) removed++;
    } else if (movedAt < now - RESTS_AFTER || counts.length > FOLDED_ABOVE) {
      if (await foldLane(db, lane, counts.slice(0, MAX_ATTRIBUTES))) folded++;
    }
  }
  return { folded, removed };
}

const countsOf = (lane: Item): [string, number][] =>
  Object.entries(lane).flatMap(([name, { N }]) => (N !== undefined && isCount(name) ? [[name, Number(N)]] : []));

/** A count of zero must add nothing, not even the name of a country from which somebody signed and withdrew. */
const isSomething = ([, n]: readonly [string, number]): boolean => n !== 0;

/**
 * Folds a lane, all or nothing. A lane's numbers change only together with `seq` (tally) or with `folds` (here). So if
 * both are as they were read, the numbers are, too.
 * @returns false if the lane changed since it was read: the next run sees it again.
 */
function foldLane(db: Db, lane: Item, counts: readonly [string, number][]): Promise<boolean> {
  const { pk = { S: '' }, sk = { S: '' }, seq = { S: '' }, folds } = lane;
  const Update = {
    TableName: db.table,
    Key: { pk, sk },
    UpdateExpression: `SET folds = :next REMOVE ${counts.map((_, i) => `#c${i}`).join(', ')}`,
    ConditionExpression: `seq = :seq AND ${folds ? 'folds = :folds' : 'attribute_not_exists(folds)'}`,
    ExpressionAttributeNames: Object.fromEntries(counts.map(([name], i) => [`#c${i}`, name])),
    ExpressionAttributeValues: {
      ':seq': seq,
      ':next': { N: String(Number(folds?.N ?? 0) + 1) },
      ...(folds && { ':folds': folds }),
    },
  };
  const bases = Map.groupBy(counts.filter(isSomething), ([name]) => baseOf(name));
  const months = [...bases.keys()].filter((base) => base !== BASE);
  const additions = [
    addition(db, { pk, sk: { S: BASE } }, [...(bases.get(BASE) ?? []), ['folds', 1], ['monthFolds', months.length]]),
    ...months.map((month) => addition(db, { pk, sk: { S: month } }, [...(bases.get(month) ?? []), ['folds', 1]])),
  ];
  const TransactItems = [{ Update }, ...additions.map((part) => ({ Update: part }))];
  return ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
}

/**
 * Removes an empty lane. First it writes to the base when the counts last changed.
 * @returns false if the lane changed meanwhile.
 */
async function removeLane(
  db: Db,
  { pk = { S: '' }, sk = { S: '' }, seq = { S: '' }, folds, changedAt }: Item,
): Promise<boolean> {
  if (changedAt) {
    await ifConditionHolds(() =>
      db.client.send(
        new UpdateItemCommand({
          TableName: db.table,
          Key: { pk, sk: { S: BASE } },
          UpdateExpression: 'SET changedAt = :at',
          ConditionExpression: 'attribute_not_exists(changedAt) OR changedAt < :at',
          ExpressionAttributeValues: { ':at': changedAt },
        }),
      ),
    );
  }
  const Delete = {
    TableName: db.table,
    Key: { pk, sk },
    ConditionExpression: 'seq = :seq',
    ExpressionAttributeValues: { ':seq': seq },
  };
  // The base no longer counts the foldings of this lane.
  const Update = addition(db, { pk, sk: { S: BASE } }, [['folds', -Number(folds?.N ?? 0)]]);
  return ifNotOvertaken(() =>
    db.client.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete }, { Update }] })),
  );
}
