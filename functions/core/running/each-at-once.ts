/**
 * Does the work of each item, several at once. Begins them in their order.
 * @param atOnce how many.
 * @throws the error of the first one that failed. Then no other begins. It throws only after those that had begun have
 * ended, so that no work goes on behind the caller's back.
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
