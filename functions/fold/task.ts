import { SECOND } from '../core/running/clock.ts';
import type { Task } from '../core/running/task.ts';
import { foldDeps } from './deps.ts';
import { foldAllCounts } from './fold.ts';
import { foldSettings } from './settings.ts';

export const task: Task<typeof foldSettings> = {
  settings: foldSettings,
  lastStep: 30 * SECOND,
  prepare(settings, log) {
    const deps = foldDeps(settings, log);
    return (mayGoOn) => foldAllCounts(deps, mayGoOn);
  },
};
