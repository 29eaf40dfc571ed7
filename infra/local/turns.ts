/**
 * Lets at most `atOnce` tasks run, the others wait for their turn. On AWS each request has a function to itself; here
 * they share a process and a table that would fall behind, until each was too late.
 */
export function createTurns(atOnce: number): <Value>(task: () => Value | Promise<Value>) => Promise<Value> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
