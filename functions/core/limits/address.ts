import { createHmac } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Proof } from '../abuse/proof.ts';
import { DAY, HOUR, isoTime } from '../clock.ts';
import type { Db, Item } from '../db.ts';
import type { Keyring } from '../privacy/keyring.ts';
import type { NormalisedAddress } from '../signatures/address.ts';

/** How many confirmation mails one address gets, over all campaigns, for attempts without proof of work. */
export const MAILS_PER_HOUR = 3;
export const MAILS_PER_DAY = 6;
/** … and in all. What attempts without proof use up never reaches these, so that they keep nobody from signing. */
export const MAILS_PER_HOUR_WITH_PROOF = 5;
export const MAILS_PER_DAY_WITH_PROOF = 10;

/** Far beyond the limit: so many proofs of an hour are remembered, so that nobody can make an item grow for ever. */
const PROOFS_PER_HOUR = 12;

interface Attempted {
  readonly key: Keyring;
  readonly address: NormalisedAddress;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly proof: Proof | undefined;
}

export interface Allowance {
  /** Whether the mail may be sent. */
  readonly isAllowed: boolean;
  /** Whether the proof was used before, or came after too many others within the hour, and so is none. */
  readonly isSpent: boolean;
}

/**
 * Counts an attempt on an address and spends its proof. One write unit, whatever comes of it: a day is one item, with a
 * count (`a`) and marks of spent proofs (`s`) for each hour, and the decision is made from what it held before. The key
 * is an HMAC of address and day, so that the table tells nobody whom mail went to, nor that two days are the same person.
 * A proof's day is that of its challenge: spent before midnight, it is spent after.
 */
export async function takeMailAllowance(db: Db, attempted: Attempted): Promise<Allowance> {
  const mark = markOf(attempted);
  const { day, hour } = slotOf(attempted);
  try {
    const { Attributes } = await db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: keyOf(attempted),
        UpdateExpression: `ADD #count :one${mark ? ', #spent :marks' : ''} SET expiresAt = :expiresAt`,
        ...(mark && {
          ConditionExpression: 'attribute_not_exists(#spent) OR size(#spent) < :most OR contains(#spent, :mark)',
        }),
        ExpressionAttributeNames: { '#count': `a${hour}`, ...(mark && { '#spent': `s${hour}` }) },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          // By the day, not the moment: the second of an attempt would lead to the confirmation that followed.
          ':expiresAt': { N: String((day + 2 * DAY) / 1000) },
          ...(mark && {
            ':marks': { BS: [mark] },
            ':mark': { B: mark },
            ':most': { N: String(PROOFS_PER_HOUR) },
          }),
        },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return allowanceOf(Attributes ?? {}, hour, mark);
  } catch (error) {
    // Not remembered, it could be used for ever.
    if (error instanceof ConditionalCheckFailedException) return { isAllowed: false, isSpent: true };
    throw error;
  }
}

/**
 * Gives a mail back that was allowed and could not be put into the queue, and its proof. One write unit.
 * @param attempted with how many mails to give back: 0, for one that was held, writes all the same and changes nothing.
 */
export async function giveBackMailAllowance(db: Db, attempted: Attempted & { mails: 0 | 1 }): Promise<void> {
  const { mails } = attempted;
  const mark = mails > 0 ? markOf(attempted) : undefined;
  const { hour } = slotOf(attempted);
  await db.client.send(
    new UpdateItemCommand({
      TableName: db.table,
      Key: keyOf(attempted),
      UpdateExpression: `ADD #count :back${mark ? ' DELETE #spent :marks' : ''}`,
      ExpressionAttributeNames: { '#count': `a${hour}`, ...(mark && { '#spent': `s${hour}` }) },
      ExpressionAttributeValues: { ':back': { N: String(-mails) }, ...(mark && { ':marks': { BS: [mark] } }) },
    }),
  );
}

/**
 * Attempts without proof (`a` less those in `s`) use up at most their own allowance, so that whoever has none cannot keep
 * an address's owner, who has one, from signing.
 */
function allowanceOf(before: Item, hour: number, mark: Uint8Array | undefined): Allowance {
  const hours = Array.from({ length: HOURS }, (_, h) => usedIn(before, h));
  const day = {
    proofs: sum(hours.map(({ proofs }) => proofs)),
    others: Math.min(sum(hours.map(({ others }) => others)), MAILS_PER_DAY),
  };
  const now = hours[hour] ?? { proofs: 0, others: 0 };
  const isSpent = mark !== undefined && isSpentIn(before, mark);
  const [perHour, perDay] =
    mark && !isSpent ? [MAILS_PER_HOUR_WITH_PROOF, MAILS_PER_DAY_WITH_PROOF] : [MAILS_PER_HOUR, MAILS_PER_DAY];
  return { isSpent, isAllowed: now.proofs + now.others < perHour && day.proofs + day.others < perDay };
}

/** At least the mails that were sent in an hour: with proofs, and without. */
function usedIn(before: Item, hour: number): { proofs: number; others: number } {
  const spent = before[`s${hour}`]?.BS?.length ?? 0;
  return {
    proofs: Math.min(spent, MAILS_PER_HOUR_WITH_PROOF),
    others: Math.min(Math.max(Number(before[`a${hour}`]?.N ?? 0) - spent, 0), MAILS_PER_HOUR),
  };
}

const isSpentIn = (before: Item, mark: Uint8Array): boolean =>
  Object.values(before).some(({ BS }) => BS?.some((spent) => Buffer.compare(spent, mark) === 0));

/** A day, and what of the next one a challenge from before midnight may reach. */
const HOURS = 25;

/** The day's beginning, and the hour since then: 24 for a challenge from before midnight that is used after. */
function slotOf({ now, proof }: Attempted): { day: number; hour: number } {
  const day = Math.floor((proof?.issuedAt ?? now) / DAY) * DAY;
  return { day, hour: Math.floor((now - day) / HOUR) };
}

function keyOf(attempted: Attempted) {
  const date = isoTime(slotOf(attempted).day).slice(0, 10);
  return {
    pk: { S: hmacOf(attempted, `mail\0${date}\0${attempted.address}`).toString('base64url') },
    sk: { S: 'mail' },
  };
}

/**
 * What is remembered of a proof. Not its id: whoever reads the table and sends an attempt would find by it which item is
 * that of an address.
 */
const markOf = (attempted: Attempted): Uint8Array | undefined =>
  attempted.proof && hmacOf(attempted, Buffer.concat([Buffer.from('spent\0'), attempted.proof.id])).subarray(0, 8);

/** By the key of that moment, so that a key which begins meanwhile does not make a proof new again. */
function hmacOf({ key, proof, now }: Attempted, text: string | Uint8Array): Buffer {
  return createHmac('sha256', key.current(proof?.issuedAt ?? now).key)
    .update(text)
    .digest();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
