import type { Item } from '../aws/db.ts';
import { HOUR_OF, WAITING_SINCE } from './delta.ts';

/**
 * The counts of a campaign are in the partition of its slug. All other partitions of the table match this pattern, since
 * no slug contains a `#`. For roles.
 */
export const BESIDE_COUNTS = '*#*';

/**
 * The items of a campaign in Counts: a lane for each stream shard, and the base into which lanes are folded. The base
 * has one item for the totals, and one for the hours and days of each month. No shard has such a name.
 */
export const BASE = 'base';
export function baseOf(count: string): string {
  const dated = [HOUR_OF, WAITING_SINCE].find((prefix) => count.startsWith(prefix));
  return dated === undefined ? BASE : `${BASE}#${count.slice(dated.length, dated.length + 'YYYY-MM'.length)}`;
}
export const isLane = (item: Item): boolean => item.seq !== undefined;
const isMonth = (item: Item): boolean => item.sk?.S?.startsWith(`${BASE}#`) ?? false;

/**
 * Whether, for each folding, all items were read before it or all after it. The base counts how often lanes were folded
 * into it (`folds`), and into how many months (`monthFolds`).
 */
export function isWhole(items: readonly Item[]): boolean {
  const base = items.find(({ sk }) => sk?.S === BASE);
  const folds = (some: readonly Item[]) => some.reduce((sum, item) => sum + Number(item.folds?.N ?? 0), 0);
  return (
    folds(items.filter(isLane)) === Number(base?.folds?.N ?? 0) &&
    folds(items.filter(isMonth)) === Number(base?.monthFolds?.N ?? 0)
  );
}
