import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Actor, requireWaiting } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { CASES } from './case-index.ts';
import { isAtRevision } from './head-store.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * The fence between erasing a case and bringing one into a campaign: a number in the Campaigns table. Each erasure moves it on when it
 * begins, and when it has ended. Who brings in a case reads the number before any other words. Each of their writes is on condition that it
 * is the same. So what was read before an erasure is never written after it (docs/decisions/065).
 */
const KEY = { pk: { S: CASES }, sk: { S: '#fence' } };

/** Where the fence stands: 0 before the first erasure. 1 read unit. */
export async function getFence({ client, table }: Db): Promise<number> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: KEY, ConsistentRead: true }));
  return Number(Item?.revision?.N ?? 0);
}

/** A condition of a transaction: the fence still stands there. 2 write units. */
export const fenceIs = ({ table }: Db, fence: number): TransactWriteItem => ({
  ConditionCheck: { TableName: table, Key: KEY, ...isAtRevision(fence) },
});

/** A part of a transaction: moves the fence on from there. 2 write units. */
export const movedFence = ({ table }: Db, fence: number): TransactWriteItem => ({
  Put: { TableName: table, Item: { ...KEY, revision: { N: String(fence + 1) } }, ...isAtRevision(fence) },
});

/** A case was erased between our read and our write: perhaps one of those that we read. */
export class Fenced extends ChangedMeanwhile {}

const TRIES = 5;

/** Reads and writes once more, if an erasure came in between. */
export async function again<Result>(actor: Actor, work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      requireWaiting(actor);
      return await work();
    } catch (error) {
      if (!(error instanceof Fenced) || tries === TRIES) throw error;
    }
}
