import {
  DeleteItemCommand,
  GetItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import type { Scope } from './scopes.ts';

/**
 * Organisers table: all tokens in one partition, each under the SHA-256 of its words. Beside them is the number of tokens that each
 * account has made. A writer names the number that they have read: so an account has no token too many.
 */
export const TOKENS = 'tokens';
/** No SHA-256 begins so. */
const MADE = '#made#';

/** How many tokens an account has made. */
export interface TokensMade {
  readonly all: number;
  /** The last day, in UTC, on which an organiser made one for themselves, and how many then. */
  readonly day?: string | undefined;
  readonly onDay?: number | undefined;
}

/** A personal token, without its words. */
export interface AccessToken {
  /** `tok_` and 10 letters and digits. The trail and lists name a token by it. */
  readonly id: string;
  readonly account: string;
  /** What its owner calls it. The trail does not have it: nobody may write there what they like. */
  readonly name?: string | undefined;
  /** That of its account when it was made. A token without one is of the first. */
  readonly generation?: number | undefined;
  readonly scopes: readonly Scope[];
  /** The campaigns that it is for. Undefined: all of its account. */
  readonly campaigns?: readonly string[] | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** The day, in UTC, of its last use. */
  readonly lastUsedDay?: string | undefined;
  /** Names what was sent to make it, if it could be sent twice (docs/decisions/062). */
  readonly madeBy?: string | undefined;
}

const keyOf = (hash: string): Item => ({ pk: { S: TOKENS }, sk: { S: hash } });

function toToken(item: Item): AccessToken {
  const { pk, sk, expiresAt, ...token } = unmarshall(item);
  return token as AccessToken;
}

/**
 * Stores a token. 4 write units.
 * @param hash the SHA-256 of its words. @param made how many tokens its account has made, with this one.
 * @returns false if another token of this account was stored since the writer has read their number. Nothing is written then.
 */
export function putToken(db: Db, hash: string, token: AccessToken, made: TokensMade): Promise<boolean> {
  const { client, table: TableName } = db;
  const item = { ...token, pk: TOKENS, sk: hash, expiresAt: Math.ceil(token.until / 1_000) };
  const store = (one: object): Item => marshall(one, { removeUndefinedValues: true });
  const put = { TableName, Item: store(item) };
  const { all, day, onDay } = made;
  const count = {
    TableName,
    Item: { ...keyOf(MADE + token.account), ...store({ made: all, day, onDay }) },
    ...(all === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'made = :seen', ExpressionAttributeValues: { ':seen': { N: String(all - 1) } } }),
  };
  const TransactItems = [{ Put: put }, { Put: count }];
  return ifNotOvertaken(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
}

/** A token as it was written last. 1 read unit. */
export async function getToken({ client, table }: Db, hash: string): Promise<AccessToken | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(hash), ConsistentRead: true }));
  return Item && toToken(Item);
}

/** The tokens of an account, the oldest first, and how many it has made. 1 read unit per 4 KB of all tokens: about fifteen. */
export async function listTokensOf(
  db: Db,
  account: string,
): Promise<{ readonly tokens: readonly AccessToken[]; readonly made: TokensMade }> {
  const items = await queryPartition(db, TOKENS, { consistent: true });
  const tokens = items.map(toToken).filter((one) => one.account === account);
  const { made = 0, ...last } = unmarshall(items.find(({ sk }) => sk?.S === MADE + account) ?? {});
  return {
    tokens: tokens.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    made: { all: made, day: last.day, onDay: last.onDay },
  };
}

/** Removes a token of an account by its id. As many read units as the list, and 1 write unit. @returns false if it has none. */
export const deleteToken = async (db: Db, account: string, id: string): Promise<boolean> =>
  (await deleteTokens(db, (one) => one.account === account && one.id === id)) > 0;

/** Removes all tokens of an account, and their number. As many read units as the list, and 1 write unit for each. */
export async function deleteTokensOf(db: Db, account: string): Promise<void> {
  await deleteTokens(db, (one) => one.account === account);
  await deleteAt(db, MADE + account);
}

async function deleteTokens(db: Db, isMeant: (token: AccessToken) => boolean): Promise<number> {
  const items = await queryPartition(db, TOKENS, { consistent: true });
  const meant = items.filter((item) => isMeant(toToken(item)));
  for (const { sk } of meant) await deleteAt(db, sk?.S ?? '');
  return meant.length;
}

async function deleteAt({ client, table }: Db, sk: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(sk) }));
}

/** Notes the day on which a token was last used. 1 write unit, once a day. */
export async function noteUsed({ client, table }: Db, hash: string, day: string): Promise<void> {
  await ifConditionHolds(() =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(hash),
        UpdateExpression: 'SET lastUsedDay = :day',
        // It may have been revoked meanwhile.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':day': { S: day } },
      }),
    ),
  );
}
