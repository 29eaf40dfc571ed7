import type { DynamoDBRecord } from 'aws-lambda';
import type { Log } from '../core/running/log.ts';
import type { WindowedEvent } from './event.ts';
import type { Span } from './shards.ts';

export interface GenuineDeps {
  /** The stream of Signatures. */
  readonly streamArn: string;
  readonly findShard: (shardId: string) => Promise<Span | undefined>;
  readonly log: Log;
}

/**
 * Leaves in an event only records that can come from the stream: they name it, AWS lists their shard, and their numbers are
 * in that shard. A person who may call the function could invent all others. They are logged, and never counted.
 * @throws {Error} if the shards cannot be listed. Then the whole batch comes again.
 */
export async function onlyGenuine<Event extends WindowedEvent>(
  { streamArn, findShard, log }: GenuineDeps,
  event: Event,
): Promise<Event> {
  const { shardId, Records } = event;
  if (shardId === undefined || Records.length === 0) return event;
  const span = await findShard(shardId);
  const genuine = Records.filter((record) => span && isFrom(streamArn, span, record));
  const forged = Records.length - genuine.length;
  // An unknown shard has no name in the log: whoever invented it could write anything there.
  if (forged > 0) log.error('tally-records-forged', { signatures: forged, ...(span && { lane: shardId }) });
  return { ...event, Records: genuine };
}

function isFrom(streamArn: string, { first, last }: Span, { eventSourceARN, dynamodb }: DynamoDBRecord): boolean {
  const sequence = dynamodb?.SequenceNumber ?? '';
  if (eventSourceARN !== streamArn || !/^\d{1,40}$/.test(sequence)) return false;
  return BigInt(sequence) >= first && (last === undefined || BigInt(sequence) <= last);
}
