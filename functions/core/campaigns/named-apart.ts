/**
 * Gives each thing a name of its own: one that is in use gets a number, such as `2026-03-01 (2)`. Nobody has counted the things yet, so the
 * work for each is the same, however many share a name.
 */
export function namedApart<One>(things: Iterable<readonly [name: string, one: One]>): Map<string, One> {
  const named = new Map<string, One>();
  const next = new Map<string, number>();
  for (const [key, one] of things) {
    let [name, n] = [key, next.get(key) ?? 2];
    while (named.has(name)) name = `${key} (${n++})`;
    next.set(key, n);
    named.set(name, one);
  }
  return named;
}
