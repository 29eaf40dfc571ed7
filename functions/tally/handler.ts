import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../core/clock.ts';
import { createDynamoDb } from '../core/db.ts';
import { jsonLog } from '../core/log.ts';
import { readSettings, tallySettings } from '../core/settings.ts';
import type { SignatureChange } from './signature-change.ts';
import { tallyBatch } from './tally.ts';

const settings = readSettings(tallySettings, process.env);
const counts = { client: createDynamoDb(), table: settings.COUNTS_TABLE };

/** With a tumbling window an event tells its shard, and an answer must carry a state. */
type WindowedEvent = DynamoDBStreamEvent & { shardId?: string };

/**
 * @throws {Error} if the event names no lane: counting without one could count twice.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export async function handler(event: WindowedEvent): Promise<{ state: Record<string, never> }> {
  const lane = event.shardId ?? settings.SINGLE_LANE;
  if (!lane) throw new Error('The stream event tells no shard id');
  await tallyBatch({ counts, clock: systemClock, log: jsonLog }, lane, event.Records.flatMap(toChange));
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
