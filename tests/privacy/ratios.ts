/** What a bar compares of likelihood ratios. */
export interface Bar {
  readonly mean: number;
  /** That of the unluckiest signer of a hundred. */
  readonly worst: number;
  readonly count: number;
}

export function barOf(ratios: readonly number[]): Bar {
  const sorted = ratios.toSorted((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, ratio) => sum + ratio, 0) / sorted.length,
    worst: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    count: sorted.length,
  };
}
