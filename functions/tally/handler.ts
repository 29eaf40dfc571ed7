import { systemClock } from '../core/clock.ts';
import { createDynamoDb } from '../core/db.ts';
import { jsonLog } from '../core/log.ts';
import { quietly } from '../core/quietly.ts';
import { readSettings, tallySettings } from '../core/settings.ts';
import { tallyEvent, type WindowedEvent } from './event.ts';

const settings = readSettings(tallySettings, process.env);
const counts = { client: createDynamoDb(), table: settings.COUNTS_TABLE };
const deps = { counts, clock: systemClock, log: jsonLog };

export const handler = (event: WindowedEvent) => quietly(jsonLog, () => tallyEvent(deps, event, settings.SINGLE_LANE));
