import { GetItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { isoTime } from '../running/clock.ts';
import { COUNTRY, type Delta, HOUR_OF, isPublic, SIGNAL, SOURCE, TOTAL, UNDER_REVIEW } from './delta.ts';
import { type NameChanges, nameWrites } from './names.ts';
import { sumCounts } from './sums.ts';

/** The totals of a campaign at a moment. */
export interface Counts {
  readonly total: number;
  readonly byCountry: ReadonlyMap<string, number>;
  /** Keyed by the beginning of an ISO 8601 hour in UTC: `2026-11-24T09`. */
  readonly byHour: ReadonlyMap<string, number>;
  readonly bySource: ReadonlyMap<string, number>;
  /** When the counts last changed, ISO 8601; undefined while nobody has signed. */
  readonly changedAt: string | undefined;
}

const laneKey = (campaign: string, lane: string) => ({ pk: { S: campaign }, sk: { S: lane } });

/** How far a lane (one stream shard) has been counted for a campaign. 1 read unit: the read must be consistent. */
export async function getLaneSequence(db: Db, campaign: string, lane: string): Promise<string | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({
      TableName: db.table,
      Key: laneKey(campaign, lane),
      ConsistentRead: true,
      ProjectionExpression: 'seq',
    }),
  );
  return Item?.seq?.S;
}

/**
 * What one write can take. DynamoDB limits an expression to 4 KB and 300 operators (an added attribute takes 13 bytes of
 * it at most), and a transaction to 100 items, of which the lane is one.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MAX_ATTRIBUTES = 200;
export const MAX_NAMES = 99;

/** A lane's move from the sequence number that was read to another, with what it adds on the way. */
interface LaneStep {
  readonly campaign: string;
  readonly lane: string;
  readonly from: string | undefined;
  readonly to: string;
  readonly delta: Delta;
  readonly names: NameChanges;
  readonly now: number;
}

/**
 * Adds a delta to a lane, changes the names that are shown, and moves the lane's sequence number on: all or nothing, so
 * that nothing delivered again counts twice, or shows a name that was withdrawn. 1 write unit per KB of the item; where
 * names change 2, and 2 for each.
 * @returns false if another invocation moved the lane since `from` was read, or is just moving it: read again.
 */
export function advanceLane(db: Db, step: LaneStep): Promise<boolean> {
  const update = laneUpdate(db, step);
  if (step.names.size === 0) return ifNotOvertaken(() => db.client.send(new UpdateItemCommand(update)));
  const TransactItems = [{ Update: update }, ...nameWrites(db.table, step.campaign, step.names)];
  return ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
}

function laneUpdate(db: Db, { campaign, lane, from, to, delta, now }: LaneStep) {
  const added = [...delta];
  const told = isPublic(delta);
  return {
    TableName: db.table,
    Key: laneKey(campaign, lane),
    // What changes no public count, such as a signature under review or a tombstone that expires, must not make them look new.
    UpdateExpression: [
      `SET seq = :to, movedAt = :now${told ? ', changedAt = :now' : ''}`,
      ...(added.length ? [`ADD ${added.map((_, i) => `#d${i} :d${i}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: from === undefined ? 'attribute_not_exists(seq)' : 'seq = :from',
    ...(added.length && {
      ExpressionAttributeNames: Object.fromEntries(added.map(([name], i) => [`#d${i}`, name])),
    }),
    ExpressionAttributeValues: {
      ':to': { S: to },
      ':now': { S: isoTime(now) },
      ...(from !== undefined && { ':from': { S: from } }),
      ...Object.fromEntries(added.map(([, sum], i) => [`:d${i}`, { N: String(sum) }])),
    },
  };
}

/** The public counts of a campaign: the sum over its lanes. 0.5 read units per 4 KB, however many signatures there are. */
export async function queryCounts(db: Db, campaign: string): Promise<Counts> {
  const { sums, changedAt } = await sumCounts(db, campaign);
  return {
    total: sums.get(TOTAL) ?? 0,
    byCountry: startingWith(COUNTRY, sums),
    byHour: startingWith(HOUR_OF, sums),
    bySource: startingWith(SOURCE, sums),
    changedAt,
  };
}

/** How many signatures of a campaign are under review. */
export interface UnderReview {
  readonly total: number;
  /** A signature that carries several signals stands under each. */
  readonly bySignal: ReadonlyMap<string, number>;
}

/** For organisers alone: no public answer may hold it. As `queryCounts`: 0.5 read units per 4 KB. */
export async function queryUnderReview(db: Db, campaign: string): Promise<UnderReview> {
  const { sums } = await sumCounts(db, campaign);
  return { total: sums.get(UNDER_REVIEW) ?? 0, bySignal: startingWith(SIGNAL, sums) };
}

const startingWith = (prefix: string, sums: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...sums].flatMap(([name, n]) => (n > 0 && name.startsWith(prefix) ? [[name.slice(2), n] as const] : [])));
