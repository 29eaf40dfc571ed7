import { isDeepStrictEqual } from 'node:util';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { inject } from 'vitest';
import type { Db } from '../../functions/core/aws/db.ts';
import type { SignatureChange } from '../../functions/tally/steps.ts';
import { localClientSettings, streamOf } from '../../infra/local/dynamodb.ts';

/** What a lane (stream shard) tells, in its order. */
interface LaneChanges {
  readonly lane: string;
  readonly changes: readonly SignatureChange[];
}

/**
 * Reads a table's stream. Each call gives what came since the one before; the first begins at the stream's beginning.
 * @param endpoint of the database that has the table.
 */
export async function streamReader(
  { client, table }: Db,
  endpoint = inject('dynamoDbEndpoint'),
): Promise<() => Promise<LaneChanges[]>> {
  const StreamArn = await streamOf(client, table);
  const streams = new DynamoDBStreamsClient(localClientSettings(endpoint));
  const iterators = new Map<string, string | undefined>();
  const lastRead = new Map<string, bigint>();

  async function beginLane(lane: string): Promise<string | undefined> {
    const first = { StreamArn, ShardId: lane, ShardIteratorType: 'TRIM_HORIZON' } as const;
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(first));
    iterators.set(lane, ShardIterator);
    return ShardIterator;
  }

  /** DynamoDB Local now and then refuses an iterator of a busy computer as too old: then this begins anew. */
  const readFrom = async (lane: string, iterator: string) =>
    streams.send(new GetRecordsCommand({ ShardIterator: iterator })).catch(async (error) => {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      return streams.send(new GetRecordsCommand({ ShardIterator: await beginLane(lane) }));
    });

  async function readLane(lane: string): Promise<LaneChanges> {
    const changes: SignatureChange[] = [];
    let iterator = iterators.get(lane);
    while (iterator) {
      const page = await readFrom(lane, iterator);
      iterators.set(lane, page.NextShardIterator);
      if (!page.Records?.length) break;
      iterator = page.NextShardIterator;
      for (const { dynamodb } of page.Records) {
        // The two clients name the same wire type twice.
        const { SequenceNumber: sequence = '', OldImage, NewImage } = dynamodb ?? {};
        if (BigInt(sequence) <= (lastRead.get(lane) ?? -1n)) continue;
        lastRead.set(lane, BigInt(sequence));
        changes.push({
          sequence,
          before: OldImage as SignatureChange['before'],
          after: NewImage as SignatureChange['after'],
        });
      }
    }
    return { lane, changes };
  }

  return async () => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const lanes: LaneChanges[] = [];
    for (const { ShardId: lane = '' } of StreamDescription?.Shards ?? []) {
      if (!iterators.has(lane)) await beginLane(lane);
      lanes.push(await readLane(lane));
    }
    return lanes;
  };
}

/** Everything that a table's stream tells, by lane, from its beginning until now. */
export async function changesOf(db: Db): Promise<Map<string, readonly SignatureChange[]>> {
  const lanes = await (await streamReader(db))();
  return new Map(lanes.map(({ lane, changes }) => [lane, changes]));
}

/**
 * How many changes of items stand in a table's stream, from its beginning. dynoxide also records writes that change
 * nothing. DynamoDB does not.
 */
export const changeCount = async (db: Db): Promise<number> =>
  [...(await changesOf(db)).values()].flat().filter(({ before, after }) => !isDeepStrictEqual(before, after)).length;
