import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, queryPartition } from '../aws/db.ts';
import { MOST_ITEMS, transact } from '../aws/transact.ts';
import { drawnPause } from '../running/drawn-pause.ts';
import { forgottenAlone, keyOfRow, querySpeakers } from './case-index.ts';
import { type Claim, isOfSpeaker, keyOfCase, partitionOf } from './case-store.ts';
import { getFence, movedFence } from './fence.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * Who erases a case claims it first: from then on, nobody writes it, and no campaign can bring it in. The claim stays for sure once it is
 * known that no campaign speaks for the case. A crash leaves it, and the same call once more goes on with it.
 */
async function getItem({ client, table }: Db, id: string): Promise<Item | undefined> {
  const get = new GetItemCommand({ TableName: table, Key: keyOfCase(id), ConsistentRead: true });
  return (await client.send(get)).Item;
}

const TRIES = 8;

/**
 * Claims a case, or joins those who erase it already. About 2 read units, and 2 write units per KB.
 * @param as.revision of the case as it was read. Undefined: it has never been written as a thing of its own.
 * @param as.isBegun whether it was just made, so that less is erased. Who erases more takes such a claim over.
 * @throws {ChangedMeanwhile} if another one is stored, or somebody erases more.
 */
export async function claimCase(
  db: Db,
  id: string,
  { revision, isBegun }: { readonly revision: number | undefined; readonly isBegun: boolean },
): Promise<number> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const { isSettled: _, ...item } = (await getItem(db, id)) ?? {};
    if (item.revision?.N !== (revision === undefined ? undefined : String(revision))) break;
    const other = item.erasing?.N;
    if (other !== undefined && isBegun && !item.isBegun) break;
    if (other !== undefined && isBegun === (item.isBegun !== undefined)) return Number(other);
    const fence = await getFence(db);
    const claim = fence.all + 1;
    const isAsRead = other === undefined ? isUnclaimed(revision) : isOurs(Number(other));
    const { isBegun: __, ...kept } = item;
    const Item = {
      ...keyOfCase(id),
      ...kept,
      erasing: { N: String(claim) },
      ...(isBegun && { isBegun: { BOOL: true } }),
    };
    if (await transact(db, [{ Put: { TableName: db.table, Item, ...isAsRead } }, ...movedFence(db, fence, isBegun)]))
      return claim;
    await drawnPause(tries);
  }
  throw new ChangedMeanwhile();
}

const isUnclaimed = (revision: number | undefined) =>
  revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'revision = :seen AND attribute_not_exists(erasing)',
        ExpressionAttributeValues: { ':seen': { N: String(revision) } },
      };

const isOurs = (claim: number, more = '') => ({
  ConditionExpression: `erasing = :claim${more}`,
  ExpressionAttributeValues: { ':claim': { N: String(claim) } },
});

/** A condition of a transaction: the case is still claimed so. 2 write units. */
export const claimIs = ({ table }: Db, id: string, claim: number): TransactWriteItem => ({
  ConditionCheck: { TableName: table, Key: keyOfCase(id), ...isOurs(claim) },
});

/** Whether the case is still claimed so. 1 or 2 read units. */
export const isClaimed = async (db: Db, id: string, claim: number): Promise<boolean> =>
  (await getItem(db, id))?.erasing?.N === String(claim);

/** Makes a claim stay, once no campaign speaks for the case. @returns false if it was given up. */
export async function settleClaim(db: Db, id: string, claim: number): Promise<boolean> {
  const item = await getItem(db, id);
  if (item?.erasing?.N !== String(claim)) return false;
  const Item = { ...item, isSettled: { BOOL: true } };
  return item.isSettled?.BOOL === true || transact(db, [{ Put: { TableName: db.table, Item, ...isOurs(claim) } }]);
}

/** Gives up a claim that is not settled, since a campaign speaks for the case. */
export async function giveUpClaim(db: Db, id: string, { claim }: Claim): Promise<void> {
  const { erasing, isBegun, ...left } = (await getItem(db, id)) ?? {};
  if (erasing?.N !== String(claim)) return;
  const isStill = isOurs(claim, ' AND attribute_not_exists(isSettled)');
  const write = left.revision
    ? { Put: { TableName: db.table, Item: left, ...isStill } }
    : { Delete: { TableName: db.table, Key: keyOfCase(id), ...isStill } };
  await transact(db, [write]);
}

/** Beside the condition. */
const AT_ONCE = MOST_ITEMS - 1;

/**
 * Erases a claimed case with all its versions and rows, and ends the claim. 1 read unit per 4 KB, and twice as many write units as it has
 * KB. The case goes last: as long as it is there, lists show that there is something to erase.
 * @param as.isBegun whether histories have it still, from before it was made: then the notes of that stay.
 * @returns false if somebody else has ended the claim meanwhile.
 */
export async function eraseClaimed(
  db: Db,
  id: string,
  { claim, isBegun }: { readonly claim: number; readonly isBegun: boolean },
): Promise<boolean> {
  const remove = (Key: Item): TransactWriteItem => ({ Delete: { TableName: db.table, Key } });
  const items = await queryPartition(db, partitionOf(id), { consistent: true });
  const rest = items.filter((item) => item.sk?.S !== keyOfCase(id).sk?.S && !(isBegun && isOfSpeaker(item)));
  const keys = rest.map(({ pk, sk }) => ({ pk, sk }) as Item);
  keys.push(...(await querySpeakers(db, id)).map((slug) => keyOfRow(id, slug)));
  for (let i = 0; i < keys.length; i += AT_ONCE)
    if (!(await transact(db, [claimIs(db, id, claim), ...keys.slice(i, i + AT_ONCE).map(remove)]))) return false;
  for (let tries = 1; tries <= TRIES; tries++) {
    const own = { Delete: { TableName: db.table, Key: keyOfCase(id), ...isOurs(claim) } };
    const last = [own, remove(keyOfRow(id)), forgottenAlone(db, id)];
    // No history had words of a case that was just made, so that nobody can have read them there meanwhile.
    const moved = isBegun ? [] : movedFence(db, await getFence(db), false);
    if (await transact(db, [...last, ...moved])) return true;
    if (!(await isClaimed(db, id, claim))) return false;
    await drawnPause(tries);
  }
  throw new Error('The fence was moved during each of eight tries.');
}
