import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { describeError, type Log } from '../../functions/core/running/log.ts';
import { changesIn } from '../../functions/tally/changes.ts';
import type { SignatureChange } from '../../functions/tally/steps.ts';

/** Passes the stream of the Signatures table to tally, as Lambda's event source does on AWS. */
export interface StreamPump {
  stop(): Promise<void>;
}

export interface StreamPumpDeps {
  readonly streamArn: string;
  /** Is called with the batches of a lane (stream shard), one after another. If it throws, the batch comes again. */
  readonly tally: (lane: string, changes: readonly SignatureChange[]) => Promise<unknown>;
  readonly log: Log;
}

/** Records of one batch. Their sum must fit one update, even if each has another country and hour. */
const BATCH = 100;
/** Milliseconds to wait if the stream had nothing new, and after a failure. */
const IDLE = 200;
const AFTER_FAILURE = 1_000;
/** Reads of the stream's records for each read of its list of shards. */
const LOOKS_PER_LISTING = 25;

/** How far a shard was read: the iterator that goes on, or `end`. */
type Cursor = string | 'end';

/**
 * Reads each shard from its beginning (TRIM_HORIZON) at each start and after a failure: tally knows by sequence number
 * what it counted before. Reads a shard's parent to its end first, so that a withdrawal never comes before its
 * signature.
 */
export function startStreamPump(deps: StreamPumpDeps): StreamPump {
  const client = new DynamoDBStreamsClient({});
  const cursors = new Map<string, Cursor>();
  const stopping = new AbortController();
  const running = (async () => {
    let shards: Shard[] = [];
    for (let look = 0; !stopping.signal.aborted; look++) {
      try {
        if (look % LOOKS_PER_LISTING === 0) shards = await listShards(client, deps.streamArn);
        let records = 0;
        for (const shard of readable(shards, cursors)) records += await readShard(deps, client, shard, cursors);
        if (records === 0) await pause(IDLE, stopping.signal);
      } catch (error) {
        if (!isStale(error)) deps.log.error('stream-pump-failed', describeError(error));
        cursors.clear();
        look = -1;
        await pause(AFTER_FAILURE, stopping.signal);
      }
    }
  })();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/**
 * Whether an iterator has waited too long, or its records were trimmed. Then we need a new one, and nothing is wrong.
 */
const isStale = (error: unknown): boolean =>
  error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException;

/** The shards that are not read to their end. Their parents are read to their end, or are gone. */
function readable(shards: readonly Shard[], cursors: ReadonlyMap<string, Cursor>): string[] {
  const known = new Set(shards.map(({ ShardId }) => ShardId));
  const isDone = (shard: string) => cursors.get(shard) === 'end';
  return shards.flatMap(({ ShardId, ParentShardId }) => {
    const waits = ParentShardId !== undefined && known.has(ParentShardId) && !isDone(ParentShardId);
    return ShardId && !isDone(ShardId) && !waits ? [ShardId] : [];
  });
}

/** Passes one batch of a shard to tally. @returns how many records it had. */
async function readShard(
  { streamArn, tally }: StreamPumpDeps,
  client: DynamoDBStreamsClient,
  shard: string,
  cursors: Map<string, Cursor>,
): Promise<number> {
  const iterator = cursors.get(shard) ?? (await firstIterator(client, streamArn, shard));
  const { Records = [], NextShardIterator } = await client.send(
    new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }),
  );
  const changes = changesIn(Records);
  if (changes.length > 0) await tally(shard, changes);
  cursors.set(shard, NextShardIterator ?? 'end');
  return Records.length;
}

async function firstIterator(client: DynamoDBStreamsClient, StreamArn: string, ShardId: string) {
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  return ShardIterator;
}

async function listShards(client: DynamoDBStreamsClient, StreamArn: string): Promise<Shard[]> {
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

/** Waits. Ends early when the pump stops. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
