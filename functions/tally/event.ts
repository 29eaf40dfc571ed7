import { randomUUID } from 'node:crypto';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { changesIn } from './changes.ts';
import { type GenuineDeps, genuineChanges } from './genuine.ts';
import { type TallyDeps, tallyBatch } from './tally.ts';

/**
 * With a tumbling window, an event names its shard. The answer must contain a state, which the next event of the same window
 * has. At the end of a window, an event without records may come.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export type WindowedEvent = Pick<DynamoDBStreamEvent, 'Records'> & {
  readonly shardId?: string;
  readonly state?: { readonly pass?: unknown };
};

export interface EventDeps extends TallyDeps, GenuineDeps {
  /** Names the lane of events that name no shard. Only an emulator sends these. On AWS it is not set. */
  readonly singleLane?: string | undefined;
}

/**
 * What Lambda hands back with the next event of a shard, within a window of a minute. Nobody else sees it. So an event that
 * has it comes from Lambda, and follows one whose records were read from the stream.
 */
const PASS = randomUUID();

/**
 * Counts the records of an event, but only those that the stream has. A person who may call the function could invent an
 * event, but not a record of the stream.
 * @throws {Error} if the stream does not have all of them, or the table does not answer; or if the event names no lane:
 * counting without one could count twice.
 */
export async function tallyEvent(
  deps: EventDeps,
  { shardId, Records, state }: WindowedEvent,
): Promise<{ readonly state: { readonly pass?: string } }> {
  const lane = shardId ?? deps.singleLane;
  if (!lane) throw new Error('The stream event has no shard id');
  const isKnown = state?.pass === PASS;
  // Without a shard id, nobody can look records up.
  const isBelieved = isKnown || !shardId || Records.length === 0;
  const changes = isBelieved ? changesIn(Records) : await genuineChanges(deps, shardId, Records);
  const isNew = await tallyBatch(deps, lane, changes);
  // Records that were counted before could be known to somebody, who must not get the pass for them.
  return { state: isKnown || isNew ? { pass: PASS } : {} };
}
