import type { Context } from 'aws-lambda';
import { SECOND } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { reconcileDeps } from './deps.ts';
import { reconcileAll } from './reconcile.ts';
import { reconcileSettings } from './settings.ts';

const deps = reconcileDeps(readSettings(reconcileSettings, process.env));

/** What the last batch may still need, with a table that answers slowly. */
const TO_END = 60 * SECOND;

/** Called once an hour. */
export const handler = (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> =>
  quietly(jsonLog, () => reconcileAll(deps, () => context.getRemainingTimeInMillis() > TO_END));
