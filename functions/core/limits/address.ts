import { createHmac, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Proof } from '../abuse/proof.ts';
import type { NormalisedAddress } from '../address.ts';
import type { Db, Item } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { mailboxOf } from '../mailbox.ts';
import { DAY, dayName, dayOf, HOUR, SECOND } from '../running/clock.ts';

/** Confirmation mails that one mailbox gets under all its addresses, over all campaigns, for attempts without proof of work. */
export const MAILS_PER_HOUR = 3;
export const MAILS_PER_DAY = 6;
/**
 * … and for all attempts. Attempts without proof never use up these limits, so they cannot keep anybody from signing.
 */
export const MAILS_PER_HOUR_WITH_PROOF = 5;
export const MAILS_PER_DAY_WITH_PROOF = 10;

/** We remember this many proofs of an hour, far more than the limit. The bound keeps an item from growing for ever. */
export const PROOFS_PER_HOUR = 12;

/**
 * We remember this many addresses of a day, with proof and without, each counted once for a campaign. With proof, only a
 * day that has used up its mails can have more: this many proofs fill two hours.
 */
export const ADDRESSES_PER_DAY = 2 * PROOFS_PER_HOUR;

interface Attempted {
  readonly key: Keyring;
  readonly campaign: string;
  readonly address: NormalisedAddress;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Issued on the day of `now`. `checkProof` accepts no other. */
  readonly proof: Proof | undefined;
}

/** What an attempt may do, as the mailbox's item of the day had it before. */
export interface MailAllowance {
  /** Never for a proof that was spent before, after a dozen proofs in an hour, or for one address too many in a day. */
  readonly isMailAllowed: boolean;
  /** How many other addresses of the mailbox attempted to sign the campaign on this day. */
  readonly otherAddresses: number;
}

/**
 * Counts an attempt on a mailbox, spends its proof, and remembers its address. Always one write unit. A day is one item
 * of less than 1 KB. It has counts of attempts without proof (`w7`) and with one (`p7`) for each hour, and marks of
 * spent proofs (`s7`) for two hours. No proof is valid longer than that. It has marks of addresses for the whole day
 * (`aw`, `ap`). The item's old values decide. Its key is an HMAC of mailbox and day. So the table does not reveal to
 * whom we sent mail. Nor does it reveal that the items of two days belong to one person.
 *
 * Strangers can use up the allowance of a mailbox, and try addresses of it, too. So the answer may decide on the mail
 * and on signals, but on nothing that a caller can see.
 */
export async function takeMailAllowance(db: Db, attempted: Attempted): Promise<MailAllowance> {
  const hour = hourIn(attempted.now);
  const spent = markOf(attempted);
  const address = addressMarkOf(attempted);
  const [count, addresses] = spent ? [`p${hour}`, 'ap'] : [`w${hour}`, 'aw'];
  const writer = randomBytes(6);
  const forgotten = Array.from({ length: Math.max(hour - 1, 0) }, (_, h) => `s${h}`);
  const remove = forgotten.length > 0 ? ` REMOVE ${forgotten.join(', ')}` : '';
  const answer = (before: Item, isMailAllowed: boolean): MailAllowance => ({
    isMailAllowed,
    otherAddresses: otherAddressesIn(before, address),
  });
  try {
    const { Attributes = {} } = await db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: keyOf(attempted),
        UpdateExpression: `ADD ${count} :one, ${addresses} :addresses${spent ? `, s${hour} :marks` : ''} SET expiresAt = :expiresAt, writer = :writer${remove}`,
        ConditionExpression: [
          `(attribute_not_exists(${addresses}) OR size(${addresses}) < :mostAddresses)`,
          ...(spent ? unspentIn(hour) : []),
        ].join(' AND '),
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':addresses': { BS: [address] },
          ':mostAddresses': { N: String(ADDRESSES_PER_DAY) },
          ':expiresAt': { N: String((dayOf(attempted.now) + 2 * DAY) / SECOND) },
          ':writer': { B: writer },
          ...(spent && {
            ':marks': { BS: [spent] },
            ':mark': { B: spent },
            ':most': { N: String(PROOFS_PER_HOUR) },
          }),
        },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return answer(Attributes, hasLeft(Attributes, hour, spent !== undefined));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item: before = {} } = error;
    // If the answer to the write was lost, the client sent the write again, and it met its own mark.
    const isOwn = wasWrittenBy(writer, before);
    return answer(before, isOwn && hasLeft(withoutOne(before, count), hour, spent !== undefined));
  }
}

/**
 * Gives back an allowed mail that could not be put into the queue, and its proof. Its address stays remembered: an
 * earlier attempt may have had the same. One write unit.
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
const unspentIn = (hour: number): string[] => [
  `(attribute_not_exists(s${hour}) OR size(s${hour}) < :most)`,
  `NOT contains(s${hour}, :mark)`,
  ...(hour > 0 ? [`NOT contains(s${hour - 1}, :mark)`] : []),
];

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

const wasWrittenBy = (writer: Uint8Array, item: Item): boolean =>
  item.writer?.B !== undefined && Buffer.compare(item.writer.B, writer) === 0;

const withoutOne = (item: Item, count: string): Item => ({ ...item, [count]: { N: String(countIn(item, count) - 1) } });

/** Other addresses than this one, on the same campaign. */
function otherAddressesIn(before: Item, address: Buffer): number {
  const seen = [...(before.aw?.BS ?? []), ...(before.ap?.BS ?? [])].map((mark) => Buffer.from(mark).toString('hex'));
  const own = address.toString('hex');
  const ofCampaign = own.slice(0, 2 * CAMPAIGN_BYTES);
  return new Set(seen.filter((mark) => mark.startsWith(ofCampaign) && mark !== own)).size;
}

/** 0 to 23. */
const hourIn = (now: number): number => Math.floor((now - dayOf(now)) / HOUR);

const keyOf = (attempted: Attempted) => ({
  pk: { S: hmacOf(attempted, `mail\0${placeOf(attempted)}`).toString('base64url') },
  sk: { S: 'mail' },
});

/** Day and mailbox. */
const placeOf = ({ now, address }: Attempted): string => `${dayName(now)}\0${mailboxOf(address)}`;

const CAMPAIGN_BYTES = 2;
const ADDRESS_BYTES = 2;

/**
 * The mark of an address that attempted to sign a campaign: a part for the campaign, and one for the address. Both are
 * others in each item, so that no two items show that they are about one campaign.
 */
function addressMarkOf(attempted: Attempted): Buffer {
  const campaign = `${placeOf(attempted)}\0${attempted.campaign}`;
  return Buffer.concat([
    hmacOf(attempted, `campaign\0${campaign}`).subarray(0, CAMPAIGN_BYTES),
    hmacOf(attempted, `address\0${campaign}\0${attempted.address}`).subarray(0, ADDRESS_BYTES),
  ]);
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
