const GROWTH = 2; // each wait is longer than the one before: pages that are looked at cost the most (docs/guides/cost.md)
const SLOWEST = 60_000; // ms
const SLOWEST_AT_FIRST = 10_000; // ms, in the first minute
const AT_FIRST = 60_000; // ms

/** Milliseconds from a page's coming into view to its first question for the counts. */
export const FIRST_WAIT = 4_000;

/** The wait after a question. @param wait the wait before it. @param inView since the page came into view. All in milliseconds. */
export const nextWait = (wait: number, inView: number): number =>
  Math.min(wait * GROWTH, inView < AT_FIRST ? SLOWEST_AT_FIRST : SLOWEST);
