import { createHmac, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Proof } from '../abuse/proof.ts';
import type { NormalisedAddress } from '../address.ts';
import type { Db, Item } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { DAY, dayOf, HOUR, isoTime, SECOND } from '../running/clock.ts';

/** Confirmation mails that one address gets, over all campaigns, for attempts without proof of work. */
export const MAILS_PER_HOUR = 3;
export const MAILS_PER_DAY = 6;
/**
 * … and for all attempts. Attempts without proof never use up these limits, so they cannot keep anybody from signing.
 */
export const MAILS_PER_HOUR_WITH_PROOF = 5;
export const MAILS_PER_DAY_WITH_PROOF = 10;

/** We remember this many proofs of an hour, far more than the limit. The bound keeps an item from growing for ever. */
export const PROOFS_PER_HOUR = 12;

interface Attempted {
  readonly key: Keyring;
  readonly address: NormalisedAddress;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Issued on the day of `now`. `checkProof` accepts no other. */
  readonly proof: Proof | undefined;
}

/**
 * Counts an attempt on an address and spends its proof. Always one write unit. A day is one item of less than 1 KB. It
 * has counts of attempts without proof (`w7`) and with one (`p7`) for each hour, and marks of spent proofs (`s7`) for
 * two hours. No proof is valid longer than that. The item's old values decide. Its key is an HMAC of address and day.
 * So the table does not reveal to whom we sent mail. Nor does it reveal that the items of two days belong to one
 * person.
 *
 * Strangers can use up the allowance of an address, too. So the answer may decide on the mail, but on nothing that a
 * caller can see.
 * @returns whether the mail may be sent: never for a proof that was spent before, or after a dozen proofs in an hour.
 */
export async function takeMailAllowance(db: Db, attempted: Attempted): Promise<boolean> {
  const hour = hourIn(attempted.now);
  const mark = markOf(attempted);
  const writer = randomBytes(6);
  const forgotten = Array.from({ length: Math.max(hour - 1, 0) }, (_, h) => `s${h}`);
  const remove = forgotten.length > 0 ? ` REMOVE ${forgotten.join(', ')}` : '';
  const expiresAt = { N: String((dayOf(attempted.now) + 2 * DAY) / SECOND) };
  const common = { TableName: db.table, Key: keyOf(attempted), ReturnValues: 'ALL_OLD' } as const;
  try {
    const { Attributes = {} } = await db.client.send(
      new UpdateItemCommand(
        mark
          ? {
              ...common,
              UpdateExpression: `ADD p${hour} :one, s${hour} :marks SET expiresAt = :expiresAt, writer = :writer${remove}`,
              ConditionExpression: unspentIn(hour),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeValues: {
                ':one': { N: '1' },
                ':marks': { BS: [mark] },
                ':mark': { B: mark },
                ':most': { N: String(PROOFS_PER_HOUR) },
                ':expiresAt': expiresAt,
                ':writer': { B: writer },
              },
            }
          : {
              ...common,
              UpdateExpression: `ADD w${hour} :one SET expiresAt = :expiresAt${remove}`,
              ExpressionAttributeValues: { ':one': { N: '1' }, ':expiresAt': expiresAt },
            },
      ),
    );
    return hasLeft(Attributes, hour, mark !== undefined);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // If the answer to the write was lost, the client sent the write again, and it met its own mark.
    return wasWrittenBy(writer, error.Item) && hasLeft(withoutOne(error.Item, hour), hour, true);
  }
}

/**
 * Gives back an allowed mail that could not be put into the queue, and its proof. One write unit.
 * @param attempted with the number of mails to give back. 0, for a mail that a limit stopped, also writes, but changes
 * nothing.
 */
export async function giveBackMailAllowance(db: Db, attempted: Attempted & { mails: 0 | 1 }): Promise<void> {
  const { mails, now } = attempted;
  const mark = markOf(attempted);
  const marks = mails > 0 ? mark : undefined;
  const hour = hourIn(now);
  await db.client.send(
    new UpdateItemCommand({
      TableName: db.table,
      Key: keyOf(attempted),
      UpdateExpression: `ADD ${mark ? 'p' : 'w'}${hour} :back${marks ? ` DELETE s${hour} :marks` : ''}`,
      ExpressionAttributeValues: { ':back': { N: String(-mails) }, ...(marks && { ':marks': { BS: [marks] } }) },
    }),
  );
}

/**
 * The proof is not spent, and the hour has room. A proof is valid for 20 minutes: it can be spent only in this hour or
 * the one before.
 */
const unspentIn = (hour: number): string =>
  [
    `(attribute_not_exists(s${hour}) OR size(s${hour}) < :most)`,
    `NOT contains(s${hour}, :mark)`,
    ...(hour > 0 ? [`NOT contains(s${hour - 1}, :mark)`] : []),
  ].join(' AND ');

/**
 * Attempts without proof use up at most their own allowance. So a stranger without proof cannot keep the address's
 * owner, who has one, from signing.
 */
function hasLeft(before: Item, hour: number, hasProof: boolean): boolean {
  const hours = Array.from({ length: DAY / HOUR }, (_, h) => usedIn(before, h));
  const ofDay = {
    proofs: sum(hours.map(({ proofs }) => proofs)),
    others: Math.min(sum(hours.map(({ others }) => others)), MAILS_PER_DAY),
  };
  const ofHour = usedIn(before, hour);
  const [perHour, perDay] = hasProof
    ? [MAILS_PER_HOUR_WITH_PROOF, MAILS_PER_DAY_WITH_PROOF]
    : [MAILS_PER_HOUR, MAILS_PER_DAY];
  return ofHour.proofs + ofHour.others < perHour && ofDay.proofs + ofDay.others < perDay;
}

/** The mails that were sent in an hour, with proof and without, or more. */
const usedIn = (before: Item, hour: number): { proofs: number; others: number } => ({
  proofs: Math.min(countIn(before, `p${hour}`), MAILS_PER_HOUR_WITH_PROOF),
  others: Math.min(countIn(before, `w${hour}`), MAILS_PER_HOUR),
});

const countIn = (item: Item, name: string): number => Math.max(Number(item[name]?.N ?? 0), 0);

const wasWrittenBy = (writer: Uint8Array, item: Item | undefined): item is Item =>
  item?.writer?.B !== undefined && Buffer.compare(item.writer.B, writer) === 0;

const withoutOne = (item: Item | undefined, hour: number): Item => ({
  ...item,
  [`p${hour}`]: { N: String(countIn(item ?? {}, `p${hour}`) - 1) },
});

/** 0 to 23. */
const hourIn = (now: number): number => Math.floor((now - dayOf(now)) / HOUR);

function keyOf(attempted: Attempted) {
  const date = isoTime(attempted.now).slice(0, 10);
  return {
    pk: { S: hmacOf(attempted, `mail\0${date}\0${attempted.address}`).toString('base64url') },
    sk: { S: 'mail' },
  };
}

/**
 * The mark of a spent proof. It is not the proof's id: a person who reads the table could send an attempt, and
 * recognise the address's item by that id.
 */
const markOf = (attempted: Attempted): Uint8Array | undefined =>
  attempted.proof && hmacOf(attempted, Buffer.concat([Buffer.from('spent\0'), attempted.proof.id])).subarray(0, 8);

/**
 * Uses the key of the day's beginning. So a key that begins during the day does not renew allowances or spent proofs.
 */
const hmacOf = ({ key, now }: Attempted, text: string | Uint8Array): Buffer =>
  createHmac('sha256', key.current(dayOf(now)).key)
    .update(text)
    .digest();

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
