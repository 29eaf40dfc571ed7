import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, ifConditionHolds } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';

/**
 * The partition of the Campaigns table that keeps the progress of erasing each closed campaign's identities. The role
 * of retention may write only there in this table.
 */
export const ERASURES = 'erasures';

/** How far the identities of a campaign are erased. */
export interface ErasureProgress {
  /** The closing time for which erasing began. If it changes, erasing begins again. */
  readonly closesAt: string;
  /** The first of the 256 partitions of Signatures that is not done yet. */
  readonly next: number;
  /** When it got this far, milliseconds since the epoch. */
  readonly at: number;
  /** How often this item was written. */
  readonly revision: number;
}

const keyOf = (slug: string) => ({ pk: { S: ERASURES }, sk: { S: slug } });

/**
 * Reads how far a campaign's identities are erased. 1 read unit: the read must be consistent.
 * @returns undefined if it never began.
 */
export async function getErasureProgress(db: Db, slug: string): Promise<ErasureProgress | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: keyOf(slug), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { closesAt, next, at, revision } = Item;
  return {
    closesAt: closesAt?.S ?? '',
    next: Number(next?.N ?? 0),
    at: Date.parse(at?.S ?? ''),
    revision: Number(revision?.N ?? 0),
  };
}

/**
 * Writes how far a campaign's identities are erased. 1 write unit.
 * @param seen the item that was read before. Undefined if there was none.
 * @returns false if another writer changed it since then: read again.
 */
export function putErasureProgress(
  db: Db,
  slug: string,
  { seen, closesAt, next, now }: { seen: ErasureProgress | undefined; closesAt: string; next: number; now: number },
): Promise<boolean> {
  return ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: {
          ...keyOf(slug),
          closesAt: { S: closesAt },
          next: { N: String(next) },
          at: { S: isoTime(now) },
          revision: { N: String((seen?.revision ?? 0) + 1) },
        },
        ...(seen
          ? {
              ConditionExpression: 'revision = :seen',
              ExpressionAttributeValues: { ':seen': { N: String(seen.revision) } },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      }),
    ),
  );
}
