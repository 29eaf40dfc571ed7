import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { feedbackDeps } from './deps.ts';
import { feedbackSettings } from './settings.ts';
import { takeReport } from './take.ts';

const deps = feedbackDeps(readSettings(feedbackSettings, process.env));

export const handler = (event: unknown): Promise<void> => quietly(jsonLog, () => takeReport(deps, event));
