import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';
import { signaturePartition } from '../../functions/core/signatures/store.ts';
import { clientOf } from './client.ts';

/**
 * A table where the signatures of a campaign are in few of its 256 partitions. So a test that reads a whole campaign asks
 * the database only for those. It is answered at once that each other partition is empty.
 * @param shards 0 to 255.
 */
export function withFewPartitions(db: Db, campaign: string, ...shards: readonly number[]): Db {
  const full = shards.map((shard) => signaturePartition(campaign, shard));
  const isEmpty = ({ S = '' }: { S?: string }) => S.startsWith(`${campaign}#`) && !full.includes(S);
  const client = clientOf(async (command) => {
    const asked = command instanceof QueryCommand ? Object.values(command.input.ExpressionAttributeValues ?? {}) : [];
    return asked.some((value) => isEmpty(value as { S?: string }))
      ? { Items: [], Count: 0 }
      : db.client.send(command as never);
  });
  return { ...db, client };
}
