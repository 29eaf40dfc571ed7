/** One figure of a benchmark. */
export interface Row {
  readonly name: string;
  readonly value: number;
  /** The unit of the value: `x` for a ratio. */
  readonly unit: string;
  /** The middle half of the runs: lower and upper quartile. */
  readonly spread?: readonly [number, number] | undefined;
  readonly goal?: string | undefined;
}

/** The value below which a share of the values lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A row of the median of several runs, with its middle half. */
export const medianRow = (name: string, unit: string, values: readonly number[], goal?: string): Row => ({
  name,
  unit,
  goal,
  value: quantile(values, 0.5),
  spread: [quantile(values, 0.25), quantile(values, 0.75)],
});
