/**
 * Runs at most `atOnce` tasks. The others wait for their turn. On AWS, each request has a function of its own. Here,
 * requests share a process and a table. With too many at once, both would get slow, until every request was too late.
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
