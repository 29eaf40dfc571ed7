import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createDynamoDb } from '../core/aws/db.ts';
import { Sha256 } from '../core/aws/sha256.ts';
import { showLiveIn } from '../core/published/live.ts';
import { systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { tallyEvent, type WindowedEvent } from './event.ts';
import { tallySettings } from './settings.ts';

const settings = readSettings(tallySettings, process.env);
const client = createDynamoDb();
const counts = { client, table: settings.COUNTS_TABLE };
const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
const deps = {
  counts,
  showLive: showLiveIn({ campaigns, counts, clock: systemClock }),
  streams: new DynamoDBStreamsClient({ sha256: Sha256 }),
  streamArn: settings.SIGNATURES_STREAM,
  singleLane: settings.SINGLE_LANE,
  clock: systemClock,
  log: jsonLog,
};

export const handler = (event: WindowedEvent) => quietly(jsonLog, () => tallyEvent(deps, event));
