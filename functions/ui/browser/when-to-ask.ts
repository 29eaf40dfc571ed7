const GROWTH = 2; // each wait is longer than the one before: pages that are looked at cost the most (docs/guides/cost.md)
const SLOWEST = 60_000; // ms
const SLOWEST_AT_FIRST = 10_000; // ms, in the first minute
const AT_FIRST = 60_000; // ms

/** Milliseconds from the moment when a page comes into view to its first request for the counts. */
export const FIRST_WAIT = 4_000;

/** The wait after a request. @param wait the wait before it. @param inView the time since the page came into view. All in milliseconds. */
export const nextWait = (wait: number, inView: number): number =>
  Math.min(wait * GROWTH, inView < AT_FIRST ? SLOWEST_AT_FIRST : SLOWEST);
