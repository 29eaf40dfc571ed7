const GROWTH = 2; // each wait is longer than the one before: pages that are looked at cost the most (docs/guides/cost.md)
const SLOWEST = 60_000; // ms
const SLOWEST_AT_FIRST = 10_000; // ms, in the first minute
const AT_FIRST = 60_000; // ms
const SOON = 2_000; // ms
const SPREAD = 8_000; // ms; so that not all pages ask at once
const MOST = 3_600_000; // ms; a clock may be wrong by years

/** Milliseconds from the moment when a page comes into view to its first request for the counts. */
export const FIRST_WAIT = 4_000;

/** The wait after a request. @param wait the wait before it. @param inView the time since the page came into view. All in milliseconds. */
export const nextWait = (wait: number, inView: number): number =>
  Math.min(wait * GROWTH, inView < AT_FIRST ? SLOWEST_AT_FIRST : SLOWEST);

/**
 * The wait until a number may move, in milliseconds, and a little longer.
 * @param left the time until then. It is not a number if it is unknown.
 * @param random 0 to 1.
 * @returns undefined if a number may move at any moment, or so soon.
 */
export const waitToMove = (left: number, random: number): number | undefined =>
  left > SOON ? Math.min(left, MOST) + random * SPREAD : undefined;
