import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Db } from '../aws/db.ts';
import { DAY, SECOND } from '../running/clock.ts';

/**
 * Who has uploaded a picture lately, in the Organisers table. Until a campaign or a case has the picture, nobody else may see it or take it:
 * somebody who learns its id must not get the photograph of a draft by it.
 */
const partition = (picture: string) => `upload#${picture}`;
/** A pattern of the partitions of uploads, for roles. */
export const UPLOADS = partition('*');

/** How long a form may stay open between a file and its words, and a program wait, in milliseconds. */
const UPLOADED_LATELY = 3 * DAY;

/** Notes who has uploaded a picture. 1 write unit. @param now milliseconds since the epoch. */
export async function putUpload(
  { client, table }: Db,
  { picture, account }: { readonly picture: string; readonly account: string },
  now: number,
): Promise<void> {
  const until = now + UPLOADED_LATELY;
  const Item = marshall({ pk: partition(picture), sk: account, until, expiresAt: Math.ceil(until / SECOND) });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** Whether somebody has uploaded a picture lately. 1 read unit. @param now milliseconds since the epoch. */
export async function hasUploaded(
  { client, table }: Db,
  { picture, account }: { readonly picture: string; readonly account: string },
  now: number,
): Promise<boolean> {
  const Key = marshall({ pk: partition(picture), sk: account });
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return now < Number(Item?.until?.N ?? 0);
}
