export interface Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** How many standard deviations of a normal distribution hold 99 % of it. */
const Z = 2.576;

/**
 * A 99 % confidence interval of the median, whatever the distribution: between two order statistics, since the number of
 * values below the median is binomial. Outliers, of which timing has many, move it little.
 * @see https://online.stat.psu.edu/stat415/lesson/19/19.1
 */
export function medianInterval(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const below = Math.floor((n - Z * Math.sqrt(n)) / 2);
  if (below < 1) return { low: Number.NEGATIVE_INFINITY, median: Number.NaN, high: Number.POSITIVE_INFINITY };
  return { low: sorted[below - 1]!, median: sorted[Math.floor(n / 2)]!, high: sorted[n - below]! };
}
