import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../../aws/db.ts';
import { ifNotOvertaken } from '../../aws/overtaken.ts';
import { isoTime } from '../../running/clock.ts';
import type { Delta } from '../delta.ts';
import { NAMES, type Reference } from './compare.ts';

/**
 * Recounts lie in the Counts table, in a partition of their own beside the campaign's counts: one that is at work, and
 * the last one that is done. They hold sums alone, and how many partitions of Signatures went into them. No slug holds a
 * `#`, so no campaign's counts can be mistaken for a recount.
 */
const recountsOf = (campaign: string): string => `recount#${campaign}`;
/** All of these partitions, for a role that may write there. */
export const RECOUNTS = recountsOf('*');

/** A recount, and how far it is. */
export interface Recount extends Reference {
  /** The first partition of Signatures that it has not counted. */
  readonly next: number;
  /** When it came so far, milliseconds since the epoch. */
  readonly at: number;
  /** When the counts were last compared with it. */
  readonly judgedAt: number | undefined;
  /** How often this was written. */
  readonly revision: number;
}

export interface Recounts {
  /** The one that is at work, or waits until all that it saw must be counted. */
  readonly running: Recount | undefined;
  /** The last one with which counts may be compared. */
  readonly done: Recount | undefined;
}

type Kind = keyof Recounts;

/** The recounts of a campaign. 1 read unit per 4 KB: about one, and some 10 for each year of hours. */
export async function getRecounts(db: Db, campaign: string): Promise<Recounts> {
  const items = await queryPartition(db, recountsOf(campaign), { consistent: true });
  const find = (kind: Kind) => items.flatMap((item) => (item.sk?.S === kind ? [fromItem(item)] : []))[0];
  return { running: find('running'), done: find('done') };
}

/** Begins a recount. 1 write unit per KB. @returns false if one is running. */
export function beginRecount(db: Db, campaign: string, before: Delta, now: number): Promise<boolean> {
  const begun = { startedAt: now, before, recounted: new Map(), next: 0, at: now, judgedAt: undefined, revision: 0 };
  return ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: toItem(campaign, 'running', begun),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );
}

/**
 * Writes how far a recount is, or that counts were compared with it. 1 write unit per KB.
 * @param seen as it was read. @returns false if somebody else has written since: read again.
 */
export const putRecount = (db: Db, campaign: string, kind: Kind, seen: Recount, next: Recount): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({ TableName: db.table, Item: toItem(campaign, kind, after(seen, next)), ...ifStill(seen) }),
    ),
  );

/** Makes the running recount the one that counts are compared with. 4 write units per KB. @returns false if it is no longer so. */
export function finishRecount(db: Db, campaign: string, running: Recount): Promise<boolean> {
  const Put = { TableName: db.table, Item: toItem(campaign, 'done', after(running, running)) };
  const Delete = { TableName: db.table, Key: keyOf(campaign, 'running'), ...ifStill(running) };
  return ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Delete }] })));
}

/** The part of a transaction that lets it happen only once for a recount as it was read. */
export const noteOnce = (db: Db, campaign: string, seen: Recount) => ({
  Put: { TableName: db.table, Item: toItem(campaign, 'done', after(seen, seen)), ...ifStill(seen) },
});

const keyOf = (campaign: string, kind: Kind) => ({ pk: { S: recountsOf(campaign) }, sk: { S: kind } });

const after = (seen: Recount, next: Recount): Recount => ({ ...next, revision: seen.revision + 1 });

/** Two recounts may have been written equally often, but have not begun at one moment. */
const ifStill = ({ revision, startedAt }: Recount) => ({
  ConditionExpression: 'revision = :seen AND startedAt = :begun',
  ExpressionAttributeValues: { ':seen': { N: String(revision) }, ':begun': { S: isoTime(startedAt) } },
});

function toItem(campaign: string, kind: Kind, recount: Recount): Item {
  const { startedAt, before, recounted, next, at, judgedAt, revision } = recount;
  return {
    ...keyOf(campaign, kind),
    startedAt: { S: isoTime(startedAt) },
    before: { B: packed(before) },
    recounted: { B: packed(recounted) },
    next: { N: String(next) },
    at: { S: isoTime(at) },
    revision: { N: String(revision) },
    ...(judgedAt !== undefined && { judgedAt: { S: isoTime(judgedAt) } }),
  };
}

const fromItem = ({ startedAt, before, recounted, next, at, judgedAt, revision }: Item): Recount => ({
  startedAt: Date.parse(startedAt?.S ?? ''),
  before: unpacked(before?.B),
  recounted: unpacked(recounted?.B),
  next: Number(next?.N ?? 0),
  at: Date.parse(at?.S ?? ''),
  judgedAt: judgedAt?.S === undefined ? undefined : Date.parse(judgedAt.S),
  revision: Number(revision?.N ?? 0),
});

/** An item holds 400 KB: as they are, the hours of one year twice; so, of more than five without a pause. */
const packed = (counts: Delta): Uint8Array => deflateRawSync(JSON.stringify([...counts].filter(isKept)));
/** A country that counts nothing any more is not to be remembered. That no name is shown says that names are compared. */
const isKept = ([name, n]: readonly [string, number]): boolean => n !== 0 || name === NAMES;
const unpacked = (bytes: Uint8Array | undefined): Delta =>
  new Map(bytes ? (JSON.parse(inflateRawSync(bytes).toString()) as [string, number][]) : []);
