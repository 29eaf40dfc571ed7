import { type Clock, SECOND } from '../../running/clock.ts';

/**
 * Read units a second: a sixth of what one partition of the table gives, so that a hand-over or a review beside it gets
 * what it needs. Confirming reads nothing. A million signatures take some ten minutes.
 */
const PER_SECOND = 500;

/** Holds readers to a rate together. @returns what each tells the units it has used, and waits for. */
export function createReadRate({
  clock,
  pause,
}: {
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}): (units: number) => Promise<void> {
  let freeAt = 0;
  return async (units) => {
    const now = clock();
    const wait = freeAt - now;
    freeAt = Math.max(freeAt, now) + (units / PER_SECOND) * SECOND;
    if (wait > 0) await pause(wait);
  };
}
