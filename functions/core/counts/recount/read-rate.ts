import { SECOND } from '../../running/clock.ts';

/**
 * Read units a second: a sixth of what one partition of the table gives, so that a hand-over or a review beside it gets
 * what it needs. Confirming reads nothing. A million signatures take some ten minutes.
 */
const PER_SECOND = 500;

/**
 * Holds readers to a rate together. It needs no clock: one that stands, or is set back, would make readers wait for hours.
 * @returns a function that takes the units that a reader has used, and waits until all units so far are within the rate.
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
