/**
 * Round numbers for the lines behind a chart of counts: at most `lines` of them, all whole, and the last at least `max`.
 * @example ticks(83, 3) // [50, 100]
 */
export function ticks(max: number, lines: number): number[] {
  const least = Math.max(1, max / lines);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= least) ?? least;
  return Array.from({ length: Math.max(1, Math.ceil(max / step)) }, (_, i) => (i + 1) * step);
}

/** A coordinate with at most two decimals: each page contains its charts, so every byte counts. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A horizontal place as a percentage from the left. @param share 0 is the side where lines of text begin. */
export const across = (share: number, dir: 'ltr' | 'rtl'): string =>
  `${short(100 * (dir === 'rtl' ? 1 - share : share))}%`;
