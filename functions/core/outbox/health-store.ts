import { GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../aws/db.ts';
import { type MailboxTag, noteCounted, suppress } from '../limits/suppressed.ts';
import { DAY, hourOf, isoTime, SECOND } from '../running/clock.ts';
import { HEALTHY, type MailHealth, type MailHour, type ReportKind, STATE_LASTS } from './health.ts';

/** The partition of the Limits table with what became of the e-mails of each hour: numbers alone. */
export const MAIL_HOURS = 'mail-hours';
/**
 * The partition of the Counts table with the state that follows from these numbers. Organisers may read it there. No
 * campaign has this slug.
 */
export const MAIL_HEALTH = 'mail#health';
const NOW: Item = { pk: { S: MAIL_HEALTH }, sk: { S: 'now' } };

const attributeOf = { bounce: 'bounces', complaint: 'complaints' } as const satisfies Record<ReportKind, string>;

/** Adds to the numbers of an hour. The item stays for as long as it counts. */
const adding = (table: string, name: 'sent' | 'bounces' | 'complaints', more: number, now: number) =>
  new UpdateItemCommand({
    TableName: table,
    Key: { pk: { S: MAIL_HOURS }, sk: { S: isoTime(hourOf(now)).slice(0, 13) } },
    UpdateExpression: 'ADD #name :more SET expiresAt = :expiresAt',
    ExpressionAttributeNames: { '#name': name },
    ExpressionAttributeValues: {
      ':more': { N: String(more) },
      ':expiresAt': { N: String((hourOf(now) + 2 * DAY) / SECOND) },
    },
  });

/**
 * Counts e-mails that SES has taken. 1 write unit.
 * @param patience milliseconds after which this fails.
 */
export async function addSent(
  { client, table }: Db,
  { sent, now, patience }: { sent: number; now: number; patience: number },
): Promise<void> {
  await client.send(adding(table, 'sent', sent, now), { abortSignal: AbortSignal.timeout(patience) });
}

/**
 * Suppresses the mailbox of a report, and counts the report. AWS delivers a report again, which may be counted already or
 * not: it counts until the mailbox says that it did. If only that last write fails, it counts twice. 3 write units. No
 * transaction: reports that come at once would make each other fail.
 * @param mailbox undefined for an e-mail without a tag. Then the report counts each time, for 1 write unit.
 */
export async function countReport(
  db: Db,
  { kind, mailbox, now }: { kind: ReportKind; mailbox: MailboxTag | undefined; now: number },
): Promise<void> {
  if (mailbox && !(await suppress(db, mailbox, now))) return;
  await db.client.send(adding(db.table, attributeOf[kind], 1, now));
  if (mailbox) await noteCounted(db, mailbox, now);
}

/** What became of the e-mails of the last day. 1 read unit. */
export async function queryMailHours({ client, table }: Db, now: number): Promise<MailHour[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk > :from',
      ExpressionAttributeValues: { ':pk': { S: MAIL_HOURS }, ':from': { S: isoTime(now - DAY).slice(0, 13) } },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ sk, sent, bounces, complaints }) => ({
    at: Date.parse(`${sk?.S}:00:00Z`),
    sent: Number(sent?.N ?? 0),
    bounces: Number(bounces?.N ?? 0),
    complaints: Number(complaints?.N ?? 0),
  }));
}

/** Makes the stage strict for an hour from now on, and also slow if e-mails shall go slowly. 1 write unit. */
export async function putStrict(
  { client, table }: Db,
  { now, isSlow }: { now: number; isSlow: boolean },
): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: NOW,
      UpdateExpression: `SET strictUntil = :until${isSlow ? ', slowUntil = :until' : ''}`,
      ExpressionAttributeValues: { ':until': { S: isoTime(now + STATE_LASTS) } },
    }),
  );
}

/**
 * Reads the state. 0.5 read units.
 * @param patience milliseconds after which this fails.
 */
export async function getMailHealth({ client, table }: Db, patience: number): Promise<MailHealth> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: NOW }), {
    abortSignal: AbortSignal.timeout(patience),
  });
  if (!Item) return HEALTHY;
  const momentOf = (name: keyof MailHealth): number => Date.parse(Item[name]?.S ?? '') || 0;
  return { strictUntil: momentOf('strictUntil'), slowUntil: momentOf('slowUntil') };
}
