/**
 * Does the work of each item, several at once, begun in their order.
 * @param atOnce how many.
 * @throws what the first one threw that failed: then no other begins, and those that had begun have ended. Nothing goes on
 * behind the back of whoever catches it.
 */
export async function eachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      if (failures.length > 0) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, () => worker().catch((error) => failures.push(error))));
  if (failures.length > 0) throw failures[0];
}
