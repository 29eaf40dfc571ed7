import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import type { Scope } from './scopes.ts';

/** Organisers table: all tokens in one partition, each under the SHA-256 of its words. */
export const TOKENS = 'tokens';

/** A personal token, without its words. */
export interface AccessToken {
  /** `tok_` and 10 letters and digits. The trail and lists name a token by it. */
  readonly id: string;
  readonly account: string;
  readonly scopes: readonly Scope[];
  /** The campaigns that it is for. Undefined: all of its account. */
  readonly campaigns?: readonly string[] | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** The day, in UTC, of its last use. */
  readonly lastUsedDay?: string | undefined;
}

const keyOf = (hash: string): Item => ({ pk: { S: TOKENS }, sk: { S: hash } });

function toToken(item: Item): AccessToken {
  const { pk, sk, expiresAt, ...token } = unmarshall(item);
  return token as AccessToken;
}

/** Stores a token. 1 write unit. @param hash the SHA-256 of its words. */
export async function putToken({ client, table }: Db, hash: string, token: AccessToken): Promise<void> {
  const item = { ...token, pk: TOKENS, sk: hash, expiresAt: Math.ceil(token.until / 1_000) };
  const Item = marshall(item, { removeUndefinedValues: true });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** A token as it was written last. 1 read unit. */
export async function getToken({ client, table }: Db, hash: string): Promise<AccessToken | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(hash), ConsistentRead: true }));
  return Item && toToken(Item);
}

/** The tokens of an account, the oldest first. 1 read unit per 4 KB of all tokens: about fifteen. */
export async function listTokensOf(db: Db, account: string): Promise<AccessToken[]> {
  const items = await queryPartition(db, TOKENS, { consistent: true });
  const tokens = items.map(toToken).filter((one) => one.account === account);
  return tokens.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** Removes a token of an account by its id. As many read units as the list, and 1 write unit. @returns false if it has none. */
export const deleteToken = async (db: Db, account: string, id: string): Promise<boolean> =>
  (await deleteTokens(db, (one) => one.account === account && one.id === id)) > 0;

/** Removes all tokens of an account. As many read units as the list, and 1 write unit for each. */
export const deleteTokensOf = async (db: Db, account: string): Promise<number> =>
  deleteTokens(db, (one) => one.account === account);

async function deleteTokens(db: Db, isMeant: (token: AccessToken) => boolean): Promise<number> {
  const items = await queryPartition(db, TOKENS, { consistent: true });
  const meant = items.filter((item) => isMeant(toToken(item)));
  for (const { sk } of meant)
    await db.client.send(new DeleteItemCommand({ TableName: db.table, Key: keyOf(sk?.S ?? '') }));
  return meant.length;
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
