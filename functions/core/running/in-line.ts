import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which the next one begins, whatever became of the one before. */
const MOST = 5_000;

/**
 * Does one thing after the other, in the order in which they were asked for. One that hangs holds up the others for some seconds, and no
 * longer: a function that froze may wait for an answer that never comes.
 */
export function inLine(most = MOST): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = free.then(work);
    free = free.then(async () => {
      const ended = new AbortController();
      const waited = sleep(most, undefined, { ref: false, signal: ended.signal });
      await Promise.allSettled([Promise.race([done, waited])]);
      ended.abort();
      await waited.catch(() => undefined);
    });
    return done;
  };
}
