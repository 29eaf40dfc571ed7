import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { isoTime } from '../running/clock.ts';
import { signaturePartition } from './store.ts';

/**
 * Attributes that retention may ask for, and those that it may name in a write: the role of the function holds it to
 * just these. Neither lets it read an identity, or change whether and how a signature counts.
 */
export const askedByRetention = ['pk', 'sk', 'confirmedAt', 'withdrawnAt', 'anonymisedAt'] as const;
const erased = ['sealedIdentity', 'publicName', 'publicReason', 'locale', 'consent'] as const;
export const writtenByRetention = [...askedByRetention, ...erased] as const;

/** A signature that still holds an identity: its key within its partition, and what its write must find unchanged. */
export interface IdentifiedSignature {
  readonly signer: SignerHash;
  readonly confirmedAt: string;
}

/**
 * Signatures of one partition that are neither withdrawn nor anonymised, a page of them. 0.5 read units per 4 KB of the
 * partition, since what is left out is read as well.
 * @param shard 0 to 255. @param from where the last page ended.
 */
export async function queryIdentified(
  db: Db,
  { campaign, shard, from }: { campaign: string; shard: number; from: Item | undefined },
): Promise<{ found: IdentifiedSignature[]; next: Item | undefined }> {
  const { Items, LastEvaluatedKey } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      KeyConditionExpression: 'pk = :partition',
      FilterExpression: 'attribute_not_exists(withdrawnAt) AND attribute_not_exists(anonymisedAt)',
      ExpressionAttributeValues: { ':partition': { S: signaturePartition(campaign, shard) } },
      // Told in so many words, as the role allows nothing wider.
      Select: 'SPECIFIC_ATTRIBUTES',
      ProjectionExpression: 'sk, confirmedAt',
      ExclusiveStartKey: from,
    }),
  );
  const found = (Items ?? []).flatMap(({ sk, confirmedAt }) =>
    sk?.S && confirmedAt?.S ? [{ signer: sk.S as SignerHash, confirmedAt: confirmedAt.S }] : [],
  );
  return { found, next: LastEvaluatedKey };
}

/**
 * Erases the identity of a signature. What it counts stays as it was. 1 write unit for
 * each KB that it had.
 * @returns false if there was nothing to erase: it is anonymised, withdrawn, or signed afresh since it was read.
 */
export const anonymiseSignature = (
  db: Db,
  { campaign, shard, signer, confirmedAt, now }: IdentifiedSignature & { campaign: string; shard: number; now: number },
): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: { pk: { S: signaturePartition(campaign, shard) }, sk: { S: signer } },
        UpdateExpression: `SET anonymisedAt = :now REMOVE ${erased.join(', ')}`,
        ConditionExpression:
          'confirmedAt = :confirmedAt AND attribute_not_exists(withdrawnAt) AND attribute_not_exists(anonymisedAt)',
        ExpressionAttributeValues: {
          ':now': { S: isoTime(now) },
          ':confirmedAt': { S: confirmedAt },
        },
      }),
    ),
  );
