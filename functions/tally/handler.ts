import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createDynamoDb } from '../core/aws/db.ts';
import { Sha256 } from '../core/aws/sha256.ts';
import { SECOND, systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { tallyEvent, type WindowedEvent } from './event.ts';
import { onlyGenuine } from './genuine.ts';
import { tallySettings } from './settings.ts';
import { listShards, shardFinder } from './shards.ts';

const { COUNTS_TABLE, SIGNATURES_STREAM: streamArn, SINGLE_LANE } = readSettings(tallySettings, process.env);
const deps = { counts: { client: createDynamoDb(), table: COUNTS_TABLE }, clock: systemClock, log: jsonLog };
const streams = new DynamoDBStreamsClient({ sha256: Sha256 });
const findShard = shardFinder(
  () => listShards(streams, streamArn),
  () => sleep(SECOND),
);

export const handler = (event: WindowedEvent) =>
  quietly(jsonLog, async () => {
    // An emulator's events name no shard.
    const genuine = SINGLE_LANE ? event : await onlyGenuine({ streamArn, findShard, log: jsonLog }, event);
    return tallyEvent(deps, genuine, SINGLE_LANE);
  });
