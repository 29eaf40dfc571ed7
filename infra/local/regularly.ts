import { describeError, type Log } from '../../functions/core/running/log.ts';

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
