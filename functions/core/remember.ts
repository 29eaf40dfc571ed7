import type { Clock } from './clock.ts';

/**
 * Remembers what `read` answered for a few seconds, so that a burst of requests costs one read. Readers that ask at the
 * same time share one read; a read that fails is not remembered.
 */
export function remember<Value>(
  read: (key: string) => Promise<Value>,
  { clock, forMs, entries = 1_000 }: { clock: Clock; forMs: number; entries?: number },
): (key: string) => Promise<Value> {
  const known = new Map<string, { value: Promise<Value>; until: number }>();
  return (key) => {
    const hit = known.get(key);
    if (hit && hit.until > clock()) return hit.value;
    // Keys come from addresses that anybody can type, so the memory is bounded.
    if (known.size >= entries) known.clear();
    const value = read(key);
    known.set(key, { value, until: clock() + forMs });
    value.catch(() => known.delete(key));
    return value;
  };
}
