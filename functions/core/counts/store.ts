import { GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isoTime } from '../clock.ts';
import { type Db, type Item, ifConditionHolds } from '../db.ts';
import { COUNTRY, type Delta, HOUR_OF, SOURCE, TOTAL } from './delta.ts';

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
 * Adds a delta to a lane and moves its sequence number on, both or neither. 1 write unit per KB of the item.
 * @returns false if another invocation moved the lane since `from` was read: read again.
 */
export function advanceLane(
  db: Db,
  step: { campaign: string; lane: string; from: string | undefined; to: string; delta: Delta; now: number },
): Promise<boolean> {
  const added = [...step.delta];
  return ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: laneKey(step.campaign, step.lane),
        UpdateExpression: `SET seq = :to, changedAt = :now${
          added.length ? ` ADD ${added.map((_, i) => `#d${i} :d${i}`).join(', ')}` : ''
        }`,
        ConditionExpression: step.from === undefined ? 'attribute_not_exists(seq)' : 'seq = :from',
        ...(added.length && {
          ExpressionAttributeNames: Object.fromEntries(added.map(([name], i) => [`#d${i}`, name])),
        }),
        ExpressionAttributeValues: {
          ':to': { S: step.to },
          ':now': { S: isoTime(step.now) },
          ...(step.from !== undefined && { ':from': { S: step.from } }),
          ...Object.fromEntries(added.map(([, sum], i) => [`:d${i}`, { N: String(sum) }])),
        },
      }),
    ),
  );
}

/** The counts of a campaign: the sum over its lanes. 0.5 read units per 4 KB, however many signatures there are. */
export async function queryCounts(db: Db, campaign: string): Promise<Counts> {
  const lanes: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.client.send(
      new QueryCommand({
        TableName: db.table,
        KeyConditionExpression: 'pk = :campaign',
        ExpressionAttributeValues: { ':campaign': { S: campaign } },
        ExclusiveStartKey: from,
      }),
    );
    lanes.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return sumLanes(lanes);
}

function sumLanes(lanes: readonly Item[]): Counts {
  const sums = new Map<string, number>();
  let changedAt: string | undefined;
  for (const lane of lanes) {
    for (const [name, value] of Object.entries(lane)) {
      if (value.N !== undefined) sums.set(name, (sums.get(name) ?? 0) + Number(value.N));
    }
    const at = lane.changedAt?.S;
    if (at !== undefined && (changedAt === undefined || at > changedAt)) changedAt = at;
  }
  const startingWith = (prefix: string) =>
    new Map([...sums].flatMap(([name, n]) => (n > 0 && name.startsWith(prefix) ? [[name.slice(2), n] as const] : [])));
  return {
    total: sums.get(TOTAL) ?? 0,
    byCountry: startingWith(COUNTRY),
    byHour: startingWith(HOUR_OF),
    bySource: startingWith(SOURCE),
    changedAt,
  };
}
