import type { Context } from 'aws-lambda';
import { SECOND } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { retentionDeps } from './deps.ts';
import { eraseDueIdentities } from './retention.ts';
import { retentionSettings } from './settings.ts';

const deps = retentionDeps(readSettings(retentionSettings, process.env));

/** What the last batch may still need, with a table that answers slowly. */
const TO_END = 30 * SECOND;

/** Called once a day. */
export const handler = (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> =>
  quietly(jsonLog, () => eraseDueIdentities(deps, () => context.getRemainingTimeInMillis() > TO_END));
