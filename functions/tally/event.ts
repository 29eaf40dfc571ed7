import type { DynamoDBStreamEvent } from 'aws-lambda';
import { changesIn } from './changes.ts';
import { type TallyDeps, tallyBatch } from './tally.ts';

/**
 * With a tumbling window, an event names its shard. The answer must contain a state, which the next event of the same window
 * has.
 */
export type WindowedEvent = Pick<DynamoDBStreamEvent, 'Records'> & {
  readonly shardId?: string;
  readonly state?: { readonly pass?: unknown };
};

/**
 * Counts the records of an event, whoever sent it. At the end of a window, an event without records may come.
 * @param singleLane names the lane if events name no shard (emulators).
 * @throws {Error} if the event names no lane: counting without one could count twice.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export async function tallyEvent(
  deps: TallyDeps,
  event: WindowedEvent,
  singleLane?: string,
): Promise<{ state: Record<string, never> }> {
  const lane = event.shardId ?? singleLane;
  if (!lane) throw new Error('The stream event has no shard id');
  await tallyBatch(deps, lane, changesIn(event.Records));
  return { state: {} };
}
