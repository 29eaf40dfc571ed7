/** Counts things by their names. */
export interface Tally {
  count(what: string): void;
  get(what: string): number;
  /** `a 2, b 1`, the most frequent first. */
  words(): string;
}

export function tallied(): Tally {
  const sums = new Map<string, number>();
  return {
    count: (what) => void sums.set(what, (sums.get(what) ?? 0) + 1),
    get: (what) => sums.get(what) ?? 0,
    words: () =>
      [...sums]
        .sort(([, one], [, other]) => other - one)
        .map(([what, n]) => `${what} ${n.toLocaleString('en')}`)
        .join(', ') || 'none',
  };
}
