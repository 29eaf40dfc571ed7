import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../../aws/db.ts';
import { ifNotOvertaken } from '../../aws/overtaken.ts';
import { isoTime } from '../../running/clock.ts';
import type { Delta } from '../delta.ts';
import { NAMES, type Reference } from './compare.ts';

/**
 * Recounts are in the Counts table, in a partition of their own beside the campaign's counts: a running one, and the
 * last one that is done. They contain only sums, and how many partitions of Signatures went into them. No slug contains
 * a `#`, so no campaign's counts can be mistaken for a recount.
 */
const recountsOf = (campaign: string): string => `recount#${campaign}`;
/** A pattern of all these partitions, for a role that may write there. */
export const RECOUNTS = recountsOf('*');

/** A recount, and how far it is. */
export interface Recount extends Reference {
  /** The first partition of Signatures that it has not counted yet. */
  readonly next: number;
  /** When it got this far, milliseconds since the epoch. */
  readonly at: number;
  /** When the counts were last compared with it. */
  readonly judgedAt: number | undefined;
  /** How often this item was written. */
  readonly revision: number;
}

export interface Recounts {
  /** The one that still counts, or waits until tally must have counted everything that it saw. */
  readonly running: Recount | undefined;
  /** The last one that counts may be compared with. */
  readonly done: Recount | undefined;
}

type Kind = keyof Recounts;

/** Reads the recounts of a campaign. 1 read unit per 4 KB: about one, and about 10 more for each year of hours. */
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
 * @param seen the recount as it was read. @returns false if another writer changed it since then: read again.
 */
export const putRecount = (db: Db, campaign: string, kind: Kind, seen: Recount, next: Recount): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({ TableName: db.table, Item: toItem(campaign, kind, after(seen, next)), ...ifStill(seen) }),
    ),
  );

/**
 * Makes the running recount the one to compare counts with. 4 write units per KB.
 * @returns false if it changed since it was read.
 */
export function finishRecount(db: Db, campaign: string, running: Recount): Promise<boolean> {
  const Put = { TableName: db.table, Item: toItem(campaign, 'done', after(running, running)) };
  const Delete = { TableName: db.table, Key: keyOf(campaign, 'running'), ...ifStill(running) };
  return ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Delete }] })));
}

/** A part of a transaction: with it, the transaction can succeed only once for a recount as it was read. */
export const noteOnce = (db: Db, campaign: string, seen: Recount) => ({
  Put: { TableName: db.table, Item: toItem(campaign, 'done', after(seen, seen)), ...ifStill(seen) },
});

const keyOf = (campaign: string, kind: Kind) => ({ pk: { S: recountsOf(campaign) }, sk: { S: kind } });

const after = (seen: Recount, next: Recount): Recount => ({ ...next, revision: seen.revision + 1 });

/** Two recounts may have the same revision, but they did not begin at the same moment. */
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

/**
 * An item can have 400 KB. Unpacked, the hours of one year would fit twice. Packed, those of more than five years fit.
 */
const packed = (counts: Delta): Uint8Array => deflateRawSync(JSON.stringify([...counts].filter(isKept)));
/**
 * Drops counts of zero: we must not remember such a country. Keeps a zero of names, since it shows that names are
 * compared.
 */
const isKept = ([name, n]: readonly [string, number]): boolean => n !== 0 || name === NAMES;
const unpacked = (bytes: Uint8Array | undefined): Delta =>
  new Map(bytes ? (JSON.parse(inflateRawSync(bytes).toString()) as [string, number][]) : []);
