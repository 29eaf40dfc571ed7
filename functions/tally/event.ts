import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { SignatureChange } from './steps.ts';
import { type TallyDeps, tallyBatch } from './tally.ts';

/** With a tumbling window, an event names its shard, and the answer must contain a state. */
export type WindowedEvent = Pick<DynamoDBStreamEvent, 'Records'> & { readonly shardId?: string };

/**
 * Counts the records of an event. At the end of a window, an event without records may come.
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
  await tallyBatch(deps, lane, event.Records.flatMap(toChange));
  return { state: {} };
}

function toChange({ dynamodb }: DynamoDBRecord): SignatureChange[] {
  if (!dynamodb?.SequenceNumber) return [];
  return [
    {
      sequence: dynamodb.SequenceNumber,
      before: dynamodb.OldImage as Record<string, AttributeValue> | undefined,
      after: dynamodb.NewImage as Record<string, AttributeValue> | undefined,
    },
  ];
}
