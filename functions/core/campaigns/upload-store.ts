import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Db } from '../aws/db.ts';
import { DAY, SECOND } from '../running/clock.ts';
import type { MadePicture } from './picture.ts';

/**
 * Who has uploaded a picture lately, in the Organisers table, and what was made of it. Until a campaign or a case has the picture, nobody else
 * may see it or take it: somebody who learns its id must not get the photograph of a draft by it. Nor is it believed what somebody says of its
 * size: files that no campaign knows of would stay when the picture is erased.
 */
const partition = (picture: string) => `upload#${picture}`;
/** A pattern of the partitions of uploads, for roles. */
export const UPLOADS = partition('*');

/** How long a form may stay open between a file and its words, and a program wait, in milliseconds. */
const UPLOADED_LATELY = 3 * DAY;

/** Notes who has uploaded a picture. 1 write unit. @param now milliseconds since the epoch. */
export async function putUpload(
  { client, table }: Db,
  { made, account }: { readonly made: MadePicture; readonly account: string },
  now: number,
): Promise<void> {
  const until = now + UPLOADED_LATELY;
  const Item = marshall({ pk: partition(made.id), sk: account, made, until, expiresAt: Math.ceil(until / SECOND) });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/**
 * What was made of a picture that somebody has uploaded lately. 1 read unit. @param now milliseconds since the epoch.
 * @returns undefined if they have not uploaded it.
 */
export async function getUpload(
  { client, table }: Db,
  { picture, account }: { readonly picture: string; readonly account: string },
  now: number,
): Promise<MadePicture | undefined> {
  const Key = marshall({ pk: partition(picture), sk: account });
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  const { until = 0, made } = unmarshall(Item ?? {});
  return now < until ? made : undefined;
}
