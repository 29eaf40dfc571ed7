import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { describeError, type Log } from '../../functions/core/running/log.ts';
import { functionNames, rowOf } from '../functions.ts';
import type { FunctionSettings } from './environment.ts';

/**
 * Runs each function of the table that has a schedule, now and regularly.
 * @returns a function for each that stops it.
 */
export function startScheduled(settings: FunctionSettings, log: Log): Promise<(() => Promise<void>)[]> {
  const scheduled = functionNames.flatMap((name) => {
    const { schedule } = rowOf(name);
    return schedule ? [{ name, ...schedule }] : [];
  });
  return Promise.all(
    scheduled.map(async ({ name, every, load, isChatty }) => {
      const task = await load();
      const work = task.prepare(settings[name], isChatty ? { ...log, info: () => undefined } : log);
      return startRegularly(every === 'day' ? DAY : HOUR, work, log);
    }),
  );
}

/**
 * Runs a task now and regularly, as a schedule does on AWS. If it fails, it is tried again the next time.
 * @param every milliseconds.
 * @param task asks whether it may go on. The answer is no when the machine stops.
 * @returns a function that stops it, and waits for a task that runs.
 */
export function startRegularly(
  every: number,
  task: (mayGoOn: () => boolean) => Promise<void>,
  log: Log,
): () => Promise<void> {
  let stopping = false;
  let running = Promise.resolve();
  const run = () => {
    running = running
      .then(() => task(() => !stopping))
      .catch((error) => log.error('task-failed', describeError(error)));
  };
  run();
  const timer = setInterval(run, every);
  return () => {
    stopping = true;
    clearInterval(timer);
    return running;
  };
}
