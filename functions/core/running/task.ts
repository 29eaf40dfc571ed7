import type * as z from 'zod/mini';
import { jsonLog, type Log } from './log.ts';
import { quietly } from './quietly.ts';
import { readSettings } from './settings.ts';

/**
 * The work of a function that a schedule calls. Each such function exports it as `task` from its `task.ts`. Lambda runs
 * it through `taskHandler`, and one machine runs it by a timer.
 */
export interface Task<Settings extends z.ZodMiniType> {
  readonly settings: Settings;
  /** Milliseconds that the last step may still need, with a table that answers slowly. */
  readonly lastStep: number;
  /**
   * Prepares the work.
   * @returns the work. It asks `mayGoOn` before each step, and ends at the first no. The next run goes on from there.
   */
  prepare(settings: z.infer<Settings>, log: Log): (mayGoOn: () => boolean) => Promise<void>;
}

/**
 * Makes the handler that Lambda calls. It starts no step that Lambda might cut off.
 * @throws {SettingsError} at once, if the environment lacks a setting.
 */
export function taskHandler<Settings extends z.ZodMiniType>(task: Task<Settings>) {
  const work = task.prepare(readSettings(task.settings, process.env), jsonLog);
  return (_event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> =>
    quietly(jsonLog, () => work(() => context.getRemainingTimeInMillis() > task.lastStep));
}
