/**
 * Round numbers for the lines behind a chart of counts: at most `lines` of them, the last at or above `max`, all whole.
 * @example ticks(83, 3) // [50, 100]
 */
export function ticks(max: number, lines: number): number[] {
  const least = Math.max(1, max / lines);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= least) ?? least;
  return Array.from({ length: Math.max(1, Math.ceil(max / step)) }, (_, i) => (i + 1) * step);
}

/** A coordinate with two decimals at most, since charts are sent with each page. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A horizontal place, 0 at the side where lines of text begin, as a percentage from the left. */
export const across = (share: number, dir: 'ltr' | 'rtl'): string =>
  `${short(100 * (dir === 'rtl' ? 1 - share : share))}%`;
