import type { Context } from 'aws-lambda';
import { SECOND } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { foldDeps } from './deps.ts';
import { foldAllCounts } from './fold.ts';
import { foldSettings } from './settings.ts';

const deps = foldDeps(readSettings(foldSettings, process.env));

/** What the last campaign may still need, with a table that answers slowly. */
const TO_END = 30 * SECOND;

/** Called once an hour. */
export const handler = (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> =>
  quietly(jsonLog, () => foldAllCounts(deps, () => context.getRemainingTimeInMillis() > TO_END));
