import { DescribeStreamCommand, type DynamoDBStreamsClient, type Shard } from '@aws-sdk/client-dynamodb-streams';

/** The shards of a stream, in the order in which AWS lists them. */
export async function listShards(client: Pick<DynamoDBStreamsClient, 'send'>, StreamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription: page } = await client.send(
      new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId: from }),
    );
    shards.push(...(page?.Shards ?? []));
    from = page?.LastEvaluatedShardId;
  } while (from);
  return shards;
}

/** The sequence numbers that a shard has. One that still gets records has no last one. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint | undefined;
}

/**
 * Finds a shard of a stream. Lists the shards once, and again only for one that it does not know: shards live for hours.
 * @param pause waits before the second of two lists, since a shard could be too new for the first.
 */
export function shardFinder(
  list: () => Promise<readonly Shard[]>,
  pause: () => Promise<unknown>,
): (shardId: string) => Promise<Span | undefined> {
  let known: ReadonlyMap<string, Span> = new Map();
  return async (shardId) => {
    for (let looks = 0; looks < 2 && !known.has(shardId); looks++) {
      if (looks > 0) await pause();
      known = new Map((await list()).map(({ ShardId = '', SequenceNumberRange: range }) => [ShardId, spanOf(range)]));
    }
    return known.get(shardId);
  };
}

const spanOf = (range: Shard['SequenceNumberRange']): Span => ({
  first: BigInt(range?.StartingSequenceNumber ?? 0),
  last: range?.EndingSequenceNumber === undefined ? undefined : BigInt(range.EndingSequenceNumber),
});
