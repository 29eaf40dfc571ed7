import { SECOND } from '../core/running/clock.ts';
import type { Task } from '../core/running/task.ts';
import { reconcileDeps } from './deps.ts';
import { reconcileAll } from './reconcile.ts';
import { reconcileSettings } from './settings.ts';

export const task: Task<typeof reconcileSettings> = {
  settings: reconcileSettings,
  lastStep: 60 * SECOND,
  prepare(settings, log) {
    const deps = reconcileDeps(settings, log);
    return (mayGoOn) => reconcileAll(deps, mayGoOn);
  },
};
