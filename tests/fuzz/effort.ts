/** How much is fuzzed, and from where on: `npm run fuzz` says so by the environment. */
const { FUZZ_REQUESTS, FUZZ_SEED, FUZZ_PATH } = process.env;

/** Requests of a run, over all of its parts. */
export const REQUESTS = Number(FUZZ_REQUESTS ?? 2_000);

/** The same seed makes the same requests. Each run has a new one, and each failure prints it. */
export const SEED = FUZZ_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(FUZZ_SEED);

/** Time enough for a run on a busy machine, in milliseconds. */
export const lasts = { timeout: 60_000 + REQUESTS * 40 };

/** @param share of all requests. @param turn another one makes other requests of the same seed. */
export const effort = (share: number, turn = 0) => ({
  seed: SEED + turn,
  numRuns: Math.ceil(REQUESTS * share),
  ...(FUZZ_PATH && { path: FUZZ_PATH }),
});

/** Counts of answers by status, printed at the end of a run that was asked for. */
export function createTally() {
  const counts = new Map<string, Map<number, number>>();
  return {
    count(part: string, status: number) {
      const byStatus = counts.get(part) ?? new Map<number, number>();
      counts.set(part, byStatus.set(status, (byStatus.get(status) ?? 0) + 1));
    },
    print() {
      if (FUZZ_REQUESTS === undefined) return;
      const lines = [...counts].map(([part, byStatus]) => {
        const sorted = [...byStatus].sort(([one], [other]) => one - other);
        const total = sorted.reduce((sum, [, count]) => sum + count, 0);
        return `${part.padEnd(28)}${String(total).padStart(8)}   ${sorted.map(([status, count]) => `${status}: ${count}`).join('  ')}\n`;
      });
      process.stdout.write(`\nseed ${SEED}\n${lines.join('')}`);
    },
  };
}
