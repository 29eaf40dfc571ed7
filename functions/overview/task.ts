import { schedule } from '../core/access/actor.ts';
import { refreshOverview } from '../core/overview/refresh.ts';
import { SECOND } from '../core/running/clock.ts';
import type { Task } from '../core/running/task.ts';
import { overviewDeps } from './deps.ts';
import { overviewSettings } from './settings.ts';

export const task: Task<typeof overviewSettings> = {
  settings: overviewSettings,
  lastStep: 10 * SECOND,
  prepare(settings) {
    const deps = overviewDeps(settings);
    return (mayGoOn) => refreshOverview(deps, schedule, { mayGoOn });
  },
};
