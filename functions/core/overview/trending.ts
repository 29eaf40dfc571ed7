import { sumOf } from '../sum.ts';
import { growthLately } from './days.ts';
import type { Entry } from './entry.ts';

/** Days that count, and after how many of them a day counts half. */
const WINDOW = 7;
const HALVES_AFTER = 3;
/** As if each campaign had so many signatures more. So the first dozens of a small campaign are no storm. */
const DAMPING = 500;

/**
 * How much a campaign trends: what it gained on the last seven days that are over, against the root of the size it had
 * before. A day counts half as much three days later.
 *
 *     Σ gainᵢ · 2^(−i/3) / √(500 + total − Σ gainᵢ)      i = 0 for yesterday, to 6
 *
 * - By gain alone the largest campaign would always lead, and by percentage the smallest. The root stands between: four times
 *   the size needs twice the gain.
 * - Days have half-lives, so a storm sinks from day to day, not all at once after a week.
 * - Only published numbers go in, and days that are over. So the order moves once a day with them, and shows nothing more.
 *
 * @returns 0 if it gained nothing.
 */
export function trendOf({ numbers }: Pick<Entry, 'numbers'>, now: number): number {
  const days = growthLately(numbers, now).slice(-WINDOW);
  const before = Math.max(0, numbers.total - sumOf(days));
  const gained = days.reduce((sum, gain, i) => sum + gain * (WEIGHTS[i] ?? 0), 0);
  return Math.max(0, gained) / Math.sqrt(DAMPING + before);
}

/** The weight of each day, the oldest first. Yesterday has 1. */
const WEIGHTS = Array.from({ length: WINDOW }, (_, i) => 2 ** ((i + 1 - WINDOW) / HALVES_AFTER));

/** What a campaign gained on the last seven days that are over. */
export const gainedInWeek = ({ numbers }: Pick<Entry, 'numbers'>, now: number): number =>
  sumOf(growthLately(numbers, now).slice(-WINDOW));
