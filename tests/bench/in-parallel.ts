/** Calls `call` that many times, with 0, 1, 2 and so on, `concurrency` of them at once. */
export async function inParallel(
  times: number,
  concurrency: number,
  call: (i: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < times) await call(next++);
    }),
  );
}
