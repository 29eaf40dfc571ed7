export const SETTLES = 40_000; // ms; in most cases, publishing has written numbers so long after they may move
export const SPREAD = 20_000; // ms; so that not all pages ask at once
export const MOST = 3_600_000; // ms; a clock may be wrong by years
/** After so many questions a page asks no more until somebody comes back to it: it may stay open over night. */
export const MOST_QUESTIONS = 30;
const LIVE = { first: 10_000, growth: 2, slowest: 60_000, spread: 2_000 }; // ms

/** What a page knows when it plans its next question. */
export interface Plan {
  /** Whether the total may move at any moment. */
  readonly isLive: boolean;
  /** Milliseconds until a number may move. It is not a number if it is unknown. */
  readonly left: number;
  /** How often the page has asked since it came into view. */
  readonly asked: number;
  /** 0 to 1. */
  readonly random: number;
}

/**
 * How long a page waits until it asks for the counts, in milliseconds. Pages that are looked at cost the most
 * (docs/guides/cost.md). So a page asks once after each moment at which a number may move, and at most once a minute. The
 * total of a live campaign is asked for more often at first, then less.
 */
export const waitBeforeAsking = ({ isLive, left, asked, random }: Plan): number =>
  isLive
    ? Math.min(LIVE.first * LIVE.growth ** asked, LIVE.slowest) + random * LIVE.spread
    : (left > 0 ? Math.min(left, MOST) : 0) + SETTLES + random * SPREAD;
