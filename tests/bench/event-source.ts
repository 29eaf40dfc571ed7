import type { DynamoDBRecord } from 'aws-lambda';
import { SECOND } from '../../functions/core/running/clock.ts';
import { functions } from '../../infra/functions.ts';

const { size: batchSize, windowSeconds } = functions.tally.batch;

/** A record of a shard, on its way to tally. */
export interface Waiting {
  /** When it was written, in simulated milliseconds, as all times here. */
  readonly at: number;
  readonly shard: string;
  readonly record: DynamoDBRecord;
}

/** How a batch went, and how long it took. A batch that was not done comes again. */
export interface Served {
  readonly ms: number;
  readonly isDone: boolean;
}

export interface EventSource {
  /** Puts a record into a lane: shards that follow one another. */
  put(lane: number, waiting: Waiting): void;
  /** When the next batch is due. */
  readonly due: number;
  /** Delivers all batches that are due by a moment. */
  until(moment: number): Promise<void>;
}

/**
 * Lambda's event source on a table's stream, in simulated time, with the batches as deployed: it reads a shard four times
 * a second, and hands over what it has once it has a full batch, or for as long as it may wait since the first record;
 * one batch of a lane at a time, and a shard's records after those of its parent.
 * @param deps.serve does the work of a batch; `deps.counted` is told of each record once, and when it was done.
 * @param deps.isForgotten whether what was done is handed over again, as may happen.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function createEventSource(
  lanes: number,
  deps: {
    readonly serve: (shard: string, records: readonly DynamoDBRecord[], now: number) => Promise<Served>;
    readonly counted: (waiting: Waiting, when: number) => void;
    readonly isForgotten: () => boolean;
  },
): EventSource {
  const all = Array.from({ length: lanes }, () => ({ queue: [] as Waiting[], head: 0, told: 0, free: 0, due: never }));
  type Lane = (typeof all)[number];
  let due = never;

  function plan(lane: Lane): void {
    const { queue, head, free } = lane;
    const first = queue[head];
    const last = queue[head + batchSize - 1];
    lane.due = Math.min(
      first ? Math.max(first.at + SEEN_AFTER, free) + windowSeconds * SECOND : never,
      last ? Math.max(last.at + SEEN_AFTER, free) : never,
    );
    due = Math.min(...all.map((one) => one.due));
  }

  async function deliver(lane: Lane): Promise<void> {
    const { queue, head, due: now } = lane;
    const shard = queue[head]?.shard ?? '';
    const records: DynamoDBRecord[] = [];
    let end = head;
    for (; end < head + batchSize; end++) {
      const next = queue[end];
      if (!next || next.at + SEEN_AFTER > now || next.shard !== shard) break;
      records.push(next.record);
    }
    const { ms, isDone } = await deps.serve(shard, records, now);
    lane.free = now + ms + (isDone ? 0 : AGAIN_AFTER);
    if (isDone) {
      for (; lane.told < end; lane.told++) deps.counted(queue[lane.told] as Waiting, now + ms);
      if (!deps.isForgotten()) lane.head = end;
    }
    if (lane.head > KEPT) {
      queue.splice(0, lane.head);
      lane.told -= lane.head;
      lane.head = 0;
    }
    plan(lane);
  }

  return {
    put(index, waiting) {
      const lane = all[index] as Lane;
      lane.queue.push(waiting);
      const waits = lane.queue.length - lane.head;
      if (waits === 1 || waits === batchSize) plan(lane);
    },
    get due() {
      return due;
    },
    async until(moment) {
      while (due <= moment) await deliver(all.find((lane) => lane.due === due) as Lane);
    },
  };
}

const never = Number.POSITIVE_INFINITY;
/** Milliseconds until a record is read, at the latest. */
const SEEN_AFTER = 250;
/** Milliseconds until a batch that failed comes again. */
const AGAIN_AFTER = 1_000;
/** Records that were delivered and are not yet let go. */
const KEPT = 10_000;
