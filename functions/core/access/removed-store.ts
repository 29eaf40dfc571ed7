import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Db, Item } from '../aws/db.ts';
import { DAY } from '../running/clock.ts';
import { type Account, hasCome } from './account.ts';

/**
 * Who was removed, in the Organisers table, so that the trail and histories can name them (docs/decisions/061). It has no hash of an
 * address or of a sign-in: so it opens nothing, and an invitation to the same address makes a new account.
 */
export const REMOVED = 'removed';

/** For how long, in milliseconds. Who never came did nothing that anybody could ask about later. */
const KEPT = { came: 3 * 365 * DAY, neverCame: 30 * DAY } as const;

/** An organiser who was removed. */
export interface RemovedAccount extends Pick<Account, 'id' | 'sealed'> {
  /** Milliseconds since the epoch. */
  readonly removedAt: number;
  /** When this is erased. */
  readonly until: number;
}

export const removedFrom = (account: Account, now: number): RemovedAccount => ({
  ...{ id: account.id, sealed: account.sealed, removedAt: now },
  until: now + (hasCome(account) ? KEPT.came : KEPT.neverCame),
});

export const removedItem = ({ id, ...removed }: RemovedAccount): Item =>
  marshall({ ...removed, pk: REMOVED, sk: id, expiresAt: Math.floor(removed.until / 1_000) });

/** Somebody who was removed. 1 read unit. @returns undefined if they were not, or it is erased. */
export async function getRemoved({ client, table }: Db, id: string, now: number): Promise<RemovedAccount | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: marshall({ pk: REMOVED, sk: id }), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { pk, sk, expiresAt, ...removed } = unmarshall(Item);
  const found = { ...removed, id: sk } as RemovedAccount;
  // The database removes what has expired hours later.
  return now < found.until ? found : undefined;
}
