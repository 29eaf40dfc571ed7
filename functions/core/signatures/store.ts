import type { KeyObject } from 'node:crypto';
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Signal } from '../abuse/signals.ts';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { DAY, HOUR, hourOf, isoTime, SECOND } from '../running/clock.ts';
import { TRACE_DAYS } from './lifetimes.ts';
import { linkCode } from './link-code.ts';
import { codesOf, codesUpTo } from './order.ts';

/**
 * The states of a signature. A confirmation makes it `counted` or `under-review`. An organiser may make it `voided`.
 * Its signer may make it `withdrawn` from any state. The public counts contain only `counted` ones.
 */
export const signatureStatuses = ['counted', 'under-review', 'voided', 'withdrawn'] as const;
export type SignatureStatus = (typeof signatureStatuses)[number];

/**
 * A signature that is about to be counted. Nothing in it names the signer, except a name that the signer chose to show.
 */
export interface ConfirmedSignature {
  readonly campaign: string;
  readonly signer: SignerHash;
  /** The id of the e-mail that made it (`links.ts`). Links that were mailed before there were ids have none. */
  readonly linkId?: string | undefined;
  readonly attemptedAt: number;
  readonly confirmedAt: number;
  readonly country: string;
  readonly locale: string;
  readonly source: string;
  readonly consent: string;
  /** The language of the campaign's words that the signer was shown, and their version in it: `ru.2`. */
  readonly words?: string | undefined;
  readonly sealedIdentity: Uint8Array;
  readonly publicName?: string | undefined;
  readonly publicReason?: string | undefined;
  /** The reason that the signer wrote when they confirmed, if it is not shown. Sealed apart from the identity. */
  readonly sealedReason?: Uint8Array | undefined;
  /** Left out: counted. */
  readonly status?: 'counted' | 'under-review' | undefined;
  /** The reasons to suspect it. They stay after any decision. */
  readonly signals?: readonly Signal[] | undefined;
}

export type Confirmation = 'counted' | 'already-counted' | 'withdrawn';

/** Partitions of a campaign's signatures. */
export const SHARDS = 256;

/** @param shard 0 to 255: the first byte of a signer hash. */
export const signaturePartition = (campaign: string, shard: number): string =>
  `${campaign}#${shard.toString(16).padStart(2, '0')}`;

export function signatureKey(campaign: string, signer: SignerHash): { pk: { S: string }; sk: { S: string } } {
  const [shard = 0] = Buffer.from(signer.slice(0, 2), 'base64url');
  return { pk: { S: signaturePartition(campaign, shard) }, sk: { S: signer } };
}

/**
 * Counts a confirmed signature once, however often it is called. Usually one write unit (item under 1 KB). A long
 * reason makes it up to five. Only an attempt that was made after a withdrawal can overwrite a withdrawn signature.
 * @returns what the link of a signer who had never signed gets. So `counted` also if another e-mail has made the
 * signature: then the first press costs a second write, and the signature stays as it is. `already-counted` if this link
 * confirmed before. `withdrawn` if the attempt was made before the signer withdrew: such a link restores nothing.
 * @param orderKey of the hour of the attempt, as `withdrawSignature` had it. Undefined if it is gone: then no signature is
 * restored in the hour of its withdrawal. A signature that is restored in that hour costs three writes more.
 */
export async function putSignatureOnce(
  db: Db,
  signature: ConfirmedSignature,
  orderKey?: KeyObject | undefined,
): Promise<Confirmation> {
  const put = (condition: string, values: Item) =>
    ifConditionHolds(() =>
      db.client.send(
        new PutItemCommand({
          TableName: db.table,
          Item: toItem(signature),
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  const attemptedIn = { S: isoTime(hourOf(signature.attemptedAt)) };
  if (await put('attribute_not_exists(pk) OR withdrawnAt < :attemptedIn', { ':attemptedIn': attemptedIn })) {
    return 'counted';
  }
  if (await noteOtherLink(db, signature)) return 'counted';
  if (!(await isWithdrawn(db, signature))) return 'already-counted';
  // Withdrawn in the hour of the attempt, or later.
  const isAfter = orderKey && afterWithdrawal({ ...signature, key: orderKey }, signature.attemptedAt);
  return isAfter && (await put(isAfter.condition, isAfter.values)) ? 'counted' : 'withdrawn';
}

/**
 * The condition that an attempt was made after a withdrawal in the same hour (`order.ts`). Notes that were written before
 * notes had codes have the exact time.
 */
function afterWithdrawal(
  ordered: { key: KeyObject; campaign: string; signer: SignerHash },
  attemptedAt: number,
): { condition: string; values: Item } {
  const codes = codesOf(ordered, attemptedAt);
  return {
    condition: `withdrawnAt < :attemptedAt AND NOT (${codes.map((_, i) => `contains(passed, :c${i})`).join(' OR ')})`,
    values: {
      ':attemptedAt': { S: isoTime(attemptedAt) },
      ...Object.fromEntries(codes.map((code, i) => [`:c${i}`, { B: code }])),
    },
  };
}

/**
 * Notes that a link confirmed a signature that another e-mail had made. From then on it is answered like that e-mail. Else
 * a second press would show that the address had signed before. One write unit for each KB of the item.
 * @returns false if the link made the signature or was noted before, or if there is no signature.
 */
const noteOtherLink = (db: Db, { campaign, signer, linkId, publicName }: ConfirmedSignature): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: signatureKey(campaign, signer),
        UpdateExpression: 'ADD otherLinks :codes',
        ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(withdrawnAt) AND NOT (${isMadeBy(linkId)}) AND NOT contains(otherLinks, :noted)`,
        ExpressionAttributeValues: {
          ':link': { B: linkCode(linkId) },
          ':noted': { B: linkCode(linkId, publicName !== undefined) },
          ':codes': { BS: [linkCode(linkId, publicName !== undefined)] },
        },
      }),
    ),
  );

/**
 * The condition that the e-mail with this id made the item. A link without id may be the one of any item without code.
 * It uses `:link`, the link's code.
 */
export const isMadeBy = (linkId: string | undefined): string =>
  linkId === undefined ? 'attribute_not_exists(link) OR link = :link' : 'link = :link';

/**
 * Finds out by a write that changes nothing, because the sign function may not read signatures. One write unit, only
 * when a link is used again.
 */
const isWithdrawn = (db: Db, { campaign, signer }: ConfirmedSignature): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: signatureKey(campaign, signer),
        UpdateExpression: 'SET #status = :withdrawn',
        ConditionExpression: '#status = :withdrawn',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':withdrawn': { S: 'withdrawn' } },
      }),
    ),
  );

/**
 * Notes that a signer left the news, and keeps the signature. Whether they had asked for news is sealed, so the note is the
 * same for everybody. It goes with the identity. 1 write unit for each KB of the item, also if there is no signature.
 */
export async function leaveNews(
  db: Db,
  { campaign, signer }: Pick<ConfirmedSignature, 'campaign' | 'signer'>,
): Promise<void> {
  await ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: signatureKey(campaign, signer),
        UpdateExpression: 'SET newsLeft = :left',
        ConditionExpression: 'attribute_exists(sealedIdentity)',
        ExpressionAttributeValues: { ':left': { BOOL: true } },
      }),
    ),
  );
}

/** A withdrawal, by the link with this id. */
interface Withdrawal extends Pick<ConfirmedSignature, 'campaign' | 'signer' | 'linkId'> {
  readonly now: number;
  /** The key of the hour (`order.ts`). */
  readonly orderKey: KeyObject;
}

/**
 * Erases a signature in any state. Only its key, the status `withdrawn`, two hours and codes of time and link stay, so that
 * links that were mailed before do not restore it. They expire when no such link can still be valid. This replaces the
 * whole item, so that it also erases attributes that are added to signatures later. 1 write unit for each KB that it had.
 */
export async function withdrawSignature(
  db: Db,
  { campaign, signer, linkId, now, orderKey }: Withdrawal,
): Promise<void> {
  await db.client.send(
    new PutItemCommand({
      TableName: db.table,
      Item: {
        ...signatureKey(campaign, signer),
        status: { S: 'withdrawn' },
        // Only the hour, too. Codes of the part of it that had passed order the attempts of that hour.
        withdrawnAt: { S: isoTime(hourOf(now)) },
        passed: { BS: codesUpTo({ key: orderKey, campaign, signer }, now) },
        expiresAt: { N: String((Math.ceil(now / HOUR) * HOUR + TRACE_DAYS * DAY) / SECOND) },
        ...codeOf(linkId),
      },
    }),
  );
}

export function toItem(signature: ConfirmedSignature): Item {
  return {
    ...signatureKey(signature.campaign, signature.signer),
    status: { S: signature.status ?? 'counted' },
    // Only the hour, as the counts need no more. The second would link a signature to a visit that a network has seen.
    confirmedAt: { S: isoTime(hourOf(signature.confirmedAt)) },
    country: { S: signature.country },
    locale: { S: signature.locale },
    source: { S: signature.source },
    consent: { S: signature.consent },
    ...(signature.words !== undefined && { words: { S: signature.words } }),
    sealedIdentity: { B: signature.sealedIdentity },
    ...codeOf(signature.linkId),
    ...(signature.publicName !== undefined && { publicName: { S: signature.publicName } }),
    ...(signature.publicReason !== undefined && { publicReason: { S: signature.publicReason } }),
    ...(signature.sealedReason !== undefined && { sealedReason: { B: signature.sealedReason } }),
    // DynamoDB has no empty sets.
    ...(signature.signals?.length && { signals: { SS: [...signature.signals] } }),
  };
}

/** A link without id leaves no code. */
const codeOf = (linkId: string | undefined): Item => (linkId === undefined ? {} : { link: { B: linkCode(linkId) } });
