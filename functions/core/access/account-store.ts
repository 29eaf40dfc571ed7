import {
  GetItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { DAY } from '../running/clock.ts';
import { type Account, hasCome } from './account.ts';
import { type RemovedAccount, removedItem } from './removed-store.ts';

/**
 * Organisers table: all accounts in one partition, since a group has tens of them, and beside them the number of changes. Each
 * change names the number that its writer has read. So no two changes cross: the last admin stays, and no address comes twice.
 */
export const ACCOUNTS = 'accounts';
/** No account has this id. */
const CHANGES = '#changes';

/** All accounts, and how often they were changed. */
export interface Accounts {
  readonly accounts: readonly Account[];
  readonly changes: number;
}

/** Roles are under names that anybody could choose. The SDK takes an object with a field `constructor` for a class. */
const store = (item: object): Item => marshall(item, { removeUndefinedValues: true, convertClassInstanceToMap: true });
const keyOf = (id: string): Item => ({ pk: { S: ACCOUNTS }, sk: { S: id } });

function toAccount(item: Item): Account {
  const { pk, sk, expiresAt, ...account } = unmarshall(item);
  return { ...account, id: sk } as Account;
}

/** All accounts as they were written last, the oldest first. 1 read unit per 4 KB: about five accounts. */
export async function listAccounts(db: Db): Promise<Accounts> {
  const items = await queryPartition(db, ACCOUNTS, { consistent: true });
  const changes = Number(items.find(({ sk }) => sk?.S === CHANGES)?.changes?.N ?? 0);
  const accounts = items.filter(({ sk }) => sk?.S !== CHANGES).map(toAccount);
  return { accounts: accounts.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)), changes };
}

/** Where an account stands in the list, the oldest first: of those of one moment, one is always the first. */
export const placeOf = ({ createdAt, id }: Pick<Account, 'createdAt' | 'id'>): string => `${createdAt}.${id}`;

/** An account as it was written last. 1 read unit. */
export async function getAccount({ client, table }: Db, id: string): Promise<Account | undefined> {
  if (!id.startsWith('org_')) return undefined;
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }));
  return Item && toAccount(Item);
}

/** One account is stored, or removed: then what names its person stays for a while. */
export type AccountChange = { readonly put: Account } | { readonly remove: string; readonly kept: RemovedAccount };

/**
 * Stores or removes one account. 4 write units, and 2 more to remove one.
 * @param seen the number of changes that the writer has read.
 * @returns false if somebody else changed an account meanwhile. Nothing is written then.
 */
export function changeAccounts({ client, table }: Db, change: AccountChange, seen: number): Promise<boolean> {
  const writes: TransactWriteItem[] =
    'put' in change
      ? [{ Put: { TableName: table, Item: itemOf(change.put) } }]
      : [
          { Delete: { TableName: table, Key: keyOf(change.remove) } },
          { Put: { TableName: table, Item: removedItem(change.kept) } },
        ];
  const count: TransactWriteItem = {
    Update: {
      TableName: table,
      Key: keyOf(CHANGES),
      UpdateExpression: 'SET changes = :next',
      ConditionExpression: seen === 0 ? 'attribute_not_exists(pk)' : 'changes = :seen',
      ExpressionAttributeValues: {
        ':next': { N: String(seen + 1) },
        ...(seen > 0 && { ':seen': { N: String(seen) } }),
      },
    },
  };
  return ifNotOvertaken(() => client.send(new TransactWriteItemsCommand({ TransactItems: [...writes, count] })));
}

const itemOf = ({ id, ...account }: Account): Item =>
  store({ ...account, pk: ACCOUNTS, sk: id, expiresAt: expiryOf({ id, ...account }) });

/**
 * An invitation that nobody followed is removed in the end, with the address in it. Who has ever come stays until somebody removes them:
 * the trail must be able to name them (docs/decisions/061).
 */
const expiryOf = (account: Account): number | undefined =>
  account.invitedUntil === undefined || hasCome(account)
    ? undefined
    : Math.floor((account.invitedUntil + INVITATION_KEPT) / 1_000);

/** How long an invitation is shown as expired, in milliseconds. */
const INVITATION_KEPT = 30 * DAY;

/** Notes the day on which an organiser was last here. 1 write unit, once a day. */
export async function noteSeen({ client, table }: Db, id: string, day: string): Promise<void> {
  await ifNotOvertaken(() =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(id),
        UpdateExpression: 'SET lastSeenDay = :day',
        // Somebody may have removed it meanwhile.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':day': { S: day } },
      }),
    ),
  );
}
