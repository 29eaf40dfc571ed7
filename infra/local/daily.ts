import { DAY } from '../../functions/core/clock.ts';
import { describeError, type Log } from '../../functions/core/log.ts';

/**
 * Runs a task now and once a day, as a schedule does on AWS. One that fails is tried again a day later.
 * @param task is told whether it may go on: not once the machine stops.
 * @returns what stops it, and waits for a task that runs.
 */
export function startDaily(task: (mayGoOn: () => boolean) => Promise<void>, log: Log): () => Promise<void> {
  let stopping = false;
  let running = Promise.resolve();
  const run = () => {
    running = running
      .then(() => task(() => !stopping))
      .catch((error) => log.error('daily-task-failed', describeError(error)));
  };
  run();
  const timer = setInterval(run, DAY);
  return () => {
    stopping = true;
    clearInterval(timer);
    return running;
  };
}
