import { createDynamoDb } from '../core/aws/db.ts';
import { systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { tallyEvent, type WindowedEvent } from './event.ts';
import { tallySettings } from './settings.ts';

const settings = readSettings(tallySettings, process.env);
const counts = { client: createDynamoDb(), table: settings.COUNTS_TABLE };
const deps = { counts, clock: systemClock, log: jsonLog };

export const handler = (event: WindowedEvent) => quietly(jsonLog, () => tallyEvent(deps, event, settings.SINGLE_LANE));
