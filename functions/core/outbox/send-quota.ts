import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';

/** How fast mails go, and how many more may go today. */
export interface SendQuota {
  /** Mails a second. */
  readonly perSecond: number;
  /** The most mails within any 24 hours, and how many of them are left. Not there if there is no such bound. */
  readonly day?: { readonly most: number; readonly left: number } | undefined;
}

/** What was true at a moment, in milliseconds since the epoch. */
export interface ToldQuota {
  readonly quota: SendQuota;
  readonly at: number;
}

/**
 * The partition of the Counts table in which the mail function tells what it goes by, since a reader of counts is told
 * nothing there that it may not know. No campaign has this slug. Neither mail nor sign may reach another partition.
 */
export const SEND_QUOTA = 'mail#quota';
const key = { pk: { S: SEND_QUOTA }, sk: { S: 'now' } };

/** Tells how fast mails go. 1 write unit, every few minutes for each running mail function. */
export async function putSendQuota({ client, table }: Db, { quota, at }: ToldQuota): Promise<void> {
  const { perSecond, day } = quota;
  const Item: Item = { ...key, perSecond: { N: String(perSecond) }, at: { S: isoTime(at) } };
  if (day) Object.assign(Item, { most: { N: String(day.most) }, left: { N: String(day.left) } });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** What the mail function told last. 0.5 read units. @returns undefined if it has told nothing yet. */
export async function getSendQuota({ client, table }: Db): Promise<ToldQuota | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key }));
  if (!Item) return undefined;
  const { perSecond, most, left, at } = Item;
  const day = most && left ? { most: Number(most.N), left: Number(left.N) } : undefined;
  return { quota: { perSecond: Number(perSecond?.N), day }, at: Date.parse(at?.S ?? '') };
}
