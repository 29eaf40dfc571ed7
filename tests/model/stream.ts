import { createHash } from 'node:crypto';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Random } from './random.ts';
import type { Change } from './signatures.ts';

/** A record of the stream. */
export interface StreamRecord extends Change {
  readonly sequence: string;
  /** When it happened, milliseconds. */
  readonly at: number;
}

/** A shard holds the changes of a range of partitions, in their order. */
export interface Shard {
  readonly id: string;
  /** Read first to its end: a child's records follow its parent's. */
  readonly parent: Shard | undefined;
  readonly from: number;
  readonly to: number;
  readonly records: StreamRecord[];
  closed: boolean;
}

/** The stream of the Signatures table in the model: its shards split and roll over while it is written. */
export interface Stream {
  readonly shards: readonly Shard[];
  append(change: Change, now: number): void;
  /** Closes a shard. One or two children take over its range. */
  split(): void;
  /** Does the work of a command that reads records of a shard again. Pages end anywhere, also before their first record. */
  perform(command: { readonly input: unknown }): unknown;
}

export function createStream(random: Random): Stream {
  const shards: Shard[] = [];
  // Sequence numbers grow, with gaps, and here soon by a digit: as text the later would come before the earlier.
  let sequence = 99_999_999_999_999_999_500n;
  const open = (from: number, to: number, parent?: Shard) =>
    shards.push({
      id: `shardId-${String(shards.length).padStart(20, '0')}`,
      parent,
      from,
      to,
      records: [],
      closed: false,
    });
  open(0, 0.5);
  open(0.5, 1);
  return {
    shards,
    append(change, now) {
      const place = placeOf(change.pk);
      const shard = shards.find(({ closed, from, to }) => !closed && from <= place && place < to);
      sequence += BigInt(1 + random.below(50));
      shard?.records.push({ ...change, sequence: String(sequence), at: now });
    },
    split() {
      const shard = random.pick(shards.filter(({ closed }) => !closed));
      shard.closed = true;
      const middle = (shard.from + shard.to) / 2;
      if (shard.to - shard.from > 0.1 && random.chance(0.5)) {
        open(shard.from, middle, shard);
        open(middle, shard.to, shard);
      } else open(shard.from, shard.to, shard);
    },
    perform(command) {
      const { ShardId, SequenceNumber, ShardIterator = '', Limit = 0 } = command.input as ReadInput;
      const [id, place] = command instanceof GetRecordsCommand ? ShardIterator.split(' ') : [ShardId];
      const records = shards.find((shard) => shard.id === id)?.records ?? [];
      const from = place ? Number(place) : records.findIndex(({ sequence }) => sequence === SequenceNumber);
      if (from < 0) throw new ResourceNotFoundException({ message: '', $metadata: {} });
      if (command instanceof GetShardIteratorCommand) return { ShardIterator: `${id} ${from}` };
      const to = from + (random.chance(0.3) ? random.below(Limit) : Limit);
      return { Records: records.slice(from, to).map(toLambda), NextShardIterator: `${id} ${to}` };
    },
  };
}

type ReadInput = Partial<GetRecordsCommand['input'] & GetShardIteratorCommand['input']>;

/** A record as Lambda hands it over, and as the stream itself gives it. */
export const toLambda = ({ sequence, before, after }: StreamRecord): DynamoDBRecord =>
  ({ dynamodb: { SequenceNumber: sequence, OldImage: before, NewImage: after } }) as DynamoDBRecord;

/** Where a partition lies among all, from 0 to 1. */
export function placeOf(pk: string): number {
  const known = places.get(pk);
  if (known !== undefined) return known;
  const place = createHash('md5').update(pk).digest().readUInt32BE() / 4_294_967_296;
  places.set(pk, place);
  return place;
}
const places = new Map<string, number>();
