import { createHmac, type KeyObject } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { NormalisedAddress } from '../address.ts';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import { DAY, HOUR, SECOND } from '../running/clock.ts';

/** A mailbox as its e-mails name it to SES, and as SES names it to us: an HMAC, 43 characters of base64url. */
export type MailboxTag = string & { readonly __brand: 'MailboxTag' };

/** The name of the tag in SES. */
export const MAILBOX_TAG = 'mailbox';

/** For how long at least nothing is sent to a mailbox after a hard bounce or a complaint, in milliseconds. */
export const SUPPRESSED_FOR = 2 * DAY;

const partitionOf = (tag: MailboxTag | '*'): string => `suppressed#${tag}`;
/** The pattern of these partitions of the Limits table, for roles. Other keys there contain no `#`, or begin with `load`. */
export const SUPPRESSED = partitionOf('*');

/**
 * The tag of a mailbox. Only the mail function has the key, so no other can find out whose it is.
 * @param key as it is now. Under a new key, a mailbox is no longer suppressed.
 */
export const mailboxTag = (key: KeyObject | Uint8Array, address: NormalisedAddress): MailboxTag =>
  createHmac('sha256', key).update(`mailbox\0${address}`).digest('base64url') as MailboxTag;

const TAG = /^[\w-]{43}$/;
/** Whether a text has the form of a tag. */
export const isMailboxTag = (text: unknown): text is MailboxTag => typeof text === 'string' && TAG.test(text);

const keyOf = (tag: MailboxTag): Item => ({ pk: { S: partitionOf(tag) }, sk: { S: 'mailbox' } });

/** The end of an hour, so that the table does not show to the second when an e-mail came back. */
const suppressedUntil = (now: number): number => Math.ceil((now + SUPPRESSED_FOR) / HOUR) * HOUR;

const itemOf = (tag: MailboxTag, now: number): Item => ({
  ...keyOf(tag),
  expiresAt: { N: String(suppressedUntil(now) / SECOND) },
});

/**
 * Has nothing sent to a mailbox from now on. The item has nothing but the time when it expires. 1 write unit.
 * @returns false if the mailbox is suppressed already, and its report is counted. Then it is no longer so than before.
 */
export const suppress = ({ client, table }: Db, tag: MailboxTag, now: number): Promise<boolean> =>
  ifConditionHolds(() =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: itemOf(tag, now),
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now OR attribute_not_exists(counted)',
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / SECOND)) } },
      }),
    ),
  );

/** Notes that the report of a suppressed mailbox is counted. 1 write unit. */
export async function noteCounted({ client, table }: Db, tag: MailboxTag, now: number): Promise<void> {
  await client.send(new PutItemCommand({ TableName: table, Item: { ...itemOf(tag, now), counted: { BOOL: true } } }));
}

/**
 * Whether nothing is sent to a mailbox for now. 0.5 read units.
 * @param patience milliseconds after which this fails.
 */
export async function isSuppressed(
  { client, table }: Db,
  tag: MailboxTag,
  { now, patience }: { now: number; patience: number },
): Promise<boolean> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(tag) }), {
    abortSignal: AbortSignal.timeout(patience),
  });
  // The table may keep an expired item for two more days.
  return Number(Item?.expiresAt?.N ?? 0) * SECOND > now;
}
