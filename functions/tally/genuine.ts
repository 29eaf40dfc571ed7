import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Log } from '../core/running/log.ts';
import { changesIn, type StreamRecord } from './changes.ts';
import type { SignatureChange } from './steps.ts';

export interface GenuineDeps {
  readonly streams: Pick<DynamoDBStreamsClient, 'send'>;
  /** The stream of Signatures. */
  readonly streamArn: string;
  readonly log: Log;
}

/** Pages of the stream for one event. A page has up to 1 MB, and Lambda hands over up to 6 MB. */
const MOST_PAGES = 20;
/** The most records that one call may ask for. */
const MOST_OF_PAGE = 1_000;

/**
 * Reads an event's records again, from the stream itself. This costs two calls for the first event of a window, or of a
 * process.
 * @returns the changes in them.
 * @throws {Error} if the stream does not have each of them. Then nothing is counted, and a genuine batch comes again.
 */
export async function genuineChanges(
  deps: GenuineDeps,
  ShardId: string,
  records: readonly StreamRecord[],
): Promise<readonly SignatureChange[]> {
  const named = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  const isWhole = named.every((sequence) => /^\d{1,40}$/.test(sequence));
  const wanted = [...new Set(isWhole ? named.map(BigInt) : [])];
  const found = isWhole ? await readFrom(deps, { ShardId, first: named[0], wanted }) : new Map();
  const changes = wanted.flatMap((sequence) => found.get(sequence) ?? []);
  if (!isWhole || changes.length < wanted.length) {
    // Nothing of the event goes into the log: a person who invented it could write anything there.
    deps.log.error('tally-records-forged', { signatures: records.length - changes.length });
    throw new Error('The stream does not have these records');
  }
  return changes;
}

/** The changes of a shard by their sequence numbers, in order. None if the stream has no such shard or first number. */
async function readFrom(
  { streams, streamArn: StreamArn }: GenuineDeps,
  { ShardId, first, wanted }: { ShardId: string; first: string | undefined; wanted: readonly bigint[] },
): Promise<ReadonlyMap<bigint, SignatureChange>> {
  const found = new Map<bigint, SignatureChange>();
  const [last = 0n, Limit] = [wanted.at(-1), Math.min(wanted.length, MOST_OF_PAGE)];
  const from = { StreamArn, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: first } as const;
  try {
    let { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
    for (let pages = 0; ShardIterator && pages < MOST_PAGES && !found.has(last); pages++) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
      for (const change of changesIn(page.Records ?? [])) found.set(BigInt(change.sequence), change);
      ShardIterator = page.NextShardIterator;
    }
  } catch (error) {
    if (!isNotThere(error)) throw error;
  }
  return found;
}

const isNotThere = (error: unknown): boolean =>
  error instanceof ResourceNotFoundException || (error instanceof Error && error.name === 'ValidationException');
