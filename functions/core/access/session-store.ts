import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';

/** What proved that a person is there. */
export interface Proof {
  /** When, in milliseconds since the epoch (`auth_time` of OpenID Connect, which is in seconds, times 1,000). */
  readonly authTime: number;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
}

/** A session, as the table has it. Times are milliseconds since the epoch. */
export interface Session extends Proof {
  readonly account: string;
  /** That of its account, when the session began. */
  readonly generation: number;
  readonly startedAt: number;
  readonly seenAt: number;
  /** When it ends, whatever happens in it. */
  readonly until: number;
}

const partition = (hash: string) => `session#${hash}`;
/** A pattern of the partitions of sessions, for roles. */
export const SESSIONS = partition('*');
const keyOf = (hash: string): Item => ({ pk: { S: partition(hash) }, sk: { S: 'session' } });
const store = (item: object): Item => marshall(item, { removeUndefinedValues: true });

/** Stores a session. 1 write unit. @param hash the SHA-256 of its id. */
export async function putSession({ client, table }: Db, hash: string, session: Session): Promise<void> {
  const Item = { ...store({ ...session, expiresAt: Math.ceil(session.until / 1_000) }), ...keyOf(hash) };
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** A session as it was written last. 1 read unit. */
export async function getSession({ client, table }: Db, hash: string): Promise<Session | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(hash), ConsistentRead: true }));
  if (!Item) return undefined;
  const { pk, sk, expiresAt, ...session } = unmarshall(Item);
  return session as Session;
}

/** Changes what is named of a session. 1 write unit. @returns false if it has ended meanwhile. */
export function changeSession(
  { client, table }: Db,
  hash: string,
  change: Partial<Proof & Pick<Session, 'seenAt'>>,
): Promise<boolean> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return ifConditionHolds(() =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(hash),
        UpdateExpression: `SET ${given.map(([name]) => `${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: store(Object.fromEntries(given.map(([name, value]) => [`:${name}`, value]))),
      }),
    ),
  );
}

/** Ends a session. 1 write unit. */
export async function deleteSession({ client, table }: Db, hash: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(hash) }));
}
