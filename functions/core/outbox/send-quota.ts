import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';

/** How fast mails go, and how many more may go today. */
export interface SendQuota {
  /** Mails a second. */
  readonly perSecond: number;
  /** The most mails within any 24 hours, and how many of them are left. Undefined if there is no such bound. */
  readonly day?: { readonly most: number; readonly left: number } | undefined;
}

/** The rate of an account that has just left the sandbox of SES. */
export const USUAL_QUOTA: SendQuota = { perSecond: 14 };

/** A quota, and the time when it was read (milliseconds since the epoch). */
export interface NotedQuota {
  readonly quota: SendQuota;
  readonly at: number;
}

/**
 * The partition of the Counts table to which the mail function writes its quota: readers of counts may know it. No
 * campaign has this slug. The roles of mail and sign may reach no other partition of that table.
 */
export const SEND_QUOTA = 'mail#quota';
const key = { pk: { S: SEND_QUOTA }, sk: { S: 'now' } };

/** Writes how fast mails go. 1 write unit, every few minutes for each running mail function. */
export async function putSendQuota({ client, table }: Db, { quota, at }: NotedQuota): Promise<void> {
  const { perSecond, day } = quota;
  const Item: Item = { ...key, perSecond: { N: String(perSecond) }, at: { S: isoTime(at) } };
  if (day) Object.assign(Item, { most: { N: String(day.most) }, left: { N: String(day.left) } });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** Reads the quota that the mail function wrote last. 0.5 read units. @returns undefined if it has written none yet. */
export async function getSendQuota({ client, table }: Db): Promise<NotedQuota | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key }));
  if (!Item) return undefined;
  const { perSecond, most, left, at } = Item;
  const day = most && left ? { most: Number(most.N), left: Number(left.N) } : undefined;
  return { quota: { perSecond: Number(perSecond?.N), day }, at: Date.parse(at?.S ?? '') };
}
