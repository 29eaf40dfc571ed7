import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Actor, requireWaiting } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { Problem } from '../problem.ts';
import { drawnPause } from '../running/drawn-pause.ts';
import { CASES } from './case-index.ts';
import { isAtRevision } from './head-store.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * The fence between erasing a case and bringing one into a campaign: numbers in the Campaigns table. Who brings in a case reads them before
 * any other words. Each of their writes is on condition that one of them is the same. So what was read before an erasure is never written
 * after it (docs/decisions/065).
 *
 * Each erasure moves the number `erased` on when it begins, and when it has ended. The number `all` moves with it, and also when a case is
 * erased that was just made, since its campaign did not take it. Only who brings in a case that was just made looks at that one: so
 * refused cases, of which one person can send many, keep nobody else from writing.
 */
const KEYS = {
  erased: { pk: { S: CASES }, sk: { S: '#fence' } },
  all: { pk: { S: CASES }, sk: { S: '#fence-of-all' } },
};

/** Where the fence stands: 0 before the first erasure. */
export interface Fence {
  readonly erased: number;
  /** Undefined: the cases that come in cannot have been erased as those that were just made. */
  readonly all?: number | undefined;
}

interface WholeFence extends Fence {
  readonly all: number;
}

/** Where the fence stands. 2 read units. */
export async function getFence({ client, table }: Db): Promise<WholeFence> {
  const numberOf = async (Key: (typeof KEYS)[keyof typeof KEYS]) => {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Number(Item?.revision?.N ?? 0);
  };
  const [erased, all] = await Promise.all([numberOf(KEYS.erased), numberOf(KEYS.all)]);
  return { erased, all };
}

/** A condition of a transaction: the fence still stands there. 2 write units. */
export const fenceIs = ({ table }: Db, { erased, all }: Fence): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    ...(all === undefined ? { Key: KEYS.erased, ...isAtRevision(erased) } : { Key: KEYS.all, ...isAtRevision(all) }),
  },
});

/** Whether the fence still stands there. 2 read units. */
export async function fenceStands(db: Db, { erased, all }: Fence): Promise<boolean> {
  const now = await getFence(db);
  return all === undefined ? now.erased === erased : now.all === all;
}

/**
 * A part of a transaction: moves the fence on from there. 4 write units.
 * @param isBegun whether the case was just made: then 2, since it moves less.
 */
export const movedFence = ({ table }: Db, fence: WholeFence, isBegun: boolean): TransactWriteItem[] =>
  (isBegun ? (['all'] as const) : (['erased', 'all'] as const)).map((name) => ({
    Put: {
      TableName: table,
      Item: { ...KEYS[name], revision: { N: String(fence[name] + 1) } },
      ...isAtRevision(fence[name]),
    },
  }));

/** A case was erased between our read and our write: perhaps one of those that we read. */
export class Fenced extends ChangedMeanwhile {}

const TRIES = 8;

/**
 * Reads and writes once more, if an erasure came in between.
 * @throws {Problem} `changed-meanwhile` if that happens at each of eight tries.
 */
export async function again<Result>(actor: Actor, work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      requireWaiting(actor);
      return await work();
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
      if (tries === TRIES) throw new Problem('changed-meanwhile');
      await drawnPause(tries);
    }
}
