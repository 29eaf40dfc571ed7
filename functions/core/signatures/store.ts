import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Signal } from '../abuse/signals.ts';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { DAY, hourOf, isoTime } from '../running/clock.ts';
import { TRACE_DAYS } from './lifetimes.ts';

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
  readonly attemptedAt: number;
  readonly confirmedAt: number;
  readonly country: string;
  readonly locale: string;
  readonly source: string;
  readonly consent: string;
  readonly sealedIdentity: Uint8Array;
  readonly publicName?: string | undefined;
  readonly publicReason?: string | undefined;
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
 * @returns `withdrawn` if the attempt was made before the signer withdrew. Such a link does not restore the signature.
 */
export async function putSignatureOnce(db: Db, signature: ConfirmedSignature): Promise<Confirmation> {
  const counted = await ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: toItem(signature),
        ConditionExpression: 'attribute_not_exists(pk) OR withdrawnAt < :attemptedAt',
        ExpressionAttributeValues: { ':attemptedAt': { S: isoTime(signature.attemptedAt) } },
      }),
    ),
  );
  if (counted) return 'counted';
  return (await isWithdrawn(db, signature)) ? 'withdrawn' : 'already-counted';
}

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
 * Erases a signature in any state. Only its key, the status `withdrawn` and two times stay, so that links that were
 * mailed before do not restore it. They expire when no such link can still be valid. This replaces the whole item, so
 * that it also erases attributes that are added to signatures later. 1 write unit for each KB that it had.
 */
export async function withdrawSignature(
  db: Db,
  { campaign, signer, now }: { campaign: string; signer: SignerHash; now: number },
): Promise<void> {
  await db.client.send(
    new PutItemCommand({
      TableName: db.table,
      Item: {
        ...signatureKey(campaign, signer),
        status: { S: 'withdrawn' },
        withdrawnAt: { S: isoTime(now) },
        expiresAt: { N: String(Math.ceil((now + TRACE_DAYS * DAY) / 1000)) },
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
    sealedIdentity: { B: signature.sealedIdentity },
    ...(signature.publicName !== undefined && { publicName: { S: signature.publicName } }),
    ...(signature.publicReason !== undefined && { publicReason: { S: signature.publicReason } }),
    // DynamoDB has no empty sets.
    ...(signature.signals?.length && { signals: { SS: [...signature.signals] } }),
  };
}
