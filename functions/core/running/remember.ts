import type { Clock } from './clock.ts';

/**
 * Remembers the answers of `read` for a few seconds, so that a burst of requests costs one read. Readers that ask at
 * the same time share one read. A failed read is not remembered.
 * @param forMs how long an answer is used, in milliseconds. It may depend on the answer.
 * @param goodFor how long an old answer is still returned while reads fail, in milliseconds. They are tried again every
 * `forMs`.
 */
export function remember<Value>(
  read: (key: string) => Promise<Value>,
  {
    clock,
    forMs,
    goodFor = 0,
    entries = 1_000,
  }: { clock: Clock; forMs: number | ((value: Value) => number); goodFor?: number; entries?: number },
): (key: string) => Promise<Value> {
  const known = new Map<string, { readonly value: Promise<Value>; until: number; readAt: number }>();
  return (key) => {
    const now = clock();
    const hit = known.get(key);
    if (hit && hit.until > now) return hit.value;
    const value = read(key).catch((error) => {
      if (!hit || now >= hit.readAt + goodFor) throw error;
      entry.readAt = hit.readAt;
      return hit.value;
    });
    // Until its answer is there, everybody waits for the same read.
    const entry = { value, until: typeof forMs === 'number' ? now + forMs : Number.POSITIVE_INFINITY, readAt: now };
    // Anybody can type an address, and so make keys. So memory is bounded: the entry that was read longest ago goes.
    known.delete(key);
    const [longestAgo] = known.keys();
    if (known.size >= entries && longestAgo !== undefined) known.delete(longestAgo);
    known.set(key, entry);
    // Forgets only the failed read: another one may have answered by now.
    value.then(
      (answer) => {
        if (typeof forMs !== 'number') entry.until = clock() + forMs(answer);
      },
      () => known.get(key) === entry && known.delete(key),
    );
    return value;
  };
}
