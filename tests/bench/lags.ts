/** How long millions waited, to ten milliseconds. */
export interface Lags {
  add(ms: number): void;
  /** The wait that a share of them did not go beyond, in milliseconds. */
  quantile(share: number): number;
  readonly max: number;
}

const STEP = 10;

export function createLags(): Lags {
  const steps: number[] = [];
  let n = 0;
  let max = 0;
  return {
    add(ms) {
      const step = Math.ceil(ms / STEP);
      steps[step] = (steps[step] ?? 0) + 1;
      n++;
      if (ms > max) max = ms;
    },
    quantile(share) {
      let sum = 0;
      const step = steps.findIndex((here) => {
        sum += here ?? 0;
        return sum >= n * share;
      });
      return step * STEP;
    },
    get max() {
      return max;
    },
  };
}
