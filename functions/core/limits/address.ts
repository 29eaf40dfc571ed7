import { createHmac, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Proof } from '../abuse/proof.ts';
import type { NormalisedAddress } from '../address.ts';
import type { Db, Item } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { DAY, dayOf, HOUR, isoTime, SECOND } from '../running/clock.ts';

/** How many confirmation mails one address gets, over all campaigns, for attempts without proof of work. */
export const MAILS_PER_HOUR = 3;
export const MAILS_PER_DAY = 6;
/** … and in all. What attempts without proof use up never reaches these, so that they keep nobody from signing. */
export const MAILS_PER_HOUR_WITH_PROOF = 5;
export const MAILS_PER_DAY_WITH_PROOF = 10;

/** Far beyond the limit: so many proofs of an hour are remembered, so that nobody can make an item grow for ever. */
export const PROOFS_PER_HOUR = 12;

interface Attempted {
  readonly key: Keyring;
  readonly address: NormalisedAddress;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Issued on the day of `now`, as each is that `checkProof` takes. */
  readonly proof: Proof | undefined;
}

/**
 * Counts an attempt on an address and spends its proof. One write unit, whatever comes of it: a day is one item of less
 * than 1 KB, with counts of attempts without proof (`w7`) and with one (`p7`) for each hour, and marks of spent proofs
 * (`s7`) for two hours, which no proof outlives; the decision is made from what it held before. Its key is an HMAC of
 * address and day, so that the table tells nobody whom mail went to, nor that two days are the same person.
 *
 * Others use up an allowance, too. So what this answers may decide on the mail, and on nothing that a caller can see.
 * @returns whether the mail may be sent: never for a proof that was spent before, or beyond a dozen in an hour.
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
    // Where the answer to the write was lost, the client has sent it again, and met its own mark.
    return wasWrittenBy(writer, error.Item) && hasLeft(withoutOne(error.Item, hour), hour, true);
  }
}

/**
 * Gives a mail back that was allowed and could not be put into the queue, and its proof. One write unit.
 * @param attempted with how many mails to give back: 0, for one that was held, writes all the same and changes nothing.
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

/** A proof is not spent, and its hour has room. It lives 20 minutes, so it was spent in this hour or the one before. */
const unspentIn = (hour: number): string =>
  [
    `(attribute_not_exists(s${hour}) OR size(s${hour}) < :most)`,
    `NOT contains(s${hour}, :mark)`,
    ...(hour > 0 ? [`NOT contains(s${hour - 1}, :mark)`] : []),
  ].join(' AND ');

/**
 * Attempts without proof use up at most their own allowance, so that whoever has none cannot keep an address's owner, who
 * has one, from signing.
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

/** At least the mails that were sent in an hour: with proofs, and without. */
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
 * What is remembered of a proof. Not its id: whoever reads the table and sends an attempt would find by it which item is
 * that of an address.
 */
const markOf = (attempted: Attempted): Uint8Array | undefined =>
  attempted.proof && hmacOf(attempted, Buffer.concat([Buffer.from('spent\0'), attempted.proof.id])).subarray(0, 8);

/** By the key of the day's beginning, so that a key which begins meanwhile makes no allowance and no proof new again. */
const hmacOf = ({ key, now }: Attempted, text: string | Uint8Array): Buffer =>
  createHmac('sha256', key.current(dayOf(now)).key)
    .update(text)
    .digest();

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
