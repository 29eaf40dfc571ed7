/**
 * Where each colour of the map begins. They are the same for every campaign and every day, so that a colour means the same
 * tomorrow. docs/decisions/042-colours-of-the-map.md has the reasons.
 */
export const steps = {
  perMillion: [0, 1, 5, 20, 100],
  signatures: [0, 50, 200, 1_000, 5_000],
} as const;
export type Measure = keyof typeof steps;
export const measures: readonly Measure[] = ['perMillion', 'signatures'];

/** Which colour a value has: 1 to 5, the darkest for the highest on light paper. 0 stands for no value. */
export const stepOf = (measure: Measure, value: number | null): number =>
  value === null ? 0 : steps[measure].findLastIndex((from) => value >= from) + 1;
