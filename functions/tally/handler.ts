import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createDynamoDb } from '../core/aws/db.ts';
import { Sha256 } from '../core/aws/sha256.ts';
import { showLiveIn } from '../core/published/live.ts';
import { systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { tallyEvent, type WindowedEvent } from './event.ts';
import { tallyGenuine } from './genuine.ts';
import { tallySettings } from './settings.ts';

const settings = readSettings(tallySettings, process.env);
const { SIGNATURES_STREAM: streamArn, SINGLE_LANE } = settings;
const client = createDynamoDb();
const counts = { client, table: settings.COUNTS_TABLE };
const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
const showLive = showLiveIn({ campaigns, counts, clock: systemClock });
const deps = { counts, showLive, clock: systemClock, log: jsonLog };
const stream = { streams: new DynamoDBStreamsClient({ sha256: Sha256 }), streamArn };

export const handler = (event: WindowedEvent) =>
  quietly(jsonLog, () =>
    // An emulator's events name no shard.
    SINGLE_LANE ? tallyEvent(deps, event, SINGLE_LANE) : tallyGenuine({ ...deps, ...stream }, event),
  );
