import { SECOND } from '../core/running/clock.ts';
import type { Task } from '../core/running/task.ts';
import { retentionDeps } from './deps.ts';
import { eraseDueIdentities } from './retention.ts';
import { retentionSettings } from './settings.ts';

export const task: Task<typeof retentionSettings> = {
  settings: retentionSettings,
  lastStep: 30 * SECOND,
  prepare(settings, log) {
    const deps = retentionDeps(settings, log);
    return (mayGoOn) => eraseDueIdentities(deps, mayGoOn);
  },
};
