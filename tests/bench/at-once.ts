/** Calls at once, as a function with some traffic has them. */
const CONCURRENCY = 16;

/** Calls `call` so many times, a handful at once, with 0, 1, 2 and so on. */
export async function atOnce(times: number, call: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < times) await call(next++);
    }),
  );
}
