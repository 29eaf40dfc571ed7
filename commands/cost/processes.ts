/** Seconds for which Lambda keeps a process that has nothing to do: minutes, AWS does not say how many. */
const KEPT_SECONDS = 600;

/**
 * How many processes of a function run where calls come by chance: as many as were busy at once in the busiest moment of ten
 * minutes. Each remembers for itself.
 * @param perSecond calls. @param busyMs of each.
 */
export function processesFor(perSecond: number, busyMs: number): number {
  const busy = runningAtOnce(perSecond, busyMs);
  // Beyond that, what is drawn by chance is near its mean.
  if (busy > 100) return Math.ceil(busy + 5 * Math.sqrt(busy));
  // Of exactly `n` at once, by Poisson; and of more, what is left.
  let [exactly, more, n] = [Math.exp(-busy), 1 - Math.exp(-busy), 0];
  while (n < 1 || more * perSecond * KEPT_SECONDS >= 1) {
    n++;
    exactly *= busy / n;
    more -= exactly;
  }
  return n;
}

/** How many calls of a function run at once, in the mean. */
export const runningAtOnce = (perSecond: number, busyMs: number): number => (perSecond * busyMs) / 1_000;
