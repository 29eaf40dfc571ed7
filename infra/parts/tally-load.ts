/** What tally gets at once, and what it has to do it with. Whatever measures its lag works with the same numbers. */
export const tallyLoad = {
  batchSize: 1_000,
  /** A batch waits no longer than this, so that a signature is seen within seconds. */
  windowSeconds: 1,
  memoryMb: 512,
} as const;
