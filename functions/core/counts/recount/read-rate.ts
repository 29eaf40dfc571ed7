import { SECOND } from '../../running/clock.ts';

/**
 * Read units a second: a sixth of the capacity of one partition of the table. So a hand-over or a review at the same
 * time gets enough. A confirmation reads nothing. A million signatures take about ten minutes.
 */
const PER_SECOND = 500;

/**
 * Limits the rate of all readers together. It needs no clock: a clock that stops, or is set back, would make readers
 * wait for hours.
 * @returns a function that takes the units that a reader has used. It waits until all units so far are within the rate.
 */
export function createReadRate({
  pause,
}: {
  readonly pause: (ms: number) => Promise<unknown>;
}): (units: number) => Promise<void> {
  let free: Promise<unknown> = Promise.resolve();
  return async (units) => {
    if (units > 0) free = free.then(() => pause((units / PER_SECOND) * SECOND));
    await free;
  };
}
