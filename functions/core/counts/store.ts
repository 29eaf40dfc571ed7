import { GetItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { isoTime } from '../running/clock.ts';
import {
  CHEAP,
  COUNTRY,
  type Delta,
  HOUR_OF,
  isPublic,
  SIGNAL,
  SOURCE,
  TOTAL,
  UNDER_REVIEW,
  WAITING_SINCE,
} from './delta.ts';
import { type NameChanges, nameWrites } from './names.ts';
import { type Sums, sumCounts } from './sums.ts';

/** The public counts of a campaign at a moment. */
export interface Counts {
  readonly total: number;
  readonly byCountry: ReadonlyMap<string, number>;
  /** Keyed by the beginning of an ISO 8601 hour in UTC: `2026-11-24T09`. */
  readonly byHour: ReadonlyMap<string, number>;
  readonly bySource: ReadonlyMap<string, number>;
  /** The part of `byCountry` that has cheap mailboxes (`core/abuse/signals`). */
  readonly cheapByCountry: ReadonlyMap<string, number>;
  /** When the counts last changed, ISO 8601; undefined while nobody has signed. */
  readonly changedAt: string | undefined;
  /** False if counts were folded during every read: then some numbers may be in it twice or not at all. */
  readonly isWhole: boolean;
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
 * The most that one write can have. DynamoDB limits an expression to 4 KB and 300 operators: an added attribute takes
 * at most 13 bytes of it. It limits a transaction to 100 items. The lane is one of them, and a name may need two: itself
 * and its copy that is shown.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MAX_ATTRIBUTES = 200;
export const MAX_NAMES = 49;

/**
 * A step of a lane from the sequence number that was read to a later one, with the counts and names that it changes.
 */
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
 * Adds a delta to a lane, changes the names, and moves the lane's sequence number on: all or nothing. So a record
 * that is delivered again neither counts twice nor brings back a withdrawn name. 1 write unit per KB of the item. If
 * names change: 2 write units per KB, 2 for each new name, and 4 for each that goes.
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
    // A signature under review, or an expiring note of a withdrawal, changes no public count. So it must not change
    // `changedAt`.
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

/**
 * Reads the public counts of a campaign: the sum over its items. 0.5 read units per 4 KB, however many signatures there
 * are.
 */
export const queryCounts = async (db: Db, campaign: string, { consistent = false } = {}): Promise<Counts> =>
  countsIn(await sumCounts(db, campaign, { consistent }));

/** The public counts, and what organisers see. Costs as much as `queryCounts`. */
export async function queryAllCounts(db: Db, campaign: string): Promise<Counts & { readonly inside: InsideNumbers }> {
  const found = await sumCounts(db, campaign);
  return { ...countsIn(found), inside: insideIn(found) };
}

const countsIn = ({ sums, changedAt, isWhole }: Sums): Counts => ({
  isWhole,
  total: sums.get(TOTAL) ?? 0,
  byCountry: startingWith(COUNTRY, sums),
  byHour: startingWith(HOUR_OF, sums),
  bySource: startingWith(SOURCE, sums),
  cheapByCountry: startingWith(CHEAP, sums),
  changedAt,
});

/** How many signatures of a campaign are under review. */
export interface UnderReview {
  readonly total: number;
  /** A signature with several signals counts under each of them. */
  readonly bySignal: ReadonlyMap<string, number>;
}

/** Only for organisers: no public answer may contain it. Costs as much as `queryCounts`: 0.5 read units per 4 KB. */
export async function queryUnderReview(db: Db, campaign: string): Promise<UnderReview> {
  const { sums } = await sumCounts(db, campaign);
  return { total: sums.get(UNDER_REVIEW) ?? 0, bySignal: startingWith(SIGNAL, sums) };
}

/** What organisers see first of a campaign. Only for them: no public answer may contain it. */
export interface InsideNumbers {
  /** Exact, and as of now. */
  readonly total: number;
  readonly underReview: number;
  /**
   * The day (UTC) on which the oldest of these was confirmed: `2026-11-24`. Undefined if none waits, or if they were counted by a version
   * of Amparo that kept no days.
   */
  readonly waitsSince: string | undefined;
}

/** Costs as much as `queryCounts`: 0.5 read units per 4 KB. */
export const queryInsideNumbers = async (db: Db, campaign: string): Promise<InsideNumbers> =>
  insideIn(await sumCounts(db, campaign));

const insideIn = ({ sums }: Sums): InsideNumbers => ({
  total: sums.get(TOTAL) ?? 0,
  underReview: sums.get(UNDER_REVIEW) ?? 0,
  waitsSince: [...startingWith(WAITING_SINCE, sums).keys()].sort()[0],
});

const startingWith = (prefix: string, sums: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...sums].flatMap(([name, n]) => (n > 0 && name.startsWith(prefix) ? [[name.slice(2), n] as const] : [])));
