import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { isoTime } from '../running/clock.ts';
import { signaturePartition } from './store.ts';

/**
 * Attributes that retention may read, and those that it may name in a write. The role of the function allows no others.
 * So it can neither read an identity, nor change whether and how a signature counts.
 */
export const askedByRetention = ['pk', 'sk', 'confirmedAt', 'withdrawnAt', 'anonymisedAt'] as const;
const erased = [
  'sealedIdentity',
  'sealedReason',
  'publicName',
  'publicReason',
  'locale',
  'consent',
  'words',
  'newsLeft',
] as const;
export const writtenByRetention = [...askedByRetention, ...erased] as const;

/**
 * A signature that still has an identity: its key within its partition, and the value that a write must find unchanged.
 */
export interface IdentifiedSignature {
  readonly signer: SignerHash;
  readonly confirmedAt: string;
}

/**
 * One page of the signatures of a partition that are neither withdrawn nor anonymised. 0.5 read units per 4 KB of the
 * partition, since DynamoDB also reads those that it leaves out.
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
      // Names each attribute, since the role allows no wider read.
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
 * Erases the identity of a signature. The signature counts as before. 1 write unit for each KB that it had.
 * @returns false if there was nothing to erase: it was anonymised, withdrawn, or signed again since it was read.
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
