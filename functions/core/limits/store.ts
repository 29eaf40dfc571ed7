import { createHmac } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, isoTime } from '../clock.ts';
import { type Db, ifConditionHolds } from '../db.ts';
import type { NormalisedAddress } from '../signatures/address.ts';

/** How many confirmation mails one address gets, over all campaigns. */
export const MAILS_PER_HOUR = 3;
export const MAILS_PER_DAY = 8;

interface Taken {
  readonly key: Uint8Array;
  readonly address: NormalisedAddress;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Takes one mail from an address's allowance. One write unit: a day is one item, its hours are attributes of it. The key
 * is an HMAC of address and day, so that the table tells nobody whom mail went to, nor that two days are the same person.
 * @returns false if the allowance of this hour or this day is used up.
 */
export function takeMailAllowance(db: Db, taken: Taken): Promise<boolean> {
  return ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: allowanceKey(taken),
        UpdateExpression: 'ADD #day :one, #hour :one SET expiresAt = :expiresAt',
        ConditionExpression:
          '(attribute_not_exists(#day) OR #day < :perDay) AND (attribute_not_exists(#hour) OR #hour < :perHour)',
        ExpressionAttributeNames: { '#day': 'day', '#hour': hourOf(taken) },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':perDay': { N: String(MAILS_PER_DAY) },
          ':perHour': { N: String(MAILS_PER_HOUR) },
          ':expiresAt': { N: String(Math.ceil((taken.now + 2 * DAY) / 1000)) },
        },
      }),
    ),
  );
}

/** Gives a mail back that was taken and could not be put into the queue. One write unit. */
export async function giveBackMailAllowance(db: Db, taken: Taken): Promise<void> {
  await db.client.send(
    new UpdateItemCommand({
      TableName: db.table,
      Key: allowanceKey(taken),
      UpdateExpression: 'ADD #day :back, #hour :back',
      ExpressionAttributeNames: { '#day': 'day', '#hour': hourOf(taken) },
      ExpressionAttributeValues: { ':back': { N: '-1' } },
    }),
  );
}

function allowanceKey({ key, address, now }: Taken) {
  const day = isoTime(now).slice(0, 10);
  const pk = createHmac('sha256', key).update(`mail\0${day}\0${address}`).digest('base64url');
  return { pk: { S: pk }, sk: { S: 'mail' } };
}

const hourOf = ({ now }: Taken): string => `hour${isoTime(now).slice(11, 13)}`;
